//! Briefs and the draft of the next one in the database, and what they are written from.

use koreplan_export::Document;
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{
    ACTS, Data, Decided, Last, Light, Lit, Moved, Needed, Overdue, Risk, Section,
};
use crate::{
    access::{
        self, Actor, Facts, Guarded, NoteRisk, Permit, ReadBriefs, ReadCase,
        ReadClosedItem, Sealed, Seat, SendBrief,
    },
    bodies::{
        rules::{BodyKind, Role},
        storage::Body,
    },
    case::Case,
    meetings::rules::Verb,
    plan::{self, rules::StepState},
    web::{
        Cx,
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::{Lang, Text},
    },
};

#[derive(Debug, Clone)]
pub struct Brief {
    pub id: i64,
    pub case_id: i64,
    pub body_id: i64,
    pub number: i64,
    pub summary: String,
    /// What was told, as it was sent.
    pub content: Text,
    pub sent_by: String,
    pub sent_at: i64,
    pub noted_by: Option<String>,
    pub noted_at: Option<i64>,
    pub answer: String,
    pub lang: Lang,
    /// The brief as it was sent; nothing where it is older than documents.
    pub document: Option<Document>,
    /// Where the record stood.
    pub seq: i64,
}

impl Guarded for Brief {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, body_id: Some(self.body_id), ..Facts::default() }
    }
}

/// The door to the briefs of a case: the body above may open it too.
#[derive(Debug, Clone)]
pub struct Shelf {
    pub case_id: i64,
    pub body_id: i64,
}

impl Guarded for Shelf {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, body_id: Some(self.body_id), ..Facts::default() }
    }
}

fn brief(row: &Row) -> Result<Brief, StoreError> {
    Ok(Brief {
        id: row.get(0)?,
        case_id: row.get(1)?,
        body_id: row.get(2)?,
        number: row.get(3)?,
        summary: row.get(4)?,
        content: Text { da: row.get(5)?, en: row.get(6)? },
        sent_by: row.get(7)?,
        sent_at: row.get(8)?,
        noted_by: row.get(9)?,
        noted_at: row.get(10)?,
        answer: row.get(11)?,
        lang: Lang::of(&row.get::<String>(12)?).unwrap_or(Lang::Da),
        document: document(&row.get::<String>(13)?)?,
        seq: row.get(14)?,
    })
}

fn document(kept: &str) -> Result<Option<Document>, StoreError> {
    if kept.is_empty() {
        return Ok(None);
    }
    serde_json::from_str(kept)
        .map(Some)
        .map_err(|error| StoreError::Broken(format!("a brief can't be read: {error}")))
}

pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadBriefs>,
) -> Result<Vec<Brief>, StoreError> {
    all(tx, case)
}

fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Brief>, StoreError> {
    tx.rows(
        "SELECT id, case_id, body_id, number, summary, content_da, content_en, sent_by, sent_at, noted_by,
           noted_at, answer, lang, document, seq
         FROM brief WHERE case_id = $1 ORDER BY number",
        &[case.id.into()],
    )?
    .iter()
    .map(brief)
    .collect()
}

/// The briefs that nobody has noted, each behind its own door.
pub fn waiting(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Sealed<Brief>>, StoreError> {
    let briefs = all(tx, case)?.into_iter();
    Ok(briefs.filter(|brief| brief.noted_at.is_none()).map(Sealed::new).collect())
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Brief>, Error> {
    let found = all(tx, case)?.into_iter().find(|brief| brief.id == id);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// What a brief is handed out as.
pub const FORMS: [&str; 2] = ["docx", "pdf"];

/// A brief that is sent.
#[derive(Debug)]
pub struct Sent<'a> {
    pub summary: &'a str,
    pub content: Text,
    pub lang: Lang,
    pub document: &'a Document,
    /// One a form of [`FORMS`].
    pub files: &'a [Vec<u8>],
    /// The items it tells the decisions of.
    pub told: &'a [i64],
}

/// Keeps a brief as it is sent; its draft is done with.
pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<SendBrief>,
    shelf: &Shelf,
    sent: &Sent<'_>,
    now: i64,
) -> Result<i64, StoreError> {
    let document = serde_json::to_string(sent.document)
        .map_err(|error| StoreError::Broken(format!("a brief can't be kept: {error}")))?;
    let id = tx.one(
        "INSERT INTO brief (case_id, body_id, number, summary, content_da, content_en, sent_by,
           sent_at, answer, lang, document, seq)
         VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM brief WHERE case_id = $1),
           $3, $4, $5, $6, $7, '', $8, $9,
           (SELECT coalesce(max(seq), 0) FROM journal_end)) RETURNING id",
        &[
            shelf.case_id.into(),
            shelf.body_id.into(),
            sent.summary.into(),
            (&sent.content.da).into(),
            (&sent.content.en).into(),
            (&permit.by).into(),
            now.into(),
            sent.lang.word().into(),
            document.into(),
        ],
    )?;
    for (form, bytes) in FORMS.into_iter().zip(sent.files) {
        tx.exec(
            "INSERT INTO brief_file (brief_id, form, bytes) VALUES ($1, $2, $3)",
            &[id.into(), form.into(), bytes.clone().into()],
        )?;
    }
    for item in sent.told {
        tx.exec(
            "UPDATE agenda_item SET told_in = $1 WHERE id = $2 AND told_in IS NULL",
            &[id.into(), (*item).into()],
        )?;
    }
    tx.exec("DELETE FROM brief_section WHERE case_id = $1", &[shelf.case_id.into()])?;
    tx.exec("DELETE FROM brief_draft WHERE case_id = $1", &[shelf.case_id.into()])?;
    Ok(id)
}

/// A file of a brief, as it was sent.
pub fn file(
    tx: &mut dyn Tx,
    brief: &Brief,
    form: &str,
    _: &Permit<ReadBriefs>,
) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row(
        "SELECT bytes FROM brief_file WHERE brief_id = $1 AND form = $2",
        &[brief.id.into(), form.into()],
    )?
    .map(|row| row.get(0))
    .transpose()
}

pub fn save_note(
    tx: &mut dyn Tx,
    brief: &Brief,
    by: &str,
    answer: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE brief SET noted_by = $1, noted_at = $2, answer = $3
         WHERE id = $4 AND noted_at IS NULL",
        &[by.into(), now.into(), answer.into(), brief.id.into()],
    )
    .map(drop)
}

/// The number the next brief gets.
pub fn next_number(tx: &mut dyn Tx, case: &Case) -> Result<i64, StoreError> {
    tx.one(
        "SELECT coalesce(max(number), 0) + 1 FROM brief WHERE case_id = $1",
        &[case.id.into()],
    )
}

/// The draft of the next brief.
#[derive(Debug, Clone)]
pub struct Draft {
    pub lang: Lang,
    pub by: String,
    pub at: i64,
    pub sections: Vec<Section>,
}

pub fn draft(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<SendBrief>,
) -> Result<Option<Draft>, StoreError> {
    let row = tx.row(
        "SELECT lang, written_by, written_at FROM brief_draft WHERE case_id = $1",
        &[case.id.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let mut sections = tx
        .rows(
            "SELECT place, made, edited, base, version FROM brief_section WHERE case_id = $1",
            &[case.id.into()],
        )?
        .iter()
        .map(|row| {
            Ok(Section {
                place: stored(&row.get::<String>(0)?)?,
                made: row.get(1)?,
                edited: row.get(2)?,
                base: row.get(3)?,
                version: row.get(4)?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    sections.sort_by_key(|section| section.place);
    Ok(Some(Draft {
        lang: Lang::of(&row.get::<String>(0)?).unwrap_or(Lang::Da),
        by: row.get(1)?,
        at: row.get(2)?,
        sections,
    }))
}

/// Keeps the draft as the machine wrote it, with what people wrote in it.
pub fn save_draft(
    tx: &mut dyn Tx,
    case: &Case,
    (lang, sections): (Lang, &[Section]),
    permit: &Permit<SendBrief>,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO brief_draft (case_id, lang, written_by, written_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (case_id) DO UPDATE SET written_by = excluded.written_by,
           written_at = excluded.written_at",
        &[case.id.into(), lang.word().into(), (&permit.by).into(), now.into()],
    )?;
    for section in sections {
        tx.exec(
            "INSERT INTO brief_section (case_id, place, made, edited, base, version)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (case_id, place) DO UPDATE SET made = excluded.made,
               edited = excluded.edited, base = excluded.base, version = excluded.version",
            &[
                case.id.into(),
                section.place.word().into(),
                (&section.made).into(),
                section.edited.clone().into(),
                (&section.base).into(),
                section.version.into(),
            ],
        )?;
    }
    Ok(())
}

/// Saves what a person wrote in a section, or takes the machine's words. Says whether the
/// section was as it had been read.
pub fn save_text(
    tx: &mut dyn Tx,
    case: &Case,
    section: &Section,
    edited: Option<&str>,
    _: &Permit<SendBrief>,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE brief_section SET edited = $1, base = made, version = version + 1
         WHERE case_id = $2 AND place = $3 AND version = $4",
        &[
            edited.map(ToOwned::to_owned).into(),
            case.id.into(),
            section.place.word().into(),
            section.version.into(),
        ],
    )?;
    Ok(touched == 1)
}

/// A risk as it was recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub id: i64,
    pub risk: Risk,
    /// Not for the body above.
    pub is_internal: bool,
    pub by: String,
    pub at: i64,
    pub ended_at: Option<i64>,
}

/// The risks that are not over, the gravest first.
pub fn risks(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Recorded>, StoreError> {
    let mut found = tx
        .rows(
            "SELECT id, title, light, action, is_internal, made_by, made_at, ended_at FROM risk
             WHERE case_id = $1 AND ended_at IS NULL ORDER BY id",
            &[case.id.into()],
        )?
        .iter()
        .map(recorded)
        .collect::<Result<Vec<_>, _>>()?;
    found.sort_by_key(|one| one.risk.light == Light::Yellow);
    Ok(found)
}

fn recorded(row: &Row) -> Result<Recorded, StoreError> {
    Ok(Recorded {
        id: row.get(0)?,
        risk: Risk {
            title: row.get(1)?,
            light: stored(&row.get::<String>(2)?)?,
            action: row.get(3)?,
        },
        is_internal: row.get(4)?,
        by: row.get(5)?,
        at: row.get(6)?,
        ended_at: row.get(7)?,
    })
}

pub fn risk(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Recorded, Error> {
    let row = tx.row(
        "SELECT id, title, light, action, is_internal, made_by, made_at, ended_at FROM risk
         WHERE case_id = $1 AND id = $2",
        &[case.id.into(), id.into()],
    )?;
    Ok(recorded(&row.ok_or(NotFound)?)?)
}

pub fn insert_risk(
    tx: &mut dyn Tx,
    case: &Case,
    (risk, is_internal): (&Risk, bool),
    permit: &Permit<NoteRisk>,
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO risk (case_id, title, light, action, is_internal, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[
            case.id.into(),
            (&risk.title).into(),
            risk.light.word().into(),
            (&risk.action).into(),
            is_internal.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
}

pub fn save_risk_over(
    tx: &mut dyn Tx,
    id: i64,
    permit: &Permit<NoteRisk>,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE risk SET ended_at = $1, ended_by = $2 WHERE id = $3 AND ended_at IS NULL",
        &[now.into(), (&permit.by).into(), id.into()],
    )
    .map(drop)
}

/// The addresses of the members of a body who have given one, with their language.
pub fn addresses(
    tx: &mut dyn Tx,
    body_id: i64,
    today: &str,
) -> Result<Vec<(i64, String, Lang)>, StoreError> {
    tx.rows(
        "SELECT DISTINCT p.person_id, p.email, p.lang
         FROM person_wish p JOIN member m ON m.person_id = p.person_id
         WHERE m.body_id = $1 AND p.email <> '' AND (m.since IS NULL OR m.since <= $2)
           AND (m.until IS NULL OR m.until >= $2)
         ORDER BY p.person_id",
        &[body_id.into(), today.into()],
    )?
    .iter()
    .map(|row| {
        let lang = Lang::of(&row.get::<String>(2)?).unwrap_or(Lang::Da);
        Ok((row.get(0)?, row.get(1)?, lang))
    })
    .collect()
}

/// A member of the receiving body, as the access table sees one: what is told, such a one
/// may see.
fn member_of(case: &Case, body: &Body) -> Actor {
    let seat = Seat {
        case_id: case.id,
        case: case.slug.clone(),
        body_id: body.id,
        kind: body.kind,
        role: Role::Member,
    };
    Actor { seats: vec![seat], ..Actor::default() }
}

/// Reads everything a brief is written from, as far as a member of the receiving body may
/// know it; and which items' decisions it tells.
pub fn data(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    receiver: &Body,
    lang: Lang,
) -> Result<(Data, Vec<i64>), Error> {
    let last = all(tx, case)?.pop();
    let since = last.as_ref().map_or(0, |last| last.seq);
    let from = last.as_ref().map_or(i64::MIN, |last| last.sent_at);
    let (decided, told) = untold(tx, case, &member_of(case, receiver))?;
    let mut data = Data {
        last: last.map(|last| Last {
            number: last.number,
            date: lang.date(cx.date_of(last.sent_at)),
            summary: last.summary,
            noted_by: last.noted_by.unwrap_or_default(),
            answer: last.answer,
        }),
        needed: needed(cx, tx, case, receiver, lang)?,
        decided,
        acts: acts(tx, case, since)?,
        tasks: tx.one(
            "SELECT count(*) FROM task WHERE case_id = $1 AND done_at IS NULL AND due < $2",
            &[case.id.into(), cx.today().to_string().into()],
        )?,
        lit: lit(tx, case, lang)?,
        ..Data::default()
    };
    let recorded = risks(tx, case)?.into_iter().filter(|risk| !risk.is_internal);
    data.risks = recorded.map(|recorded| recorded.risk).collect();
    deviations(cx, tx, case, (lang, from), &mut data)?;
    data.gate = plan::pages::next_gate(cx, tx, case)?.map(|(gate, tasks)| {
        let missing = tasks.into_iter().map(|task| task.what).collect();
        (lang.pick(&gate.title).to_owned(), missing)
    });
    Ok((data, told))
}

/// What the steering group decided and no brief has told, as far as `reader` may know: a
/// closed item is told to those who may see it, or to whom it is recommended.
fn untold(
    tx: &mut dyn Tx,
    case: &Case,
    reader: &Actor,
) -> Result<(Vec<Decided>, Vec<i64>), StoreError> {
    let rows = tx.rows(
        "SELECT a.id, a.title, a.verb, a.decision, a.closed, m.body_id FROM agenda_item a
         JOIN meeting m ON m.id = a.meeting_id JOIN body b ON b.id = m.body_id
         WHERE m.case_id = $1 AND b.kind = 'steering_group' AND a.verb IS NOT NULL
           AND a.told_in IS NULL
         ORDER BY a.decided_at, a.id",
        &[case.id.into()],
    )?;
    let (mut decided, mut told) = (Vec::new(), Vec::new());
    for row in &rows {
        let verb: Verb = stored(&row.get::<String>(2)?)?;
        let facts = Facts { case_id: case.id, body_id: row.get(5)?, ..Facts::default() };
        let seen = access::may::<ReadClosedItem>(reader, &facts);
        if row.get::<bool>(4)? && !seen && verb != Verb::RecommendedUp {
            continue;
        }
        told.push(row.get(0)?);
        decided.push(Decided {
            title: row.get(1)?,
            verb,
            decision: row.get::<Option<String>>(3)?.unwrap_or_default(),
        });
    }
    Ok((decided, told))
}

/// What waits for the receiver: items of its agendas without a decision, and what is
/// recommended to it and is on none of them. Its closed items stay in its own rooms: the
/// steering group reads the brief, too.
fn needed(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    receiver: &Body,
    lang: Lang,
) -> Result<Vec<Needed>, StoreError> {
    let mut found = Vec::new();
    let rows = tx.rows(
        "SELECT a.title, a.recommendation, m.starts_at, m.kind FROM agenda_item a
         JOIN meeting m ON m.id = a.meeting_id
         WHERE m.case_id = $1 AND m.body_id = $2 AND a.verb IS NULL AND a.matter = 'decision'
           AND a.closed = 0 AND m.approved_at IS NULL AND m.cancelled_at IS NULL
         ORDER BY m.starts_at, a.position, a.id",
        &[case.id.into(), receiver.id.into()],
    )?;
    for row in &rows {
        let waits = row.get::<String>(3)? == "backlog";
        let at: i64 = row.get(2)?;
        found.push(Needed {
            title: row.get(0)?,
            recommendation: row.get(1)?,
            when: if waits { String::new() } else { lang.date(cx.date_of(at)) },
        });
    }
    let rows = tx.rows(
        "SELECT a.title, a.recommendation FROM agenda_item a
         JOIN meeting m ON m.id = a.meeting_id
         WHERE m.case_id = $1 AND m.body_id <> $2 AND a.verb = 'recommended_up'
           AND NOT EXISTS (SELECT 1 FROM agenda_item n JOIN meeting t ON t.id = n.meeting_id
             WHERE t.body_id = $2 AND n.id > a.id AND (n.from_item_id = a.id
               OR n.proposal_id = a.proposal_id))
         ORDER BY a.decided_at, a.id",
        &[case.id.into(), receiver.id.into()],
    )?;
    for row in &rows {
        found.push(Needed {
            title: row.get(0)?,
            recommendation: row.get(1)?,
            when: String::new(),
        });
    }
    Ok(found)
}

/// How often each act that is told happened after entry `since`.
fn acts(
    tx: &mut dyn Tx,
    case: &Case,
    since: i64,
) -> Result<Vec<(&'static str, i64)>, StoreError> {
    let rows = tx.rows(
        "SELECT action, count(*) FROM journal WHERE case_slug = $1 AND seq > $2
         GROUP BY action",
        &[(&case.slug).into(), since.into()],
    )?;
    let counts: Vec<(String, i64)> = rows
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect::<Result<_, StoreError>>()?;
    let told = ACTS.iter().filter_map(|(act, key)| {
        let found = counts.iter().find(|(action, _)| action == act);
        found.map(|(_, count)| (*key, *count))
    });
    Ok(told.collect())
}

/// The newest report of each initiative that has a light that is not green.
fn lit(tx: &mut dyn Tx, case: &Case, lang: Lang) -> Result<Vec<Lit>, StoreError> {
    let rows = tx.rows(
        "SELECT i.title_da, i.title_en, r.budget, r.business_case, r.risks, r.schedule,
           r.action
         FROM initiative i JOIN status_report r ON r.initiative_id = i.id
         WHERE i.case_id = $1 AND r.year * 4 + r.quarter = (SELECT max(x.year * 4 + x.quarter)
           FROM status_report x WHERE x.initiative_id = i.id)
         ORDER BY i.position, i.id",
        &[case.id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let title = Text { da: row.get(0)?, en: row.get(1)? };
        let lights: Vec<String> =
            (2..6).map(|at| row.get(at)).collect::<Result<_, StoreError>>()?;
        let of = |colour: &str| {
            let count = lights.iter().filter(|light| *light == colour).count();
            i64::try_from(count).unwrap_or(0)
        };
        let (red, yellow) = (of("red"), of("yellow"));
        if red + yellow > 0 {
            let title = lang.pick(&title).to_owned();
            found.push(Lit { title, red, yellow, action: row.get(6)? });
        }
    }
    Ok(found)
}

/// Steps that were moved since the last brief, and steps past their last day.
fn deviations(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    (lang, from): (Lang, i64),
    data: &mut Data,
) -> Result<(), Error> {
    let (_, permit) = Sealed::new(case.clone()).open(&cx.actor, ReadCase)?;
    let since = (from != i64::MIN).then(|| cx.date_of(from));
    for step in plan::storage::steps(tx, case, &permit, cx.today())? {
        let title = lang.pick(&step.title).to_owned();
        if let Some(change) = step.moves.last()
            && since.is_none_or(|since| change.decided >= since)
        {
            let before = step.moves.len().checked_sub(2).map(|at| step.moves[at].to);
            data.moved.push(Moved {
                title: title.clone(),
                from: lang.date(before.unwrap_or(step.dates.planned).to),
                to: lang.date(change.to.to),
                reason: lang.pick(&change.reason).to_owned(),
            });
        }
        if step.dates.state(cx.today()) == StepState::Late {
            data.overdue
                .push(Overdue { title, since: lang.date(step.dates.current().to) });
        }
    }
    Ok(())
}

/// The body above the steering group of this case.
pub fn above(tx: &mut dyn Tx, case: &Case) -> Result<Body, Error> {
    let above = crate::bodies::storage::of_kind(tx, case, BodyKind::Superior)?;
    Ok(above.into_iter().next().ok_or(NotFound)?)
}
