//! The map alone, the list of pages, and the plain pages every footer leads to.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use koreplan_store::Tx;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::storage;
use crate::{
    access::{ReadCase, Sealed},
    bodies::{self, rules::BodyKind},
    case::{self, Case},
    plan::{
        self,
        map::{self, STYLE, Sheet},
    },
    routes::Routes,
    web::{
        Cx,
        components::{facts, page_head},
        error::Error,
        l10n::Lang,
        security::Policy,
        see_other, session,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .for_all("/robots.txt", robots)
        .for_all("/sitemap.xml", sitemap)
        .get("/was", statement)
        .get("/{lang}/was", statement)
        .shared("/{lang}/cookies", cookies)
        .for_all("/{lang}/{case}/map.svg", picture)
        .for_all("/{lang}/{case}/embed", embed)
}

/// The style of the bare page around the map.
const BARE: &str = "\
    body{margin:0;padding:8px 12px;font:16px/1.5 'IBM Plex Sans',Arial,'Liberation Sans',sans-serif;color:#1a1a1a;\
    background:#fff}\
    h1{font-size:18px;margin:0}\
    a{color:#0b4c6f}\
    .kp-map{width:100%;height:auto}\
    .kp-stops{display:none;padding-left:20px}\
    .kp-stops li{padding:4px 0}\
    .kp-stops span{display:block;font-size:14px}\
    p{margin:4px 0;font-size:14px}\
    @media(max-width:700px){.kp-map{display:none}.kp-stops{display:block}}";

/// A policy that lets these styles in and nothing else.
fn only(styles: &[&str], framed_by: &str) -> Policy {
    let hashes: Vec<String> = styles
        .iter()
        .map(|style| {
            format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style.as_bytes())))
        })
        .collect();
    Policy(format!(
        "default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'; \
         frame-ancestors {framed_by}",
        hashes.join(" ")
    ))
}

/// The picture may not be framed; it is shown as an image.
static PICTURE: LazyLock<Policy> = LazyLock::new(|| only(&[STYLE], "'none'"));
/// The one page any website may frame.
static EMBED: LazyLock<Policy> = LazyLock::new(|| only(&[STYLE, BARE], "*"));

fn drawn(cx: &Cx, tx: &mut dyn Tx) -> Result<(Case, Markup, Markup), Error> {
    let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let steps = plan::storage::steps(tx, &case, &permit, cx.today())?;
    let areas = case::storage::areas(tx, &case)?;
    let approvers = bodies::storage::of_kind(tx, &case, BodyKind::Approver)?;
    let drawing = map::draw(cx, Sheet::Alone, &areas, &approvers, &steps);
    Ok((case, drawing, map::list(cx, &steps)))
}

async fn picture(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (_, PreEscaped(drawing), _) = drawn(cx, tx)?;
        let kind = (header::CONTENT_TYPE, "image/svg+xml; charset=utf-8");
        let mut answer = ([kind], drawing).into_response();
        answer.extensions_mut().insert(PICTURE.clone());
        Ok(answer)
    })
    .await
}

async fn embed(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let (case, drawing, list) = drawn(cx, tx)?;
        let PreEscaped(page) = html! {
            (DOCTYPE)
            html lang=(cx.lang.word()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (cx.text(&case.title)) }
                    base target="_top";
                    style { (PreEscaped(BARE)) }
                }
                body {
                    main {
                        h1 { a href=(cx.absolute(&cx.url(""))) { (cx.text(&case.title)) } }
                        (drawing)
                        (list)
                        p { (cx.t("embed-from")) }
                    }
                }
            }
        };
        let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
        let mut answer = ([kind], page).into_response();
        answer.extensions_mut().insert(EMBED.clone());
        Ok(answer)
    })
    .await
}

/// What search engines may visit. A demonstration is not to be found as if it were real.
async fn robots(cx: Cx) -> Response {
    let rules = if cx.app.demo {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else {
        format!(
            "User-agent: *\nDisallow: /*/sign-in\nDisallow: /*/*/search\n\
             Disallow: /*/*/receipts/\nDisallow: /*/*/hearings/*/answer\n\n\
             Sitemap: {}\n",
            cx.absolute("/sitemap.xml")
        )
    };
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], rules).into_response()
}

async fn sitemap(cx: Cx) -> Response {
    cx.read_public(|cx, tx| {
        let mut pages = vec!["/open-data".to_owned(), "/cookies".into()];
        for case in case::storage::all(tx)? {
            let (case, permit) = Sealed::new(case).open(&cx.actor, ReadCase)?;
            for page in storage::pages(tx, &case, &permit)? {
                let slash = if page.is_empty() { "" } else { "/" };
                pages.push(format!("/{}{slash}{page}", case.slug));
            }
        }
        pages.truncate(MOST / Lang::ALL.len());
        let PreEscaped(list) = html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
            urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {
                @for page in &pages {
                    @for lang in Lang::ALL {
                        url { loc { (cx.absolute(&format!("/{}{page}", lang.word()))) } }
                    }
                }
            }
        };
        let kind = (header::CONTENT_TYPE, "application/xml; charset=utf-8");
        Ok(([kind], list).into_response())
    })
    .await
}

/// Addresses one list of pages holds, by its own rules.
const MOST: usize = 50_000;

/// Where the accessibility statement is.
async fn statement(cx: Cx) -> Response {
    if let Some(address) = &cx.app.was_url {
        return see_other(address);
    }
    let body = html! {
        (page_head(&cx, &cx.t("was-title"), &cx.t("was-lead")))
        p { (cx.t("was-none")) }
    };
    cx.page(&cx.t("was-title"), &body)
}

async fn cookies(cx: Cx) -> Response {
    let hours = session::LIFE_S / 3600;
    let body = html! {
        (page_head(&cx, &cx.t("cookies-title"), &cx.t("cookies-lead")))
        (facts(&[
            (cx.t("cookies-name"), html! { code { (session::cookie_name(&cx.app)) } }),
            (cx.t("cookies-what"), html! { (cx.t("cookies-what-text")) }),
            (cx.t("cookies-when"), html! { (cx.t("cookies-when-text")) }),
            (cx.t("cookies-life"), html! {
                (cx.say("cookies-life-text", &[("hours", hours.into())]))
            }),
            (cx.t("cookies-who"), html! { (cx.t("cookies-who-text")) }),
        ]))
        h2 { (cx.t("cookies-banner")) }
        p { (cx.t("cookies-banner-text")) }
    };
    cx.page(&cx.t("cookies-title"), &body)
}
