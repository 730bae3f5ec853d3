//! The page of the actors: every body, what it is for, and who sits in it.

use axum::response::Response;
use maud::html;

use super::storage;
use crate::{
    access::ReadCase,
    case,
    routes::Routes,
    web::{Cx, choices::Choice as _, components::page_head},
};

pub fn routes() -> Routes {
    Routes::new().shared("/{lang}/{case}/bodies", list)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let bodies = storage::with_members(tx, &case, &permit, &cx.today().to_string())?;
        let body = html! {
            (page_head(cx, &cx.t("bodies-title"), &cx.t("bodies-lead")))
            @for (body, members) in &bodies {
                section class="kp-section" id=(body.slug) {
                    h2 { (cx.text(&body.name)) }
                    p {
                        (cx.t(body.kind.key())) ". "
                        (cx.say("bodies-rule", &[
                            ("rule", cx.t(body.rule.key()).into()),
                            ("quorum", body.quorum.into()),
                            ("seats", body.seats.into()),
                        ]))
                    }
                    @if members.is_empty() {
                        p { (cx.t("bodies-no-members")) }
                    } @else {
                        div class="kp-scroll" tabindex="0" role="region" aria-label=(cx.text(&body.name)) {
                        table class="table" {
                            thead { tr {
                                th scope="col" { (cx.t("bodies-member")) }
                                th scope="col" { (cx.t("bodies-member-title")) }
                                th scope="col" { (cx.t("bodies-role")) }
                            } }
                            tbody {
                                @for member in members {
                                    tr {
                                        td { (member.name) }
                                        td { (cx.text(&member.title)) }
                                        td { (cx.t(member.role.key())) }
                                    }
                                }
                            }
                        } }
                    }
                }
            }
        };
        Ok(cx.page(&cx.t("bodies-title"), &body))
    })
    .await
}
