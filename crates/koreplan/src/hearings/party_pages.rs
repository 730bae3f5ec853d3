//! The list of parties: who is asked, who was invited, who has answered.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{
    pages::{opened, page},
    rules::{self, NewParty, PartyKind, Refused, Reply},
    storage::{self, Listed, PAGE, Party},
};
use crate::{
    access::{Guarded as _, InviteParties, NoteReply, PrepareHearing, ReadHearing},
    input::{rules::HearingState, storage::Hearing},
    journal,
    refusal::Message,
    routes::Routes,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, choice_options, empty, fold, line, line_of, page_head, post,
            post_quiet, radios, select, select_choice, table, text,
        },
        form::{Form, LINE},
        l10n::Lang,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .shared("/{lang}/{case}/hearings/{hearing}/parties", list)
        .post("/{lang}/{case}/hearings/{hearing}/parties", add)
        .post("/{lang}/{case}/hearings/{hearing}/parties/{id}", note_reply)
        .post("/{lang}/{case}/hearings/{hearing}/parties/{id}/removal", remove)
        .post("/{lang}/{case}/hearings/{hearing}/invitations", invite)
}

/// Who is asked. Everybody reads the names; addresses are for those who work with them.
async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (_, hearing, _) = opened(cx, tx, ReadHearing)?;
        let at_work = cx.may::<NoteReply>(&hearing.facts());
        let listed = storage::listed(tx, &hearing)?;
        let from: i64 = cx.query("from").parse().unwrap_or(0);
        let from = from.clamp(0, listed.all);
        let parties = storage::parties(tx, &hearing, from)?;
        let lead = cx
            .say("parties-lead", &[("title", cx.text(&hearing.title).to_owned().into())]);
        let body = html! {
            (page_head(cx, &cx.t("parties"), &lead))
            @if parties.is_empty() {
                (empty(cx, if at_work { "parties-empty" } else { "parties-none" }))
            } @else if at_work {
                p { (cx.say("parties-status", &[
                    ("all", listed.all.into()),
                    ("invited", listed.invited.into()),
                    ("replied", listed.replied.into()),
                ])) }
                (work_list(cx, &hearing, &parties))
            } @else {
                (public_table(cx, &parties))
            }
            (pager(cx, &hearing, from, listed.all))
            @if at_work {
                (invite_part(cx, &hearing, listed))
                (fold("add", &cx.t("parties-add"),
                    &add_form(cx, &hearing, &Form::with(&[("party_lang", "da")]))))
                p { a href=(cx.url(&page(&hearing, "preparation"))) {
                    (cx.t("hearing-preparation"))
                } }
            }
        };
        Ok(cx.page(&cx.t("parties"), &body))
    })
    .await
}

fn public_table(cx: &Cx, parties: &[Party]) -> Markup {
    let heads = ["party-name", "party-kind", "party-reply"].map(|head| cx.t(head));
    let rows: Vec<_> = parties
        .iter()
        .map(|party| {
            vec![
                html! { (party.name) },
                html! { (cx.t(party.kind.key())) },
                html! { (cx.t(party.reply.key())) },
            ]
        })
        .collect();
    table(&cx.t("parties"), &heads, &rows)
}

/// The list for those who work with it: one entry a party, so that it fits a phone.
fn work_list(cx: &Cx, hearing: &Hearing, parties: &[Party]) -> Markup {
    html! {
        ul class="kp-list" {
            @for party in parties {
                li {
                    @let class = if party.reply == Reply::None { "badge-info" } else { "badge-success" };
                    strong { (party.name) } " " (badge(class, &cx.t(party.reply.key())))
                    @if let Some((id, number)) = party.input {
                        " " a href=(cx.url(&format!("inputs/{id}"))) {
                            (cx.say("input-number", &[("number", number.into())]))
                        }
                    }
                    p class="kp-quiet" {
                        (cx.t(party.kind.key()))
                        @if !party.email.is_empty() {
                            " · " span class="kp-wrap" { (party.email) }
                        }
                        " · " @match party.invited_at {
                            Some(at) => (cx.say("party-invited", &[("date", cx.day(at).into())])),
                            None => (cx.t("party-not-invited")),
                        }
                    }
                    @let act = if party.is_in_use() { "party-note" } else { "party-note-or-remove" };
                    (fold(&format!("party-{}", party.id), &cx.t(act), &html! {
                        (reply_form(cx, hearing, party, &reply_of(party)))
                        @if !party.is_in_use() {
                            (post_quiet(cx,
                                &page(hearing, &format!("parties/{}/removal", party.id)),
                                "party-remove", &html! {}))
                        }
                    }))
                }
            }
        }
    }
}

fn reply_of(party: &Party) -> Form {
    let number = party.input.map_or(String::new(), |(_, number)| number.to_string());
    Form::named_with("party", &[("reply", party.reply.word()), ("number", &number)])
        .numbered(party.id)
}

fn reply_form(cx: &Cx, hearing: &Hearing, party: &Party, form: &Form) -> Markup {
    let fields = html! {
        (radios(cx, form, "reply", "party-reply", &choice_options::<Reply>(cx)))
        (line_of(cx, form, "number", "party-input", Some("party-input-hint"), Need::May,
            "number"))
    };
    post_quiet(
        cx,
        &page(hearing, &format!("parties/{}", party.id)),
        "party-save",
        &fields,
    )
}

fn pager(cx: &Cx, hearing: &Hearing, from: i64, all: i64) -> Markup {
    let link = |from: i64| format!("{}?from={from}", cx.url(&page(hearing, "parties")));
    html! {
        @if all > PAGE {
            nav class="kp-pager" aria-label=(cx.t("pager")) {
                @if from > 0 {
                    a href=(link((from - PAGE).max(0))) { (cx.t("pager-previous")) }
                }
                span { (cx.say("pager-here", &[
                    ("from", (from + 1).into()),
                    ("to", (from + PAGE).min(all).into()),
                    ("count", all.into()),
                ])) }
                @if from + PAGE < all {
                    a href=(link(from + PAGE)) { (cx.t("pager-next")) }
                }
            }
        }
    }
}

fn invite_part(cx: &Cx, hearing: &Hearing, listed: Listed) -> Markup {
    let state = hearing.state(cx.now_us());
    let can = rules::invite(state, listed.to_invite).is_ok();
    html! {
        @if listed.under_way > 0 {
            p role="status" { (cx.say("parties-under-way", &[
                ("count", listed.under_way.into()),
            ])) }
        }
        @if can && cx.may::<InviteParties>(&hearing.facts()) {
            section class="kp-section" {
                h2 { (cx.t("parties-invite")) }
                p { (cx.say("parties-to-invite", &[("count", listed.to_invite.into())])) }
                (post(cx, &page(hearing, "invitations"), "parties-invite", &html! {}))
            }
        }
        @if state == HearingState::Draft && listed.all > 0 { p { (cx.t("parties-invite-later")) } }
    }
}

fn add_form(cx: &Cx, hearing: &Hearing, form: &Form) -> Markup {
    let languages: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| (lang.word().to_owned(), lang.say("language-name", &[])))
        .collect();
    let fields = html! {
        (line(cx, form, "name", "party-name", Need::May))
        (select_choice::<PartyKind>(cx, form, "kind", "party-kind"))
        (line_of(cx, form, "email", "party-email", None, Need::May, "email"))
        (text(cx, form, "list", "parties-list", Some("parties-list-hint"), Need::May,
            (8, MOST)))
        (select(cx, form, "party_lang", "party-lang", Need::Must, &languages))
    };
    post(cx, &page(hearing, "parties"), "parties-add", &fields)
}

/// The longest list that is pasted at once, in characters.
const MOST: usize = 1_000_000;

/// Reads one party from its fields, or many from a list; faults stay in the form.
fn read_parties(form: &mut Form) -> Vec<NewParty> {
    let list = form.optional("list", MOST);
    let name = form.optional("name", LINE);
    let email = form.optional("email", LINE);
    let mut parties = rules::read_parties(&list).unwrap_or_else(|fault| {
        form.fault("list", fault);
        Vec::new()
    });
    if !name.is_empty() || !email.is_empty() {
        let kind = form.choice("kind");
        if name.is_empty() {
            form.fault("name", Message::new("fault-empty"));
        }
        if !email.is_empty() && email.parse::<crate::outbox::rules::Address>().is_err() {
            form.fault("email", Message::new("input-fault-email"));
        }
        parties.extend(kind.map(|kind| NewParty { name, kind, email }));
    } else if parties.is_empty() && list.is_empty() {
        form.fault("name", Message::new("parties-fault-nobody"));
    }
    parties
}

/// Puts parties on the list, also after publication.
async fn add(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, hearing, permit) = opened(cx, tx, PrepareHearing)?;
        let parties = read_parties(&mut form);
        let lang = Lang::of(form.value("party_lang"));
        if lang.is_none() {
            form.fault("party_lang", Message::new("fault-choose"));
        }
        form.check(cx, &cx.t("parties-add"), |form| add_form(cx, &hearing, form))?;

        let lang = lang.unwrap_or(Lang::Da);
        let new = storage::insert_parties(tx, hearing.id, lang, &parties)?;
        let subject = format!("hearings/{}", hearing.slug);
        let what = json!({"listed": parties.len(), "new": new});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page(&hearing, "parties")))
    })
    .await
}

/// Notes what a party has said, and which input is its answer.
async fn note_reply(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (_, hearing, _) = opened(cx, tx, ReadHearing)?;
        let party = storage::load_party(tx, &hearing, cx.id("id")?)?;
        let (party, permit) = party.open(&cx.actor, NoteReply)?;
        let reply = form.choice::<Reply>("reply");
        let number = form.optional("number", LINE);
        let input_id = match number.parse() {
            Ok(number) => storage::input_of(tx, &hearing, number)?,
            Err(_) => None,
        };
        if !number.is_empty() && input_id.is_none() {
            form.fault("number", Message::new("party-fault-input"));
        }
        form.check(cx, &party.name, |form| reply_form(cx, &hearing, &party, form))?;

        let reply = reply.unwrap_or(Reply::None);
        storage::save_reply(tx, &party, reply, input_id)?;
        let subject = format!("hearings/{}", hearing.slug);
        let what = json!({"input": input_id, "party": party.id, "reply": reply.word()});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page(&hearing, "parties")))
    })
    .await
}

/// Takes a party off the list that nothing relies on yet.
async fn remove(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, hearing, _) = opened(cx, tx, ReadHearing)?;
        let party = storage::load_party(tx, &hearing, cx.id("id")?)?;
        let (party, permit) = party.open(&cx.actor, PrepareHearing)?;
        if party.is_in_use() {
            return Err(Refused::PartyInUse.into());
        }
        storage::remove_party(tx, &party)?;
        let subject = format!("hearings/{}", hearing.slug);
        let what = json!({"party_removed": party.id});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page(&hearing, "parties")))
    })
    .await
}

/// Invites everybody on the list who has an address, each once. The mails are written in
/// the background.
async fn invite(Post(cx, _): Post) -> Response {
    cx.write(|cx, tx| {
        let (_, hearing, permit) = opened(cx, tx, InviteParties)?;
        let listed = storage::listed(tx, &hearing)?;
        rules::invite(hearing.state(cx.now_us()), listed.to_invite)?;

        storage::save_invitation(tx, &hearing)?;
        let subject = format!("hearings/{}", hearing.slug);
        let what = json!({"invited": listed.to_invite});
        journal::record(tx, cx, &permit, &subject, what, "")?;
        Ok(cx.done(&page(&hearing, "parties")))
    })
    .await
}
