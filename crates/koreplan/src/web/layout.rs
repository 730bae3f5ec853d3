//! The frame of every page: name, way around, language, who is signed in.

use maud::{DOCTYPE, Markup, html};

use super::{Cx, l10n::Lang};
use crate::{
    bodies::rules::BodyKind,
    plan::{pause, rules::StepKind},
    web::choices::Choice as _,
};

pub fn page(cx: &Cx, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(cx.lang.word()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Køreplan" }
                link rel="stylesheet" href={ "/assets/" (koreplan_assets::STYLE) };
                @if !cx.case.is_empty() {
                    link rel="alternate" type="application/atom+xml"
                        title=(cx.t("feeds-news")) href=(cx.url("feed.atom"));
                }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                script src={ "/assets/" (koreplan_assets::SCRIPT) } defer {}
            }
            body {
                a class="skipnav" href="#main" { (cx.t("skip")) }
                header class="header" {
                    @if cx.app.demo { (demo_banner(cx)) }
                    div class="portal-info" {
                        div class="portal-info-inner container kp-bar" {
                            a class="kp-wordmark" href={ "/" (cx.lang.word()) } { "Køreplan" }
                            @if !cx.case.is_empty() && cx.path != cx.url("search") { (search(cx)) }
                            div class="kp-bar-right" {
                                (languages(cx))
                                (who(cx))
                            }
                        }
                    }
                    @if !cx.case.is_empty() { (navigation(cx)) }
                }
                @if let Some(pause) = cx.pause() { (pause::pages::notice(cx, pause)) }
                main id="main" class="container page-container kp-main" tabindex="-1" {
                    (body)
                }
                footer {
                    div class="footer" {
                        div class="container kp-foot" {
                            p { (cx.t("footer-what")) }
                            p { (cx.t("footer-cookies")) }
                            @if !cx.case.is_empty() {
                                p { a href=(cx.url("subscriptions/new")) {
                                    (cx.t("subscription-title"))
                                } }
                            }
                            (signposts(cx))
                        }
                    }
                }
            }
        }
    }
}

/// A search in what is public of the case.
fn search(cx: &Cx) -> Markup {
    html! {
        form method="get" action=(cx.url("search")) class="search kp-search" role="search"
            aria-label=(cx.t("search-site")) {
            label class="sr-only" for="site-q" { (cx.t("search-site")) }
            input class="form-input" type="search" id="site-q" name="q"
                placeholder=(cx.t("search-site"));
            button class="button button-search" type="submit" {
                svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {
                    circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor"
                        stroke-width="2" {}
                    path d="M12 12 L18 18" stroke="currentColor" stroke-width="2" {}
                }
                span class="sr-only" { (cx.t("search-button")) }
            }
        }
    }
}

/// What every page leads to.
fn signposts(cx: &Cx) -> Markup {
    let lang = cx.lang.word();
    html! {
        ul class="kp-signposts" {
            @if !cx.case.is_empty() {
                li { a href=(cx.url("feeds")) { (cx.t("front-follow")) } }
                li { a href=(cx.url("post-list")) { (cx.t("post-title")) } }
            }
            li { a href={ "/" (lang) "/open-data" } { (cx.t("footer-data")) } }
            li { a href={ "/" (lang) "/cookies" } { (cx.t("footer-cookies-page")) } }
            li { a href={ "/" (lang) "/was" } { (cx.t("footer-was")) } }
        }
    }
}

fn demo_banner(cx: &Cx) -> Markup {
    html! {
        div class="kp-demo" {
            div class="container" {
                strong { (cx.t("demo")) } " "
                (cx.say("demo-today", &[("date", cx.lang.date(cx.today()).into())]))
                " "
                a href={ "/" (cx.lang.word()) "/demo/clock" } { (cx.t("demo-turn")) }
                @if cx.app.route.is_none() {
                    " · "
                    a href={ "/" (cx.lang.word()) "/mailbox" } { (cx.t("demo-mailbox")) }
                }
            }
        }
    }
}

fn languages(cx: &Cx) -> Markup {
    // After a form the page it stood on; a page without a language has none to keep.
    let own = format!("/{}", cx.lang.word());
    let page = if cx.here.is_empty() { cx.url("") } else { cx.here.clone() };
    let rest = page.strip_prefix(&own).unwrap_or_default().to_owned();
    html! {
        @for lang in Lang::ALL {
            @if lang != cx.lang {
                a class="function-link" href={ "/" (lang.word()) (rest) }
                    lang=(lang.word()) hreflang=(lang.word()) {
                    (lang.say("language-name", &[]))
                }
            }
        }
    }
}

/// The sign-in page, and back here afterwards.
pub fn sign_in_address(cx: &Cx) -> String {
    let next = percent_encoding::utf8_percent_encode(
        &cx.here,
        percent_encoding::NON_ALPHANUMERIC,
    );
    format!("/{}/sign-in?next={next}", cx.lang.word())
}

fn who(cx: &Cx) -> Markup {
    let sign_in = sign_in_address(cx);
    html! {
        @if let Some(person) = &cx.actor.person {
            @if person.operator {
                a class="function-link" href={ "/" (cx.lang.word()) "/mail" } {
                    (cx.t("mail-title"))
                }
            }
            a class="function-link" href={ "/" (cx.lang.word()) "/my-page" } {
                (cx.t("my-title"))
            }
            span { (cx.say("signed-in-as", &[("name", person.name.clone().into())])) }
            form method="post" action={ "/" (cx.lang.word()) "/sign-out" } {
                input type="hidden" name="csrf" value=(cx.actor.csrf);
                button type="submit" class="function-link kp-link" { (cx.t("sign-out")) }
            }
        } @else {
            a class="function-link" href=(sign_in) { (cx.t("sign-in")) }
        }
    }
}

/// Whether this is one of the pages behind the topics.
fn is_analysis(cx: &Cx) -> bool {
    let pages = [
        "reading",
        "coding",
        "statistics",
        "analyses",
        "campaigns",
        "code-book",
        "opinions",
        "topic-searches",
    ];
    pages.iter().any(|page| {
        let url = cx.url(page);
        cx.path == url || cx.path.starts_with(&format!("{url}/"))
    })
}

/// The steps in process order. The pages behind them say what each person may see.
fn navigation(cx: &Cx) -> Markup {
    let insider = cx.is_insider();
    let secretariat = cx
        .actor
        .seats
        .iter()
        .any(|seat| seat.case == cx.case && seat.kind == BodyKind::Secretariat);
    let mut links = vec![("", cx.t("nav-timetable"))];
    if secretariat {
        links.push(("desk", cx.t("nav-desk")));
    }
    for kind in StepKind::ALL {
        let (page, open) = match kind {
            StepKind::Input => ("hearings", true),
            StepKind::Analysis => ("topics", insider),
            StepKind::ThemeMeeting => ("meetings", true),
            StepKind::Proposals => ("proposals", insider),
            StepKind::SteeringGroup => ("decisions", true),
            StepKind::Draft => ("draft", insider),
            StepKind::Approval => ("versions", true),
            StepKind::Negotiation => ("negotiation", insider),
            StepKind::FollowUp => ("initiatives", true),
        };
        if open {
            // Meetings of every kind stand on one page.
            let name = match kind {
                StepKind::ThemeMeeting => "meetings-title",
                kind => kind.key(),
            };
            links.push((page, cx.t(name)));
        }
    }
    if insider {
        links.push(("tasks", cx.t("tasks-title")));
        links.push(("calendar", cx.t("calendar-title")));
    }
    links.push(("trace", cx.t("nav-trace")));
    links.push(("bodies", cx.t("nav-bodies")));
    if secretariat || cx.actor.person.as_ref().is_some_and(|person| person.operator) {
        links.push(("journal", cx.t("nav-journal")));
    }
    if secretariat {
        links.push(("access-requests", cx.t("nav-access")));
    }
    let list = html! {
        @for (page, name) in &links {
            @let url = cx.url(page);
            @let here = cx.path == url
                || (!page.is_empty() && cx.path.starts_with(&format!("{url}/")))
                || (*page == "topics" && is_analysis(cx));
            li class=[here.then_some("current")] {
                a class="nav-link" href=(url) aria-current=[here.then_some("page")]
                    accesskey=[(*page == "desk").then_some("d")] {
                    span { (name) }
                }
            }
        }
    };
    html! {
        nav class="navigation-menu kp-nav-wide" aria-label=(cx.t("nav-label")) {
            div class="navigation-menu-inner container" { ul class="mainmenu" { (list) } }
        }
        nav class="kp-nav-narrow container" aria-label=(cx.t("nav-label")) {
            details {
                summary { (cx.t("nav-open")) }
                ul { (list) }
            }
        }
    }
}
