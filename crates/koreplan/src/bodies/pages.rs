//! The page of the actors: every body, what it is for, and who sits in it.

use axum::response::Response;
use maud::html;

use super::{
    rules::{Abstention, DecisionRule, Quorum, Rule, Whole},
    storage,
};
use crate::{
    access::ReadCase,
    case,
    routes::Routes,
    web::{Cx, choices::Choice as _, components::page_head},
};

pub fn routes() -> Routes {
    Routes::new().shared("/{lang}/{case}/bodies", list)
}

/// A rule in the words of its members.
pub fn in_words(cx: &Cx, rule: &DecisionRule, quorum: Quorum, seats: i64) -> String {
    let how = match rule.rule {
        Rule::Qualified => {
            let key = match rule.whole {
                Whole::Present => "rule-share-present",
                Whole::Seats => "rule-share-seats",
            };
            let (num, den) = (rule.share.num(), rule.share.den());
            let share = match (num, den) {
                (1, 2) => cx.t("share-half"),
                (2, 3) => cx.t("share-two-thirds"),
                (3, 4) => cx.t("share-three-quarters"),
                _ => cx.say("share-of", &[("num", num.into()), ("den", den.into())]),
            };
            cx.say(key, &[("share", share.into())])
        }
        other => cx.t(other.key()),
    };
    let mut words = cx.say(
        "bodies-rule",
        &[
            ("rule", how.into()),
            ("quorum", quorum.needed.into()),
            ("seats", seats.into()),
        ],
    );
    let more = [
        (quorum.with_chair, "rule-with-chair"),
        (rule.rule == Rule::Majority && rule.casting_vote, "rule-casting-vote"),
        (
            rule.rule != Rule::Consensus && rule.abstention == Abstention::Against,
            "rule-abstention-against",
        ),
        (
            rule.rule == Rule::Unanimous && rule.abstention == Abstention::Ignored,
            "rule-abstention-ignored",
        ),
    ];
    for (_, key) in more.into_iter().filter(|(holds, _)| *holds) {
        words.push(' ');
        words.push_str(&cx.t(key));
    }
    words
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
                        (in_words(cx, &body.rule, body.quorum, body.seats))
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
