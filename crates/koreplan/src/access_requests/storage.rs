//! Access requests, their documents and what is left out of them, in the database.

use jiff::civil::Date;
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Class, Ground, Kind, Redaction, Verdict, due};
use crate::{
    access::{
        DecideAccessRequest, Facts, Guarded, Permit, ReadAccessRequests,
        RegisterAccessRequest, Sealed, WorkOnAccessRequest,
    },
    case::Case,
    desk::rules::{Part, Row as DeskRow},
    refusal::Message,
    web::{
        Cx,
        choices::{Choice as _, stored},
        error::{Error, NotFound},
    },
};

#[derive(Debug, Clone)]
pub struct AccessRequest {
    pub id: i64,
    pub case_id: i64,
    pub number: i64,
    pub requester: String,
    pub contact: String,
    pub wish: String,
    pub received: Date,
    pub officer_id: i64,
    pub officer: String,
    pub extended_to: Option<Date>,
    pub extension_reason: String,
    pub decision: String,
    pub decided_at: Option<i64>,
    pub decided_by: String,
}

impl AccessRequest {
    pub fn due(&self) -> Date {
        due(self.received, self.extended_to)
    }

    pub fn page(&self) -> String {
        format!("access-requests/{}", self.id)
    }
}

impl Guarded for AccessRequest {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, ..Facts::default() }
    }
}

/// A document of the file list.
#[derive(Debug, Clone)]
pub struct Document {
    pub id: i64,
    pub position: i64,
    pub thing: String,
    pub kind: Kind,
    pub title: String,
    pub dated: Date,
    pub body: String,
    pub class: Class,
    pub verdict: Option<Verdict>,
    pub ground: Option<Ground>,
    pub reason: String,
    /// What an internal document says of facts, which is given all the same (§28).
    pub facts: String,
    pub redactions: Vec<Redaction>,
}

/// Something that can be collected.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub thing: String,
    pub title: String,
    pub dated: Date,
    pub body: String,
    pub input_id: Option<i64>,
    pub class: Class,
}

fn day(written: &str) -> Result<Date, StoreError> {
    written.parse().map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))
}

macro_rules! select_request {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.case_id, r.number, r.requester, r.contact, r.wish, r.received,
               r.officer_id, p.name, r.extended_to, r.extension_reason, r.decision,
               r.decided_at, r.decided_by
             FROM access_request r JOIN person p ON p.id = r.officer_id ",
            $rest
        )
    };
}

fn request(row: &Row) -> Result<AccessRequest, StoreError> {
    let extended: Option<String> = row.get(9)?;
    Ok(AccessRequest {
        id: row.get(0)?,
        case_id: row.get(1)?,
        number: row.get(2)?,
        requester: row.get(3)?,
        contact: row.get(4)?,
        wish: row.get(5)?,
        received: day(&row.get::<String>(6)?)?,
        officer_id: row.get(7)?,
        officer: row.get(8)?,
        extended_to: extended.as_deref().map(day).transpose()?,
        extension_reason: row.get::<Option<String>>(10)?.unwrap_or_default(),
        decision: row.get(11)?,
        decided_at: row.get(12)?,
        decided_by: row.get::<Option<String>>(13)?.unwrap_or_default(),
    })
}

/// All requests, the newest first.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadAccessRequests>,
) -> Result<Vec<AccessRequest>, StoreError> {
    tx.rows(
        select_request!("WHERE r.case_id = $1 ORDER BY r.number DESC"),
        &[case.id.into()],
    )?
    .iter()
    .map(request)
    .collect()
}

pub fn load(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Sealed<AccessRequest>, Error> {
    let row = tx.row(
        select_request!("WHERE r.case_id = $1 AND r.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(request(&row.ok_or(NotFound)?)?))
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub requester: String,
    pub contact: String,
    pub wish: String,
    pub received: Date,
    pub officer_id: i64,
}

pub fn insert(
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<RegisterAccessRequest>,
    it: &Arrived,
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO access_request (case_id, number, requester, contact, wish, received,
           officer_id, made_by, made_at, decision)
         VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM access_request
           WHERE case_id = $1), $2, $3, $4, $5, $6, $7, $8, '') RETURNING id",
        &[
            case.id.into(),
            (&it.requester).into(),
            (&it.contact).into(),
            (&it.wish).into(),
            it.received.to_string().into(),
            it.officer_id.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )
}

pub fn save_extension(
    tx: &mut dyn Tx,
    request: &AccessRequest,
    _: &Permit<WorkOnAccessRequest>,
    (to, reason): (Date, &str),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE access_request SET extended_to = $1, extension_reason = $2,
           extended_at = $3 WHERE id = $4",
        &[to.to_string().into(), reason.into(), now.into(), request.id.into()],
    )
    .map(drop)
}

pub fn save_decision(
    tx: &mut dyn Tx,
    request: &AccessRequest,
    permit: &Permit<DecideAccessRequest>,
    decision: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE access_request SET decision = $1, decided_at = $2, decided_by = $3
         WHERE id = $4 AND decided_at IS NULL",
        &[decision.into(), now.into(), (&permit.by).into(), request.id.into()],
    )
    .map(drop)
}

fn document(row: &Row) -> Result<Document, StoreError> {
    let (verdict, ground): (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
    Ok(Document {
        id: row.get(0)?,
        position: row.get(1)?,
        thing: row.get(2)?,
        kind: stored(&row.get::<String>(3)?)?,
        title: row.get(4)?,
        dated: day(&row.get::<String>(5)?)?,
        body: row.get(6)?,
        class: stored(&row.get::<String>(7)?)?,
        verdict: verdict.as_deref().map(stored).transpose()?,
        ground: ground.as_deref().map(stored).transpose()?,
        reason: row.get(10)?,
        facts: row.get(11)?,
        redactions: Vec::new(),
    })
}

/// The file list, with what is left out of each.
pub fn documents(
    tx: &mut dyn Tx,
    request: &AccessRequest,
) -> Result<Vec<Document>, StoreError> {
    let mut documents: Vec<Document> = tx
        .rows(
            "SELECT id, position, thing, kind, title, dated, body, class, verdict, ground,
               reason, facts
             FROM access_document WHERE request_id = $1 ORDER BY position",
            &[request.id.into()],
        )?
        .iter()
        .map(document)
        .collect::<Result<_, _>>()?;
    for row in tx.rows(
        "SELECT d.id, x.start_byte, x.end_byte, x.ground, x.reason
         FROM access_redaction x JOIN access_document d ON d.id = x.document_id
         WHERE d.request_id = $1 ORDER BY x.document_id, x.start_byte",
        &[request.id.into()],
    )? {
        let id: i64 = row.get(0)?;
        let place = |at| -> Result<usize, StoreError> {
            Ok(usize::try_from(row.get::<i64>(at)?).unwrap_or(0))
        };
        let redaction = Redaction {
            span: place(1)?..place(2)?,
            ground: stored(&row.get::<String>(3)?)?,
            reason: row.get(4)?,
        };
        if let Some(document) = documents.iter_mut().find(|one| one.id == id) {
            document.redactions.push(redaction);
        }
    }
    Ok(documents)
}

/// Puts documents at the end of the list; those that are in it stay as they are.
pub fn add(
    tx: &mut dyn Tx,
    request: &AccessRequest,
    _: &Permit<WorkOnAccessRequest>,
    kind: Kind,
    found: &[Candidate],
) -> Result<u64, StoreError> {
    let mut added = 0;
    for one in found {
        added += tx.exec(
            "INSERT INTO access_document (request_id, position, thing, kind, title, dated,
               body, input_id, class, reason, facts)
             VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM access_document
               WHERE request_id = $1), $2, $3, $4, $5, $6, $7, $8, '', '')
             ON CONFLICT (request_id, thing) DO NOTHING",
            &[
                request.id.into(),
                (&one.thing).into(),
                kind.word().into(),
                (&one.title).into(),
                one.dated.to_string().into(),
                (&one.body).into(),
                one.input_id.into(),
                one.class.word().into(),
            ],
        )?;
    }
    Ok(added)
}

/// What was said of a document.
#[derive(Debug, Clone)]
pub struct Settled {
    pub title: String,
    pub class: Class,
    pub verdict: Verdict,
    pub ground: Option<Ground>,
    pub reason: String,
    pub facts: String,
}

pub fn settle(
    tx: &mut dyn Tx,
    document: &Document,
    _: &Permit<WorkOnAccessRequest>,
    it: &Settled,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE access_document SET title = $1, class = $2, verdict = $3, ground = $4,
           reason = $5, facts = $6 WHERE id = $7",
        &[
            (&it.title).into(),
            it.class.word().into(),
            it.verdict.word().into(),
            it.ground.map(Ground::word).into(),
            (&it.reason).into(),
            (&it.facts).into(),
            document.id.into(),
        ],
    )
    .map(drop)
}

/// Leaves passages out, after which somebody must say anew what becomes of the document.
pub fn redact(
    tx: &mut dyn Tx,
    document: &Document,
    _: &Permit<WorkOnAccessRequest>,
    redactions: &[Redaction],
) -> Result<(), StoreError> {
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    for one in redactions {
        tx.exec(
            "INSERT INTO access_redaction (document_id, start_byte, end_byte, ground, reason)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (document_id, start_byte) DO UPDATE SET
               end_byte = excluded.end_byte, ground = excluded.ground,
               reason = excluded.reason",
            &[
                document.id.into(),
                place(one.span.start).into(),
                place(one.span.end).into(),
                one.ground.word().into(),
                (&one.reason).into(),
            ],
        )?;
    }
    reopen(tx, document)
}

/// Takes redactions back; gives how many.
pub fn put_back(
    tx: &mut dyn Tx,
    document: &Document,
    _: &Permit<WorkOnAccessRequest>,
    starts: &[i64],
) -> Result<u64, StoreError> {
    let mut removed = 0;
    for start in starts {
        removed += tx.exec(
            "DELETE FROM access_redaction WHERE document_id = $1 AND start_byte = $2",
            &[document.id.into(), (*start).into()],
        )?;
    }
    reopen(tx, document)?;
    Ok(removed)
}

fn reopen(tx: &mut dyn Tx, document: &Document) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE access_document SET verdict = NULL WHERE id = $1",
        &[document.id.into()],
    )
    .map(drop)
}

/// Takes a document off the list: it is not what the request is about.
pub fn remove(
    tx: &mut dyn Tx,
    document: &Document,
    _: &Permit<WorkOnAccessRequest>,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM access_redaction WHERE document_id = $1",
        "DELETE FROM access_document WHERE id = $1",
    ] {
        tx.exec(sql, &[document.id.into()])?;
    }
    Ok(())
}

/// Candidates one looks at, and those that are shown.
const LOOKED: i64 = 5_000;
const SHOWN: usize = 50;

/// Documents of a kind that have the words and lie in the period, newest first. Of very
/// many the newest five thousand are looked at.
pub fn candidates(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<WorkOnAccessRequest>,
    kind: Kind,
    fits: impl Fn(&Candidate) -> bool,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = match kind {
        Kind::Input => {
            "SELECT 'inputs/' || CAST(i.id AS TEXT), CAST(i.number AS TEXT), i.received_at,
               i.body, i.id
             FROM input i WHERE i.case_id = $1 AND i.erased_at IS NULL
             ORDER BY i.id DESC LIMIT $2"
        }
        Kind::Attachment => {
            "SELECT 'attachments/' || CAST(a.id AS TEXT), a.name, i.received_at, a.words,
               i.id
             FROM attachment a JOIN input i ON i.id = a.input_id
             WHERE i.case_id = $1 AND i.erased_at IS NULL AND a.state = 'clean'
             ORDER BY a.id DESC LIMIT $2"
        }
        Kind::Minutes => {
            "SELECT 'meetings/' || CAST(m.id AS TEXT), m.title, m.starts_at, m.minutes,
               CAST(NULL AS BIGINT)
             FROM meeting m WHERE m.case_id = $1 AND m.minutes <> ''
             ORDER BY m.id DESC LIMIT $2"
        }
        Kind::Item => {
            "SELECT 'items/' || CAST(a.id AS TEXT), a.title, m.starts_at,
               a.resume || '\n\n' || a.recommendation || '\n\n' || a.presentation
                 || '\n\n' || coalesce(a.decision, ''), CAST(NULL AS BIGINT)
             FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
             WHERE m.case_id = $1 ORDER BY a.id DESC LIMIT $2"
        }
        Kind::Analysis => {
            "SELECT 'analyses/' || CAST(y.id AS TEXT), y.title, y.saved_at, y.body,
               CAST(NULL AS BIGINT)
             FROM analysis y WHERE y.case_id = $1 ORDER BY y.id DESC LIMIT $2"
        }
        Kind::Brief => {
            "SELECT 'briefs/' || CAST(b.id AS TEXT), CAST(b.number AS TEXT), b.sent_at,
               b.summary || '\n\n' || b.content_da, CAST(NULL AS BIGINT)
             FROM brief b WHERE b.case_id = $1 ORDER BY b.id DESC LIMIT $2"
        }
        Kind::Letter => {
            "SELECT 'hearings/' || h.slug, h.title_da, h.opens_at, h.letter_da,
               CAST(NULL AS BIGINT)
             FROM hearing h WHERE h.case_id = $1 AND h.letter_da <> ''
               AND h.published_at IS NOT NULL ORDER BY h.id DESC LIMIT $2"
        }
        // Mail belongs to no case; that of a case names its address. Other kinds than
        // invitations carry secrets of their receivers.
        Kind::Mail => {
            "SELECT 'mail/' || CAST(l.id AS TEXT), l.subject, l.made_at, l.body,
               CAST(NULL AS BIGINT)
             FROM mail l JOIN cases c ON c.id = $1
             WHERE l.receiver <> '' AND l.body LIKE '%/' || c.slug || '/%'
               AND l.kind = 'invitation'
             ORDER BY l.id DESC LIMIT $2"
        }
        Kind::Entry => return entries(cx, tx, case, fits),
    };
    let class = match kind {
        Kind::Analysis | Kind::Item | Kind::Minutes => Class::Internal,
        Kind::Brief => Class::MinisterService,
        _ => Class::External,
    };
    let mut found = Vec::new();
    for row in tx.rows(sql, &[case.id.into(), LOOKED.into()])? {
        let one = Candidate {
            thing: row.get(0)?,
            title: row.get(1)?,
            dated: cx.date_of(row.get(2)?),
            body: row.get::<String>(3)?.trim().to_owned(),
            input_id: row.get(4)?,
            class,
        };
        if fits(&one) {
            found.push(one);
        }
        if found.len() == SHOWN {
            break;
        }
    }
    Ok(found)
}

fn entries(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    fits: impl Fn(&Candidate) -> bool,
) -> Result<Vec<Candidate>, StoreError> {
    use crate::journal::{self, acts, rules::Way};
    let end = journal::length(tx)? + 1;
    let all = journal::back(tx, &case.slug, (end, 0), (Way::InOrder, ""), LOOKED)?;
    let candidates = all.into_iter().map(|stored| {
        let entry = stored.entry;
        let facts: Vec<_> = acts::facts(cx, &entry.what)
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let said = acts::said(cx, &entry.actor, &entry.action);
        Candidate {
            thing: format!("journal/{}", entry.seq),
            title: entry.seq.to_string(),
            dated: cx.date_of(entry.at),
            body: [said, entry.subject, facts.join("; "), entry.why].join("\n"),
            input_id: None,
            class: Class::Internal,
        }
    });
    Ok(candidates.filter(fits).take(SHOWN).collect())
}

/// Requests that are not decided, on the desk of whoever answers them.
pub fn on_the_desk(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<Vec<DeskRow>, StoreError> {
    let open = tx.rows(
        select_request!("WHERE r.case_id = $1 AND r.decided_at IS NULL ORDER BY r.id"),
        &[case.id.into()],
    )?;
    open.iter()
        .map(|row| {
            let request = request(row)?;
            let left = crate::case::working_days::between(cx.today(), request.due());
            let what = Message::new("desk-request")
                .with("number", request.number.to_string())
                .with("count", i64::from(left));
            Ok(DeskRow::new(Part::Request, what, request.page())
                .due(Some(request.due()))
                .with(Some(request.officer_id), &request.officer))
        })
        .collect()
}
