//! The campaigns of a case, one campaign, and what people do to it.

use axum::response::Response;
use koreplan_store::Tx;
use koreplan_text::campaigns::own_sentences;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    rules::{
        self, Bar, Chosen, How, Measure, Refused, Ruler, SMALLEST, SMALLEST_ALLOWED,
        Stage, What,
    },
    storage::{self, Act, Campaign, Deed, Grouping, Listed, Member, Senders},
};
use crate::{
    access::{
        Action, GroupInputs, Guarded as _, ListInputs, Permit, PublishCampaign,
        ReadCampaign, ReadCampaigns, ReadCase, ReadInput, ReshapeCampaign,
    },
    case::{self, Case},
    input::{self, input_number, storage::Input},
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, beginning, choice_options, empty, facts, fold, hidden, line,
            line_of, page_head, post, post_quiet, prose, radios, select, table, text,
        },
        error::Error,
        form::{Form, LINE, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/campaigns", list)
        .post("/{lang}/{case}/campaigns/grouping", ask)
        .shared("/{lang}/{case}/campaigns/{id}", show)
        .post("/{lang}/{case}/campaigns/{id}/letters", choose)
        .post("/{lang}/{case}/campaigns/{id}/merger", merge)
        .post("/{lang}/{case}/campaigns/{id}/title", name)
        .post("/{lang}/{case}/campaigns/{id}/undoing", undo)
        .post("/{lang}/{case}/campaigns/{id}/dissolution", dissolve)
        .post("/{lang}/{case}/campaigns/{id}/publication", publish)
        .post("/{lang}/{case}/campaigns/{id}/withdrawal", withdraw)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Campaign, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    let sealed = storage::load(tx, &case, cx.id("id")?)?;
    let (campaign, permit) = sealed.open(&cx.actor, action)?;
    Ok((case, campaign, permit))
}

/// As [`opened`], for an act that a dissolved campaign is past.
fn alive<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Case, Campaign, Permit<A>), Error> {
    let (case, campaign, permit) = opened(cx, tx, action)?;
    if campaign.dissolved_at.is_some() {
        return Err(Refused::Dissolved.into());
    }
    Ok((case, campaign, permit))
}

fn page_of(campaign: &Campaign) -> String {
    format!("campaigns/{}", campaign.id)
}

/// »Kampagne nr. 12«, with what people call it.
pub fn called(cx: &Cx, campaign: &Campaign) -> String {
    let number = cx.say("campaign-number", &[("number", campaign.number.into())]);
    if campaign.title.is_empty() {
        number
    } else {
        format!("{number}: {}", campaign.title)
    }
}

/// Thousandths as people write a share: 0,93.
fn share(cx: &Cx, alike: i64) -> String {
    let hundredths = alike / 10;
    if alike == 0 {
        return cx.t("campaign-unlike");
    }
    cx.say(
        "campaign-share",
        &[
            ("whole", (hundredths / 100).into()),
            ("part", format!("{:02}", hundredths % 100).into()),
        ],
    )
}

/// Why a letter is a member.
fn why(cx: &Cx, how: How, alike: i64, by: &str) -> String {
    match how {
        How::Exact => cx.t(how.key()),
        How::Near => cx.say(how.key(), &[("share", share(cx, alike).into())]),
        How::Hand => cx.say(
            how.key(),
            &[("by", by.to_owned().into()), ("share", share(cx, alike).into())],
        ),
    }
}

fn ask_form(cx: &Cx, hearings: &[(String, String)], form: &Form) -> Markup {
    let fields = html! {
        (line_of(cx, form, "smallest", "grouping-smallest", Some("grouping-smallest-hint"),
            Need::Must, "number"))
        @if hearings.len() > 1 {
            (select(cx, form, "hearing", "grouping-hearing", Need::May, hearings))
        }
    };
    post(cx, "campaigns/grouping", "grouping-ask", &fields)
}

fn hearing_options(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<(String, String)>, Error> {
    let hearings = input::storage::hearings(tx, case)?;
    let option = |hearing: &input::storage::Hearing| {
        (hearing.id.to_string(), cx.text(&hearing.title).to_owned())
    };
    Ok(hearings.iter().map(option).collect())
}

/// How far a grouping has come, or what the last one found.
fn grouping_note(cx: &Cx, grouping: &Grouping) -> Markup {
    let percent = grouping.done * 100 / grouping.total.max(1);
    html! {
        @if grouping.stage == Stage::Done {
            p class="kp-quiet" { (cx.say("grouping-last", &[
                ("by", grouping.asked_by.clone().into()),
                ("date", cx.moment(grouping.ended_at.unwrap_or(grouping.asked_at)).into()),
                ("campaigns", grouping.campaigns.into()),
                ("letters", grouping.letters.into()),
            ])) }
        } @else {
            div class="alert alert-info" role="status" { div class="alert-body" {
                h2 class="alert-heading" { (cx.t(grouping.stage.key())) }
                p class="alert-text" {
                    @if matches!(grouping.stage, Stage::Reading | Stage::Storing) {
                        progress max="100" value=(percent)
                            aria-label=(cx.t(grouping.stage.key())) { (percent) " %" } " "
                        (cx.say("grouping-so-far", &[
                            ("done", grouping.done.into()), ("total", grouping.total.into()),
                        ])) " "
                    }
                    (cx.t("grouping-in-background")) " "
                    a href=(cx.url("campaigns")) { (cx.t("grouping-look-again")) }
                }
            } }
        }
    }
}

fn offset(cx: &Cx) -> i64 {
    cx.query("from").parse().unwrap_or(0).max(0)
}

/// The way through the pages of a list; `page` is an address with its question.
fn pager(cx: &Cx, page: &str, from: i64, count: i64) -> Markup {
    let link = |from: i64| {
        let sign = if page.contains('?') { '&' } else { '?' };
        cx.url(&format!("{page}{sign}from={from}"))
    };
    html! {
        @if count > storage::PAGE {
            nav class="kp-pager" aria-label=(cx.t("pager")) {
                @if from > 0 {
                    a href=(link((from - storage::PAGE).max(0))) { (cx.t("pager-previous")) }
                }
                span { (cx.say("pager-here", &[
                    ("from", (from + 1).min(count).into()),
                    ("to", (from + storage::PAGE).min(count).into()),
                    ("count", count.into()),
                ])) }
                @if from + storage::PAGE < count {
                    a href=(link(from + storage::PAGE)) { (cx.t("pager-next")) }
                }
            }
        }
    }
}

fn listed(cx: &Cx, campaigns: &[Listed]) -> Markup {
    let heads = [
        "campaigns-head-campaign",
        "campaigns-head-letters",
        "campaigns-head-own",
        "campaigns-head-made",
    ];
    let rows: Vec<_> = campaigns
        .iter()
        .map(|one| {
            let campaign = &one.campaign;
            vec![
                html! {
                    a href=(cx.url(&page_of(campaign))) { (called(cx, campaign)) } br;
                    span class="kp-quiet" { (beginning(&one.beginning, 160)) }
                },
                html! { span class="kp-number" { (cx.lang.number(campaign.members)) } },
                html! { span class="kp-number" { (cx.lang.number(campaign.with_own)) } },
                html! {
                    (made(cx, campaign))
                    @if campaign.released_at.is_some() {
                        " " (badge("badge-success", &cx.t("campaign-is-public")))
                    }
                },
            ]
        })
        .collect();
    table(&cx.t("campaigns-title"), &heads.map(|head| cx.t(head)), &rows)
}

fn made(cx: &Cx, campaign: &Campaign) -> String {
    let date = cx.day(campaign.made_at);
    if campaign.made_by.is_empty() {
        cx.say("campaign-by-machine", &[("date", date.into())])
    } else {
        let by = campaign.made_by.clone();
        cx.say("campaign-by-hand", &[("by", by.into()), ("date", date.into())])
    }
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ReadCampaigns)?;
        let from = offset(cx);
        let (campaigns, count, letters) = storage::list(tx, &case, &permit, from)?;
        let grouping = storage::last_grouping(tx, case.id)?;
        let hearings = hearing_options(cx, tx, &case)?;
        let smallest = grouping.as_ref().map_or(SMALLEST, |grouping| grouping.smallest);
        let form = Form::with(&[("smallest", &smallest.to_string())]);
        let busy = grouping.as_ref().is_some_and(|one| one.ended_at.is_none());
        let body = html! {
            (page_head(cx, &cx.t("campaigns-title"), &cx.t("campaigns-lead")))
            @if let Some(grouping) = &grouping { (grouping_note(cx, grouping)) }
            p role="status" { (cx.say("campaigns-count", &[
                ("count", count.into()), ("letters", letters.into()),
            ])) }
            @if campaigns.is_empty() && !busy { (empty(cx, "campaigns-empty")) }
            @if !campaigns.is_empty() { (listed(cx, &campaigns)) }
            (pager(cx, "campaigns", from, count))
            @if !busy && cx.may::<GroupInputs>(&case.facts()) {
                h2 { (cx.t("grouping-title")) }
                p { (cx.t("grouping-what")) }
                (ask_form(cx, &hearings, &form))
            }
            p { a href=(cx.url("inputs?which=one")) { (cx.t("campaigns-one-each")) } }
        };
        Ok(cx.page(&cx.t("campaigns-title"), &body))
    })
    .await
}

/// Asks for a grouping; it is done in the background.
async fn ask(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, permit) = case::storage::load(tx, cx)?.open(&cx.actor, GroupInputs)?;
        if storage::last_grouping(tx, case.id)?.is_some_and(|one| one.ended_at.is_none())
        {
            return Err(Refused::UnderWay.into());
        }
        let hearings = hearing_options(cx, tx, &case)?;
        let smallest = form.number("smallest", SMALLEST_ALLOWED);
        let chosen = form.value("hearing").to_owned();
        if !chosen.is_empty() && hearings.iter().all(|(id, _)| *id != chosen) {
            form.fault("hearing", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("grouping-title"), |form| ask_form(cx, &hearings, form))?;
        let hearing = chosen.parse().ok();
        let id = storage::ask(tx, &permit, &case, (hearing, smallest), cx.now_us())?;
        let what = json!({"grouping": id, "hearing": hearing, "smallest": smallest});
        journal::record(tx, cx, &permit, "campaigns", what, "")?;
        Ok(cx.done("campaigns"))
    })
    .await
}

/// A letter with the sentences marked that its template does not have.
fn differences(template: &str, letter: &str) -> Markup {
    let own = own_sentences(template, letter);
    html! {
        p class="kp-prose" {
            @for (span, is_own) in rules::marked(letter, &own) {
                @if is_own { mark { (letter[span]) } } @else { (letter[span]) }
            }
        }
    }
}

/// On the page of an input: which campaign it is in, why, and what it adds.
pub fn tie(cx: &Cx, tx: &mut dyn Tx, input: &Input) -> Result<Markup, Error> {
    let Some(tie) = storage::of_input(tx, input.id)? else { return Ok(html! {}) };
    let link = html! {
        a href=(cx.url(&page_of(&tie.campaign))) { (called(cx, &tie.campaign)) }
    };
    let is_template = tie.campaign.template_id == input.id;
    Ok(html! {
        div class="alert alert-info" { div class="alert-body" {
            @if is_template {
                p class="alert-text" { (cx.say("campaign-tie-template", &[
                    ("count", tie.campaign.members.into()),
                ])) " " (link) }
            } @else {
                p class="alert-text" {
                    (cx.say("campaign-tie", &[("count", tie.campaign.members.into())])) " "
                    (link) ". " (why(cx, tie.how, tie.alike, &tie.by)) " "
                    (cx.t("campaign-tie-to")) " "
                    a href=(cx.url(&format!("inputs/{}", tie.campaign.template_id))) {
                        (input_number(cx, tie.template_number))
                    } "."
                }
            }
        } }
        @if !is_template && tie.how != How::Exact {
            (fold("differences", &cx.t("campaign-differences"), &html! {
                p { (cx.t("campaign-differences-lead")) }
                (differences(&tie.template, &input.body))
            }))
        }
    })
}

/// On the page of a topic: how many letters say it by following a template.
pub fn through(cx: &Cx, tx: &mut dyn Tx, topic_id: i64) -> Result<Markup, Error> {
    let (templates, letters) = storage::through(tx, topic_id)?;
    Ok(html! {
        @if templates > 0 {
            p { (cx.say("topic-through-campaigns", &[
                ("templates", templates.into()), ("letters", letters.into()),
            ])) }
        }
    })
}

/// The letters with what each adds; with boxes where something can be done with them.
fn letter_list(cx: &Cx, template: &str, letters: &[Member], with_boxes: bool) -> Markup {
    html! {
        ul class="kp-list" {
            @for letter in letters {
                @let id = format!("letter-{}", letter.input_id);
                @let own = own_sentences(template, &letter.body);
                li {
                    @let name = html! {
                        (input_number(cx, letter.input_number)) ", " (letter.sender)
                    };
                    @if with_boxes {
                        div class="form-group-checkbox" {
                            input class="form-checkbox" type="checkbox" id=(id) name="letter"
                                value=(letter.input_id);
                            label class="form-label" for=(id) { (name) }
                        }
                    } @else { p { (name) } }
                    p class="kp-quiet" {
                        a href=(cx.url(&format!("inputs/{}", letter.input_id))) {
                            (cx.t("campaign-read-letter"))
                            span class="sr-only" {
                                " " (input_number(cx, letter.input_number))
                            }
                        } " · " (why(cx, letter.how, letter.alike, &letter.by))
                    }
                    @if letter.body.is_empty() { p { (cx.t("erasure-nothing-left")) } }
                    @if !own.is_empty() {
                        blockquote class="kp-quote" {
                            @for span in own { p { mark { (letter.body[span]) } } }
                        }
                    }
                }
            }
        }
    }
}

fn choose_fields(cx: &Cx, form: &Form) -> Markup {
    html! {
        (radios(cx, form, "act", "campaign-choose", &choice_options::<Chosen>(cx)))
        (line_of(cx, form, "other", "campaign-choose-other",
            Some("campaign-choose-other-hint"), Need::May, "number"))
        (text(cx, form, "reason", "campaign-reason", Some("campaign-choose-reason-hint"),
            Need::Must, (2, TEXT)))
    }
}

fn choose_form(
    cx: &Cx,
    campaign: &Campaign,
    (template, letters): (&str, &[Member]),
    form: &Form,
) -> Markup {
    // No `kp-form`: the letters stand in it, and are to be printed.
    html! {
        form method="post" action=(cx.url(&format!("{}/letters", page_of(campaign)))) novalidate {
            (hidden("csrf", &cx.actor.csrf))
            (letter_list(cx, template, letters, true))
            div class="kp-form" {
                (choose_fields(cx, form))
                div class="mt-5" {
                    button type="submit" class="button button-secondary" {
                        (cx.t("campaign-choose-do"))
                    }
                }
            }
        }
    }
}

/// A chart of bars with their numbers, and the same as a table.
fn chart(
    cx: &Cx,
    (id, title): (&'static str, &'static str),
    heads: [&'static str; 2],
    bars: &[(String, i64)],
) -> Markup {
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let height = 6 + 30 * i64::try_from(bars.len()).unwrap_or(0);
    let rows: Vec<_> = bars
        .iter()
        .map(|(name, count)| {
            vec![
                html! { (name) },
                html! { span class="kp-number" { (cx.lang.number(*count)) } },
            ]
        })
        .collect();
    html! {
        figure class="kp-chart" {
            figcaption { (cx.t(title)) }
            svg viewBox={ "0 0 480 " (height) } role="img" aria-label=(cx.t(title)) {
                @for (at, (name, count)) in (0_i64..).zip(bars) {
                    text x="0" y=(22 + at * 30) { (name) }
                    rect class="kp-bar-letters" x="200" y=(6 + at * 30)
                        width=((200 * count / most).max(1)) height="22" {}
                    text x=(208 + 200 * count / most) y=(22 + at * 30) {
                        (cx.lang.number(*count))
                    }
                }
            }
        }
        (fold(id, &cx.t("campaign-chart-table"),
            &table(&cx.t(title), &heads.map(|head| cx.t(head)), &rows)))
    }
}

fn sender_charts(cx: &Cx, senders: &Senders) -> Markup {
    let kinds: Vec<_> =
        senders.kinds.iter().map(|(kind, count)| (cx.t(kind.key()), *count)).collect();
    let when = |bar: &Bar| {
        let from = cx.lang.date(bar.from);
        if bar.from == bar.to {
            from
        } else {
            cx.say("campaign-from", &[("date", from.into())])
        }
    };
    let days: Vec<_> =
        rules::bars(&senders.days).iter().map(|bar| (when(bar), bar.letters)).collect();
    html! {
        div class="kp-cards" {
            div { (chart(cx, ("by-kind", "campaign-by-kind"),
                ["campaign-head-kind", "campaigns-head-letters"], &kinds)) }
            div { (chart(cx, ("by-day", "campaign-by-day"),
                ["campaign-head-days", "campaigns-head-letters"], &days)) }
        }
    }
}

fn act_line(cx: &Cx, campaign: &Campaign, act: &Act) -> Markup {
    let other = if act.campaign_id == campaign.id {
        act.other_id.zip(act.other_number)
    } else {
        Some((act.campaign_id, act.number))
    };
    html! {
        li {
            (cx.say(act.what.key(), &[("letters", act.letters.into())]))
            @if let Some((id, number)) = other {
                ", " a href=(cx.url(&format!("campaigns/{id}"))) {
                    (cx.say("campaign-number", &[("number", number.into())]))
                }
            }
            ". " span class="kp-quiet" {
                (act.by) ", " (cx.moment(act.at)) "."
            }
            @if !act.reason.is_empty() { " " (act.reason) }
            @if let Some(at) = act.undone_at {
                " " (badge("", &cx.say("campaign-undone", &[("date", cx.moment(at).into())])))
            }
        }
    }
}

fn other_form(cx: &Cx, campaign: &Campaign, form: &Form) -> Markup {
    let fields = html! {
        (line_of(cx, form, "other", "campaign-merge-into", Some("campaign-merge-hint"),
            Need::Must, "number"))
        (text(cx, form, "reason", "campaign-reason", None, Need::Must, (2, TEXT)))
    };
    post_quiet(cx, &format!("{}/merger", page_of(campaign)), "campaign-merge", &fields)
}

fn name_form(cx: &Cx, campaign: &Campaign, form: &Form) -> Markup {
    let fields = line(cx, form, "title", "campaign-title", Need::Must);
    post_quiet(cx, &format!("{}/title", page_of(campaign)), "campaign-name", &fields)
}

fn dissolve_form(cx: &Cx, campaign: &Campaign, form: &Form) -> Markup {
    let fields = html! {
        p { (cx.t("campaign-dissolve-what")) }
        (text(cx, form, "reason", "campaign-reason", None, Need::Must, (2, TEXT)))
    };
    post_quiet(
        cx,
        &format!("{}/dissolution", page_of(campaign)),
        "campaign-dissolve",
        &fields,
    )
}

fn public_fold(cx: &Cx, campaign: &Campaign) -> Markup {
    let page = page_of(campaign);
    let inner = match (campaign.released_at, campaign.released_count) {
        (Some(at), Some(count)) => html! {
            p { (cx.say("campaign-public-since", &[
                ("date", cx.day(at).into()), ("count", count.into()),
            ])) }
            (post_quiet(cx, &format!("{page}/publication"), "campaign-publish-anew", &html! {}))
            (post_quiet(cx, &format!("{page}/withdrawal"), "campaign-withdraw", &html! {}))
        },
        _ => html! {
            p { (cx.say("campaign-publish-what", &[("count", campaign.members.into())])) }
            (post_quiet(cx, &format!("{page}/publication"), "campaign-publish", &html! {}))
        },
    };
    fold("public", &cx.t("campaign-public"), &inner)
}

/// What can be done to the campaign as a whole.
fn reshape(cx: &Cx, campaign: &Campaign, last: Option<&Act>) -> Markup {
    let title = Form::named_with("name", &[("title", &campaign.title)]);
    html! {
        h2 { (cx.t("campaign-reshape")) }
        @if let Some(act) = last {
            p { (cx.say("campaign-undo-what", &[
                ("act", cx.say(act.what.key(), &[("letters", act.letters.into())]).into()),
            ])) }
            (post_quiet(cx, &format!("{}/undoing", page_of(campaign)), "campaign-undo",
                &html! {}))
        }
        @if campaign.dissolved_at.is_none() {
            (fold("name", &cx.t("campaign-name"), &name_form(cx, campaign, &title)))
            (fold("merge", &cx.t("campaign-merge"),
                &other_form(cx, campaign, &Form::named("merge"))))
            (fold("dissolve", &cx.t("campaign-dissolve"),
                &dissolve_form(cx, campaign, &Form::named("dissolve"))))
            @if cx.may::<PublishCampaign>(&campaign.facts()) { (public_fold(cx, campaign)) }
        }
    }
}

/// A campaign: for the secretariat all of it, for everybody else what was released.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, campaign, _) = opened(cx, tx, ReadCampaign)?;
        let title = called(cx, &campaign);
        let body = if cx.may::<ReadCampaigns>(&campaign.facts()) {
            desk(cx, tx, &case, &campaign)?
        } else {
            public(cx, tx, &case, &campaign)?
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

/// What everybody may read: how many letters there are, and the template's public words.
fn public(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    campaign: &Campaign,
) -> Result<Markup, Error> {
    let template = input::storage::load(tx, case, campaign.template_id, cx.now_us())
        .and_then(|sealed| Ok(sealed.open(&cx.actor, ReadInput)?));
    let words = match &template {
        Ok((template, _)) => Some((template, input::readable(cx, tx, template)?)),
        Err(_) => None,
    };
    Ok(html! {
        (page_head(cx, &called(cx, campaign), &cx.t("campaign-public-lead")))
        p { (cx.say("campaign-public-count", &[
            ("count", campaign.released_count.unwrap_or(0).into()),
        ])) }
        @match words {
            Some((template, words)) => {
                h2 { (cx.t("campaign-template")) }
                blockquote class="kp-quote" { (words) }
                p { a href=(cx.url(&format!("inputs/{}", template.id))) {
                    (input_number(cx, template.number))
                } }
            },
            None => { (empty(cx, "campaign-public-no-template")) }
        }
    })
}

fn desk(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    campaign: &Campaign,
) -> Result<Markup, Error> {
    let (_, permit) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCampaigns)?;
    let (own_only, from) = (!cx.query("own").is_empty(), offset(cx));
    let template = input::storage::load(tx, case, campaign.template_id, cx.now_us())?;
    let (template, _) = template.open(&cx.actor, ListInputs)?;
    let letters = storage::members(tx, campaign, &permit, (own_only, from))?;
    let senders = storage::senders(tx, campaign, &permit, &case.time_zone()?)?;
    let acts = storage::acts(tx, campaign.id)?;
    let last = storage::last_act(tx, campaign.id)?
        .filter(|(_, last)| rules::undo(Some(*last)).is_ok());
    let may = cx.may::<ReshapeCampaign>(&campaign.facts());
    let page = page_of(campaign);
    let shown = if own_only { campaign.with_own } else { campaign.members };
    let asked = if own_only { format!("{page}?own=1") } else { page.clone() };
    Ok(html! {
        (page_head(cx, &called(cx, campaign), &cx.t("campaign-lead")))
        @if campaign.dissolved_at.is_some() {
            div class="alert alert-warning" { div class="alert-body" {
                p class="alert-text" { (cx.t("campaign-is-dissolved")) }
            } }
        }
        @if let Some(to) = campaign.measured_to {
            p role="status" { (cx.t("campaign-measuring")) " "
                a href=(cx.url(&format!("{page}?seen={to}"))) { (cx.t("grouping-look-again")) }
            }
        }
        (facts(&[
            (cx.t("campaigns-head-letters"), html! { (cx.lang.number(campaign.members)) }),
            (cx.t("campaigns-head-own"), html! { (cx.lang.number(campaign.with_own)) }),
            (cx.t("campaigns-head-made"), html! { (made(cx, campaign)) }),
        ]))
        h2 { (cx.t("campaign-template")) }
        p { a href=(cx.url(&format!("inputs/{}", template.id))) {
            (input_number(cx, template.number))
        } ", " (template.sender()) }
        blockquote class="kp-quote" { (prose(&template.body)) }
        h2 { (cx.t("campaign-senders")) }
        (sender_charts(cx, &senders))
        h2 id="letters" { (cx.t("campaign-letters")) }
        p { (cx.t("campaign-letters-lead")) }
        p {
            @if own_only { a href=(cx.url(&format!("{page}#letters"))) { (cx.t("campaign-show-all")) } }
            @else { a href=(cx.url(&format!("{page}?own=1#letters"))) { (cx.t("campaign-show-own")) } }
            " · "
            a href=(cx.url(&format!("inputs?campaign={}", campaign.id))) {
                (cx.t("campaign-in-list"))
            }
        }
        p role="status" { (cx.say("campaign-letters-count", &[("count", shown.into())])) }
        @if letters.is_empty() { (empty(cx, "campaign-no-letters")) }
        @else if may && campaign.dissolved_at.is_none() {
            (choose_form(cx, campaign, (&template.body, &letters), &Form::default()))
        } @else { (letter_list(cx, &template.body, &letters, false)) }
        (pager(cx, &asked, from, shown))
        @if may { (reshape(cx, campaign, last.as_ref().map(|(act, _)| act))) }
        h2 { (cx.t("campaign-history")) }
        @if acts.is_empty() { (empty(cx, "campaign-no-history")) }
        ul class="kp-list" { @for act in &acts { (act_line(cx, campaign, act)) } }
    })
}

fn note(
    tx: &mut dyn Tx,
    cx: &Cx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    (what, why): (Value, &str),
) -> Result<(), Error> {
    Ok(journal::record(tx, cx, permit, &page_of(campaign), what, why)?)
}

/// The other campaign that a form names by its number.
fn other(tx: &mut dyn Tx, campaign: &Campaign, form: &Form) -> Result<Campaign, Error> {
    let number = form.value("other").trim().parse().map_err(|_| Refused::NoOther)?;
    let other = storage::by_number(tx, campaign.case_id, number)?;
    Ok(other.filter(|other| other.id != campaign.id).ok_or(Refused::NoOther)?)
}

/// How chosen letters compare with a template.
fn measures(
    tx: &mut dyn Tx,
    template_id: i64,
    letters: &[i64],
) -> Result<Vec<(i64, Measure)>, Error> {
    let template = storage::body(tx, template_id)?;
    let ruler = Ruler::new(&template);
    let mut measured = Vec::with_capacity(letters.len());
    for id in letters {
        measured.push((*id, ruler.measure(&storage::body(tx, *id)?)));
    }
    Ok(measured)
}

/// Releases, moves or splits off chosen letters, or makes one of them the template.
async fn choose(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, campaign, permit) = alive(cx, tx, ReshapeCampaign)?;
        let reason = form.text("reason", TEXT);
        let act = form.choice::<Chosen>("act");
        let chosen = storage::of_campaign(tx, &campaign, &form.ids("letter"))?;
        form.check(cx, &cx.t("campaign-choose"), |form| {
            let page = format!("{}/letters", page_of(&campaign));
            let fields = html! {
                @for id in form.all("letter") { (hidden("letter", id)) }
                (choose_fields(cx, form))
            };
            post(cx, &page, "campaign-choose-do", &fields)
        })?;
        let act = act.ok_or(Refused::NothingChosen)?;
        rules::choose(act, &chosen, campaign.template_id)?;
        let letters = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
        let deed = |what, other| Deed {
            what,
            other,
            reason: &reason,
            letters,
            now: cx.now_us(),
        };
        match act {
            Chosen::Release => {
                let deed = deed(What::Released, None);
                storage::release(tx, &permit, &campaign, &chosen, &deed)?;
            }
            Chosen::Move => {
                let other = other(tx, &campaign, &form)?;
                let measures = measures(tx, other.template_id, &chosen)?;
                let deed = deed(What::Moved, Some(other.id));
                storage::move_letters(tx, &permit, &campaign, &measures, &deed)?;
            }
            Chosen::Split => {
                let template = chosen[0];
                let id =
                    storage::make(tx, &permit, campaign.case_id, template, cx.now_us())?;
                let measures = measures(tx, template, &chosen)?;
                let deed = deed(What::Split, Some(id));
                storage::move_letters(tx, &permit, &campaign, &measures, &deed)?;
            }
            Chosen::Template => {
                let deed = deed(What::Template, None);
                storage::save_template(tx, &permit, &campaign, chosen[0], &deed)?;
            }
        }
        let what = json!({"letters": chosen, "what": act.word()});
        note(tx, cx, &permit, &campaign, (what, &reason))?;
        Ok(cx.done(&page_of(&campaign)))
    })
    .await
}

/// Puts all letters of this campaign into another one.
async fn merge(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, campaign, permit) = alive(cx, tx, ReshapeCampaign)?;
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("campaign-merge"), |form| other_form(cx, &campaign, form))?;
        let into = other(tx, &campaign, &form)?;
        let deed = Deed {
            what: What::Merged,
            other: Some(into.id),
            reason: &reason,
            letters: campaign.members,
            now: cx.now_us(),
        };
        storage::merge(tx, &permit, &campaign, into.id, &deed)?;
        let what = json!({"into": into.number, "letters": campaign.members});
        note(tx, cx, &permit, &campaign, (what, &reason))?;
        Ok(cx.done(&page_of(&into)))
    })
    .await
}

async fn name(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, campaign, permit) = alive(cx, tx, ReshapeCampaign)?;
        let title = form.text("title", LINE);
        form.check(cx, &cx.t("campaign-name"), |form| name_form(cx, &campaign, form))?;
        let (other, letters) = (None, campaign.members);
        let deed =
            Deed { what: What::Named, other, reason: &title, letters, now: cx.now_us() };
        storage::save_title(tx, &permit, &campaign, &title, &deed)?;
        note(tx, cx, &permit, &campaign, (json!({"title": title}), ""))?;
        Ok(cx.done(&page_of(&campaign)))
    })
    .await
}

/// Puts everything back as it was before the last act.
async fn undo(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, campaign, permit) = opened(cx, tx, ReshapeCampaign)?;
        let last = storage::last_act(tx, campaign.id)?;
        let id = rules::undo(last.as_ref().map(|(_, last)| *last))?;
        let (act, _) = last.ok_or(Refused::NothingToUndo)?;
        storage::undo(tx, &permit, &act, cx.now_us())?;
        let what = json!({"undone": id, "what": act.what.word()});
        note(tx, cx, &permit, &campaign, (what, ""))?;
        Ok(cx.done(&page_of(&campaign)))
    })
    .await
}

/// Dissolves the campaign: each letter stands alone from now on.
async fn dissolve(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, campaign, permit) = alive(cx, tx, ReshapeCampaign)?;
        let reason = form.text("reason", TEXT);
        form.check(cx, &cx.t("campaign-dissolve"), |form| {
            dissolve_form(cx, &campaign, form)
        })?;
        let deed = Deed {
            what: What::Dissolved,
            other: None,
            reason: &reason,
            letters: campaign.members,
            now: cx.now_us(),
        };
        storage::dissolve(tx, &permit, &campaign, &deed)?;
        let what = json!({"dissolved": campaign.members});
        note(tx, cx, &permit, &campaign, (what, &reason))?;
        Ok(cx.done(&page_of(&campaign)))
    })
    .await
}

/// Tells everybody of the campaign, with its number of letters today. Its template must
/// be public: who reads that there are 412 letters alike wants to see which.
async fn publish(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (case, campaign, permit) = alive(cx, tx, PublishCampaign)?;
        let template =
            input::storage::load(tx, &case, campaign.template_id, cx.now_us())?;
        let (template, _) = template.open(&cx.actor, ReadInput)?;
        if template.released_at.is_none() {
            return Err(Refused::TemplateNotPublic.into());
        }
        let what = told(cx, tx, &permit, &campaign, Some(cx.now_us()))?;
        journal::record(tx, cx, &permit, &page_of(&campaign), what, "")?;
        Ok(cx.done(&page_of(&campaign)))
    })
    .await
}

/// Tells nobody any longer.
async fn withdraw(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, campaign, permit) = opened(cx, tx, PublishCampaign)?;
        if campaign.released_at.is_none() {
            return Err(Refused::NotPublic.into());
        }
        let what = told(cx, tx, &permit, &campaign, None)?;
        journal::record(tx, cx, &permit, &page_of(&campaign), what, "")?;
        Ok(cx.done(&page_of(&campaign)))
    })
    .await
}

/// Stores what everybody is told, and gives what the record says of it.
fn told(
    cx: &Cx,
    tx: &mut dyn Tx,
    permit: &Permit<PublishCampaign>,
    campaign: &Campaign,
    released: Option<i64>,
) -> Result<Value, Error> {
    let what = if released.is_some() { What::Published } else { What::Withdrawn };
    let (other, letters) = (None, campaign.members);
    let deed = Deed { what, other, reason: "", letters, now: cx.now_us() };
    storage::save_publication(tx, permit, campaign, released, &deed)?;
    Ok(json!({"letters": letters, "what": what.word()}))
}
