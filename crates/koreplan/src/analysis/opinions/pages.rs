//! Conversations brought in, the map of opinions, and each statement by itself.

use axum::response::Response;
use koreplan_letters::limits::FILE;
use koreplan_log::Hex;
use koreplan_store::{StoreError, Tx};
use koreplan_text::opinions;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    map::{self, decimal, letter},
    polis::{self, BadRow, Export},
    rules::{Apart, Figures, Group, Moderation, Stated, Votes, percent},
    storage::{self, Ballots, Conversation, Result_, Statement, Undone},
};
use crate::{
    access::{
        Action, GroupOpinions, Guarded as _, ImportOpinions, Permit, ReadCase,
        ReadOpinions,
    },
    analysis::placing,
    background::away,
    case,
    input::import::file_hash,
    journal,
    refusal::Message,
    routes::Routes,
    uploads::Upload,
    web::{
        Cx, Post,
        choices::Choice as _,
        components::{
            Need, badge, beginning, empty, facts, fold, line_of, page_head, post,
            post_files, post_quiet, search, some_files, sought, table,
        },
        error::{Error, NotFound},
        files::PostFiles,
        form::{Form, LINE},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/{case}/opinions", list)
        .post("/{lang}/{case}/opinions", import)
        .get("/{lang}/{case}/opinions/{id}", show)
        .post("/{lang}/{case}/opinions/{id}/groups", group)
        .get("/{lang}/{case}/opinions/{id}/statements", statements)
        .get("/{lang}/{case}/opinions/{id}/statements/{number}", statement)
}

fn opened<A: Action>(
    cx: &Cx,
    tx: &mut dyn Tx,
    action: A,
) -> Result<(Conversation, Permit<A>), Error> {
    let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
    Ok(storage::load(tx, &case, cx.id("id")?)?.open(&cx.actor, action)?)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn list(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadOpinions)?;
        let mut conversations = storage::list(tx, &case)?;
        conversations.retain(|one| sought(cx, &[&one.title, &one.source]));
        let body = html! {
            (page_head(cx, &cx.t("opinions-title"), &cx.t("opinions-lead")))
            (search(cx))
            p role="status" { (cx.say("opinions-count", &[
                ("count", count(conversations.len()).into()),
            ])) }
            @if conversations.is_empty() { (empty(cx, "opinions-empty")) }
            ul class="kp-list" {
                @for one in &conversations {
                    li {
                        a href=(cx.url(&format!("opinions/{}", one.id))) { (one.title) } " "
                        span class="kp-quiet" { (size(cx, one)) }
                    }
                }
            }
            @if cx.may::<ImportOpinions>(&case.facts()) {
                (fold("new", &cx.t("opinions-import"), &import_form(cx, &Form::default())))
            }
        };
        Ok(cx.page(&cx.t("opinions-title"), &body))
    })
    .await
}

fn size(cx: &Cx, conversation: &Conversation) -> String {
    cx.say(
        "opinions-size",
        &[
            ("statements", conversation.statements.into()),
            ("written", cx.lang.number(conversation.votes).into()),
        ],
    )
}

fn import_form(cx: &Cx, form: &Form) -> Markup {
    let hint = Some("opinions-import-title-hint");
    let fields = html! {
        (some_files(cx, form, "files", "opinions-import-files",
            &cx.t("opinions-import-files-hint"), ".csv,text/csv"))
        (line_of(cx, form, "title", "opinions-import-title", hint, Need::May, "text"))
        (line_of(cx, form, "source", "opinions-import-source", None, Need::May, "text"))
    };
    post_files(cx, "opinions", "opinions-import-save", &fields)
}

/// Bad rows named one by one; more of them are counted.
const NAMED: usize = 20;

/// Takes the files of an export: all of it, or nothing and each bad row.
async fn import(PostFiles(cx, mut form, sent): PostFiles) -> Response {
    let asking = cx.clone();
    let allowed = cx.app.store.read(move |tx| -> Result<(), Error> {
        case::storage::load(tx, &asking)?.open(&asking.actor, ImportOpinions)?;
        Ok(())
    });
    if let Err(error) = allowed.await {
        return error.answer(&cx);
    }
    for upload in sent.uploads.iter().filter(|upload| upload.size > FILE) {
        let name = upload.name.clone();
        form.fault("files", Message::new("opinions-fault-large").with("name", name));
    }
    let files: Vec<_> = sent
        .uploads
        .into_iter()
        .map(|Upload { name, bytes, .. }| (name, bytes))
        .collect();
    if files.is_empty() {
        form.fault("files", Message::new("opinions-fault-files"));
    }
    let _room = sent.room;
    let read = away(move || (polis::read(&files), hashes(&files)));
    let (export, hashes) = match read.await {
        Ok(read) => read,
        Err(error) => return Error::from(error).answer(&cx),
    };
    cx.write(move |cx, tx| {
        let (case, permit) =
            case::storage::load(tx, cx)?.open(&cx.actor, ImportOpinions)?;
        let (title, source) = named(&mut form, &export);
        let again = |form: &Form| import_form(cx, form);
        form.check(cx, &cx.t("opinions-import"), again)?;
        let names = (&*title, &*source);
        match storage::import(tx, case.id, names, export, cx.now_us()) {
            Ok(outcome) => {
                let page = format!("opinions/{}", outcome.conversation_id);
                journal::record(tx, cx, &permit, &page, outcome.noted(hashes), "")?;
                Ok(cx.done(&page))
            }
            Err(Undone::Bad(bad)) => {
                name_bad(cx, &mut form, &bad);
                form.check(cx, &cx.t("opinions-import"), again)?;
                Ok(cx.see("opinions"))
            }
            Err(Undone::Store(error)) => Err(error.into()),
        }
    })
    .await
}

/// Says of each bad row why it cannot be taken; when there are many, of the first.
fn name_bad(cx: &Cx, form: &mut Form, bad: &[BadRow]) {
    for row in bad.iter().take(NAMED) {
        let message = Message::new("opinions-bad-row")
            .with("file", row.file.clone())
            .with("line", row.line)
            .with("reason", cx.message(&row.reason.message()));
        form.fault("files", message);
    }
    if bad.len() > NAMED {
        let more = Message::new("opinions-bad-more").with("count", bad.len() - NAMED);
        form.fault("files", more);
    }
}

/// What the conversation is called and where it was held: as written, or as the summary
/// of the export has it.
fn named(form: &mut Form, export: &Export) -> (String, String) {
    let (written, source) = (form.optional("title", LINE), form.optional("source", LINE));
    let title = if written.is_empty() { export.title.clone() } else { written };
    if title.is_empty() {
        form.fault("title", Message::new("fault-empty"));
    }
    let source = if source.is_empty() { export.source.clone() } else { source };
    (title, source)
}

/// Name and SHA-256 of each file, for the record.
pub fn hashes(files: &[(String, Vec<u8>)]) -> Value {
    let hash = |bytes: &[u8]| Hex(&file_hash(bytes)).to_string();
    files
        .iter()
        .map(|(name, bytes)| json!({"file": name, "sha256": hash(bytes)}))
        .collect()
}

/// Finds the groups anew. It is computed beside the database, so that others can write
/// meanwhile; what is stored says how many votes it rests on.
async fn group(Post(cx, _): Post) -> Response {
    let (asking, read_at) = (cx.clone(), cx.now_us());
    let computed = cx.app.store.read(move |tx| -> Result<_, Error> {
        let (conversation, _) = opened(&asking, tx, GroupOpinions)?;
        compute(storage::ballots(tx, &conversation)?)
    });
    let (ballots, found, figures) = match computed.await {
        Ok(computed) => computed,
        Err(error) => return error.answer(&cx),
    };
    cx.write(move |cx, tx| {
        let (conversation, permit) = opened(cx, tx, GroupOpinions)?;
        storage::save(tx, &permit, &conversation, &ballots, (&found, &figures), read_at)?;
        let page = format!("opinions/{}", conversation.id);
        let what = json!({
            "groups": found.groups,
            "threshold": figures.threshold,
            "tried": figures.tried,
            "votes": ballots.votes.len(),
        });
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}

fn compute(ballots: Ballots) -> Result<(Ballots, opinions::Opinions, Figures), Error> {
    let participants = ballots.participants.len();
    let found = opinions::read(participants, &ballots.hidden, &ballots.votes)
        .map_err(|unreadable| StoreError::Broken(unreadable.to_string()))?;
    let figures = Figures::of(&found, &ballots.numbers, participants)?;
    Ok((ballots, found, figures))
}

/// A conversation: its map, its groups, what unites them and what divides them.
async fn show(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (conversation, _) = opened(cx, tx, ReadOpinions)?;
        let statements = storage::statements(tx, &conversation)?;
        let result = storage::result(tx, &conversation)?;
        let places = storage::places(tx, &conversation)?;
        let page = format!("opinions/{}", conversation.id);
        let may_group = cx.may::<GroupOpinions>(&conversation.facts());
        let body = html! {
            (page_head(cx, &conversation.title, &cx.t("opinions-show-lead")))
            (about(cx, &conversation, result.as_ref()))
            p { a href=(cx.url(&format!("{page}/statements"))) { (cx.t("opinions-all")) } }
            @match &result {
                Some(result) => {
                    @if result.is_outdated(&conversation) {
                        div class="alert alert-warning" { div class="alert-body" {
                            p class="alert-text" { (cx.t("opinions-outdated")) }
                        } }
                    }
                    h2 { (cx.t("opinions-map")) }
                    (map::draw(cx, &places, &result.figures))
                    (found(cx, &page, &result.figures, &statements))
                    @if may_group {
                        (post_quiet(cx, &format!("{page}/groups"), "opinions-regroup",
                            &html! {}))
                    }
                }
                None => {
                    (empty(cx, "opinions-not-grouped"))
                    @if may_group {
                        (post(cx, &format!("{page}/groups"), "opinions-find", &html! {}))
                    }
                }
            }
        };
        Ok(cx.page(&conversation.title, &body))
    })
    .await
}

fn about(cx: &Cx, conversation: &Conversation, result: Option<&Result_>) -> Markup {
    let mut pairs = vec![
        (
            cx.t("opinions-source"),
            html! {
                @if conversation.source.is_empty() { "–" } @else { (conversation.source) }
            },
        ),
        (cx.t("opinions-imported"), html! { (cx.moment(conversation.imported_at)) }),
        (cx.t("opinions-holds"), html! { (size(cx, conversation)) }),
    ];
    if let Some(Result_ { computed_at, by, votes, figures }) = result {
        pairs.push((
            cx.t("opinions-computed"),
            html! {
                (cx.say("opinions-computed-by", &[
                    ("at", cx.moment(*computed_at).into()),
                    ("by", by.clone().into()),
                    ("votes", cx.lang.number(*votes).into()),
                ]))
            },
        ));
        pairs.push((
            cx.t("opinions-grouped"),
            html! {
                (cx.say("opinions-grouped-of", &[
                    ("grouped", cx.lang.number(count(figures.grouped())).into()),
                    ("all", cx.lang.number(count(figures.participants)).into()),
                    ("threshold", count(figures.threshold).into()),
                ]))
            },
        ));
    }
    facts(&pairs)
}

/// The words of a statement, leading to its page.
fn link(cx: &Cx, page: &str, statements: &[Statement], number: i64) -> Markup {
    let statement = statements.iter().find(|statement| statement.number == number);
    html! {
        a href=(cx.url(&format!("{page}/statements/{number}"))) {
            @match statement {
                Some(statement) => (words(cx, statement)),
                None => (number_of(cx, number)),
            }
        }
    }
}

fn words(cx: &Cx, statement: &Statement) -> String {
    if statement.body.is_empty() {
        number_of(cx, statement.number)
    } else {
        statement.body.clone()
    }
}

fn number_of(cx: &Cx, number: i64) -> String {
    cx.say("opinions-statement", &[("number", number.into())])
}

fn group_name(cx: &Cx, group: usize) -> String {
    cx.say("opinions-group", &[("letter", letter(group).to_string().into())])
}

fn found(cx: &Cx, page: &str, figures: &Figures, statements: &[Statement]) -> Markup {
    html! {
        @for (at, group) in figures.groups.iter().enumerate() {
            h2 id={ "group-" (letter(at)) } {
                (map::sign(Some(at))) " "
                (cx.say("opinions-group-of", &[
                    ("letter", letter(at).to_string().into()),
                    ("count", count(group.size).into()),
                ]))
            }
            (apart(cx, page, (figures, at, group), statements))
        }
        h2 id="unites" { (cx.t("opinions-unites")) }
        (unites(cx, page, figures, statements))
        h2 id="divides" { (cx.t("opinions-divides")) }
        (divides(cx, page, figures, statements))
        (method(cx, figures))
    }
}

/// What sets a group apart.
fn apart(
    cx: &Cx,
    page: &str,
    (figures, at, group): (&Figures, usize, &Group),
    statements: &[Statement],
) -> Markup {
    if group.is_small() {
        return html! { p { (cx.t("opinions-small-group")) } };
    }
    let row = |apart: &Apart| {
        let stated = figures.statement(apart.statement)?;
        let own = stated.by_group.get(at).copied().flatten()?;
        let others = Votes {
            agree: stated.all.agree - own.agree,
            disagree: stated.all.disagree - own.disagree,
            pass: stated.all.pass - own.pass,
        };
        let side = |votes: Votes| if apart.agrees { votes.agree } else { votes.disagree };
        let others_side = if others.count() == 0 {
            html! { "–" }
        } else {
            html! { (percent(side(others), others.count())) " %" }
        };
        Some(vec![
            link(cx, page, statements, apart.statement),
            html! { (cx.t(if apart.agrees { "opinions-agrees" } else { "opinions-disagrees" })) },
            shares(cx, own),
            others_side,
            html! { (decimal(cx, apart.ratio_z, 1)) },
        ])
    };
    let rows: Vec<_> = group.representative.iter().filter_map(row).collect();
    let heads = [
        "opinions-head-statement",
        "opinions-head-says",
        "opinions-head-votes",
        "opinions-head-others",
        "opinions-head-z",
    ];
    let caption =
        cx.say("opinions-apart-caption", &[("letter", letter(at).to_string().into())]);
    table(&caption, &heads.map(|head| cx.t(head)), &rows)
}

/// Votes as a bar and in words.
fn shares(cx: &Cx, votes: Votes) -> Markup {
    let all = votes.count();
    let wide = |part: usize| percent(part, all);
    let (agree, disagree) = (wide(votes.agree), wide(votes.disagree));
    html! {
        svg width="100" height="10" viewBox="0 0 100 10" aria-hidden="true" focusable="false" {
            rect width="100" height="10" fill="#dcdcdc" {}
            rect width=(agree) height="10" fill="#1b7340" {}
            rect x=(100_usize.saturating_sub(disagree)) width=(disagree) height="10"
                fill="#b3261e" {}
        }
        br;
        (cx.say("opinions-shares", &[
            ("agree", count(agree).into()),
            ("disagree", count(disagree).into()),
            ("pass", count(wide(votes.pass)).into()),
            ("count", count(all).into()),
        ]))
    }
}

/// Statements, by number and as they are shown, with how each group that is shown voted.
pub fn votes_by_group(
    cx: &Cx,
    caption: &str,
    figures: &Figures,
    statements: Vec<(i64, Markup)>,
) -> Markup {
    let rows: Vec<Vec<Markup>> = statements
        .into_iter()
        .map(|(number, words)| {
            let stated = figures.statement(number);
            let of_group = |at: usize| {
                let votes = stated.and_then(|stated| stated.by_group.get(at).copied());
                match votes.flatten() {
                    Some(votes) => shares(cx, votes),
                    None => html! { "–" },
                }
            };
            let mut row = vec![words];
            row.extend(shown(figures).map(of_group));
            row.push(match stated {
                Some(stated) => shares(cx, stated.all),
                None => html! { "–" },
            });
            row
        })
        .collect();
    let first = ["opinions-head-statement"];
    table(caption, &heads_by_group(cx, figures, &first, "opinions-all-groups"), &rows)
}

/// A column for each group that is shown.
fn shown(figures: &Figures) -> impl Iterator<Item = usize> {
    (0..figures.groups.len()).filter(|at| !figures.groups[*at].is_small())
}

/// The share of each shown group on one side, in cells.
fn by_group(figures: &Figures, stated: &Stated, agrees: bool) -> Vec<Markup> {
    shown(figures)
        .map(|at| match stated.by_group.get(at).copied().flatten() {
            Some(votes) => {
                let side = if agrees { votes.agree } else { votes.disagree };
                html! { (percent(side, votes.count())) " %" }
            }
            None => html! { "–" },
        })
        .collect()
}

fn heads_by_group(
    cx: &Cx,
    figures: &Figures,
    first: &[&'static str],
    last: &'static str,
) -> Vec<String> {
    let mut heads: Vec<String> = first.iter().map(|head| cx.t(head)).collect();
    heads.extend(shown(figures).map(|at| group_name(cx, at)));
    heads.push(cx.t(last));
    heads
}

fn unites(cx: &Cx, page: &str, figures: &Figures, statements: &[Statement]) -> Markup {
    let rows: Vec<_> = figures
        .unites()
        .into_iter()
        .map(|(stated, agrees)| {
            let consensus =
                if agrees { stated.consensus_for } else { stated.consensus_against };
            let all = if agrees { "opinions-all-agree" } else { "opinions-all-disagree" };
            let mut row =
                vec![link(cx, page, statements, stated.number), html! { (cx.t(all)) }];
            row.extend(by_group(figures, stated, agrees));
            row.push(html! { (decimal(cx, 100.0 * consensus, 0)) " %" });
            row
        })
        .collect();
    if rows.is_empty() {
        return empty(cx, "opinions-unites-none");
    }
    let first = ["opinions-head-statement", "opinions-head-all-say"];
    let heads = heads_by_group(cx, figures, &first, "opinions-head-consensus");
    table(&cx.t("opinions-unites-caption"), &heads, &rows)
}

fn divides(cx: &Cx, page: &str, figures: &Figures, statements: &[Statement]) -> Markup {
    let rows: Vec<_> = figures
        .divides()
        .into_iter()
        .map(|stated| {
            let mut row = vec![link(cx, page, statements, stated.number)];
            row.extend(by_group(figures, stated, true));
            row.push(html! { (decimal(cx, 100.0 * stated.division, 0)) });
            row
        })
        .collect();
    if rows.is_empty() {
        return empty(cx, "opinions-divides-none");
    }
    let first = ["opinions-head-statement"];
    let heads = heads_by_group(cx, figures, &first, "opinions-head-division");
    table(&cx.t("opinions-divides-caption"), &heads, &rows)
}

/// How it was computed, for whoever wants to do it again.
fn method(cx: &Cx, figures: &Figures) -> Markup {
    let rows: Vec<_> = figures
        .tried
        .iter()
        .map(|(groups, silhouette)| {
            vec![html! { (groups) }, html! { (decimal(cx, *silhouette, 3)) }]
        })
        .collect();
    let heads = ["opinions-head-groups", "opinions-head-silhouette"];
    fold(
        "method",
        &cx.t("opinions-method"),
        &html! {
            p { (cx.t("opinions-method-text")) }
            p { (cx.t("opinions-protected")) }
            (table(&cx.t("opinions-tried-caption"), &heads.map(|head| cx.t(head)), &rows))
        },
    )
}

/// Every statement with its votes.
async fn statements(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (conversation, _) = opened(cx, tx, ReadOpinions)?;
        let mut statements = storage::statements(tx, &conversation)?;
        let number = |statement: &Statement| statement.number.to_string();
        statements.retain(|one| sought(cx, &[&number(one), &words(cx, one)]));
        let figures = storage::result(tx, &conversation)?.map(|result| result.figures);
        let page = format!("opinions/{}", conversation.id);
        let rows: Vec<_> = statements
            .iter()
            .map(|one| {
                let stated =
                    figures.as_ref().and_then(|figures| figures.statement(one.number));
                vec![
                    html! { (one.number) },
                    html! {
                        a href=(cx.url(&format!("{page}/statements/{}", one.number))) {
                            (beginning(&words(cx, one), 300))
                        }
                    },
                    html! { @if let Some(stated) = stated { (shares(cx, stated.all)) } @else { "–" } },
                    moderation(cx, one.moderation),
                ]
            })
            .collect();
        let heads = [
            "opinions-head-number",
            "opinions-head-statement",
            "opinions-head-votes",
            "opinions-head-moderation",
        ];
        let title = cx.say("opinions-statements-of", &[("title", conversation.title.into())]);
        let body = html! {
            (page_head(cx, &title, ""))
            p { a href=(cx.url(&page)) { (cx.t("opinions-to-map")) } }
            (search(cx))
            p role="status" { (cx.say("opinions-statements-count", &[
                ("count", count(rows.len()).into()),
            ])) }
            @if rows.is_empty() { (empty(cx, "opinions-statements-none")) }
            @else { (table(&cx.t("opinions-statements-caption"), &heads.map(|head| cx.t(head)), &rows)) }
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn moderation(cx: &Cx, moderation: Moderation) -> Markup {
    let class = match moderation {
        Moderation::Accepted => "badge-success",
        Moderation::Waiting => "badge-warning",
        Moderation::Rejected => "badge-error",
    };
    badge(class, &cx.t(moderation.key()))
}

/// One statement, and what each group says to it.
async fn statement(cx: Cx) -> Response {
    cx.read(|cx, tx| {
        let (conversation, _) = opened(cx, tx, ReadOpinions)?;
        let number = cx.id("number")?;
        let statements = storage::statements(tx, &conversation)?;
        let statement =
            statements.iter().find(|one| one.number == number).ok_or(NotFound)?;
        let figures = storage::result(tx, &conversation)?.map(|result| result.figures);
        let stated = figures.as_ref().and_then(|figures| figures.statement(number));
        let page = format!("opinions/{}", conversation.id);
        let topics = placing::pages::of_statement(cx, tx, &conversation, number)?;
        let title = number_of(cx, number);
        let body = html! {
            (page_head(cx, &title, ""))
            p { a href=(cx.url(&page)) { (conversation.title) } }
            @if !statement.body.is_empty() {
                blockquote class="kp-quote" { p { (statement.body) } }
            }
            p { (moderation(cx, statement.moderation)) }
            @match (&figures, stated) {
                (Some(figures), Some(stated)) => (standing(cx, figures, stated)),
                (Some(_), None) => (empty(cx, "opinions-statement-left-out")),
                (None, _) => (empty(cx, "opinions-not-grouped")),
            }
            (topics)
        };
        Ok(cx.page(&title, &body))
    })
    .await
}

fn standing(cx: &Cx, figures: &Figures, stated: &Stated) -> Markup {
    let mut rows: Vec<Vec<Markup>> = figures
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let votes = stated.by_group.get(at).copied().flatten();
            vec![
                html! { (map::sign(Some(at))) " " (group_name(cx, at)) },
                html! { (group.size) },
                match votes {
                    Some(votes) => shares(cx, votes),
                    None => html! { (cx.t("opinions-small-group")) },
                },
            ]
        })
        .collect();
    let all =
        figures.groups.iter().filter(|group| !group.is_small()).map(|group| group.size);
    rows.push(vec![
        html! { strong { (cx.t("opinions-all-groups")) } },
        html! { (all.sum::<usize>()) },
        shares(cx, stated.all),
    ]);
    let heads =
        ["opinions-head-group", "opinions-head-participants", "opinions-head-votes"];
    let per_cent = |chance: f64| html! { (decimal(cx, 100.0 * chance, 0)) " %" };
    html! {
        (table(&cx.t("opinions-statement-caption"), &heads.map(|head| cx.t(head)), &rows))
        (facts(&[
            (cx.t("opinions-consensus-for"), per_cent(stated.consensus_for)),
            (cx.t("opinions-consensus-against"), per_cent(stated.consensus_against)),
            (cx.t("opinions-head-division"), html! { (decimal(cx, 100.0 * stated.division, 0)) }),
        ]))
        p class="kp-quiet" { (cx.t("opinions-consensus-reading")) }
    }
}
