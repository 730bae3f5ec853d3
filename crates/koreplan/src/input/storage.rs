//! Hearings and inputs in the database.

use koreplan_store::{Row, StoreError, Tx, Val};
use sha2::{Digest, Sha256};

use super::rules::{
    HearingState, SenderKind, Source, Submission, Tally, letter_key, state,
};
use crate::{
    access::{Facts, Guarded, ListInputs, Permit, Sealed},
    case::Case,
    confirmations::rules::Assurance,
    web::{
        Cx,
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        form::folded,
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Hearing {
    pub id: i64,
    pub case_id: i64,
    pub slug: String,
    pub title: Text,
    pub intro: Text,
    pub zone: String,
    pub opens_at: i64,
    /// The deadline as written, by the clocks of the zone.
    pub deadline: String,
    /// The first instant after the deadline.
    pub closes_at: i64,
    pub reason: String,
    /// Nothing while it is prepared; 0 when it came with its case.
    pub published_at: Option<i64>,
    pub processed_at: Option<i64>,
    pub note_at: Option<i64>,
}

impl Hearing {
    pub fn state(&self, now: i64) -> HearingState {
        if self.published_at.is_none() {
            HearingState::Draft
        } else if self.note_at.is_some() {
            HearingState::NotePublished
        } else if self.processed_at.is_some() {
            HearingState::Processed
        } else {
            state(self.opens_at, self.closes_at, now)
        }
    }

    /// The last minute in which input is on time.
    pub fn last_minute(&self) -> i64 {
        self.closes_at - 60_000_000
    }
}

impl Guarded for Hearing {
    fn facts(&self) -> Facts {
        let public = self.published_at.is_some();
        Facts { case_id: self.case_id, public, ..Facts::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Question {
    pub id: i64,
    pub text: Text,
}

#[derive(Debug, Clone)]
pub struct Extension {
    pub old: String,
    pub new: String,
    pub reason: String,
    pub by: String,
    pub at: i64,
}

#[derive(Debug, Clone)]
pub struct Input {
    pub id: i64,
    pub case_id: i64,
    pub hearing_id: i64,
    pub number: i64,
    pub sender_kind: SenderKind,
    pub name: String,
    pub organisation: String,
    pub email: String,
    pub protected: bool,
    pub owner_id: Option<i64>,
    pub body: String,
    pub source: Source,
    pub received_at: i64,
    pub late: bool,
    pub read_at: Option<i64>,
    pub read_by: Option<String>,
    pub released_at: Option<i64>,
    pub assurance: Assurance,
    /// The one whose address it named says: not mine.
    pub disowned: bool,
}

impl Guarded for Input {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: self.owner_id,
            public: self.released_at.is_some(),
            ..Facts::default()
        }
    }
}

impl Input {
    /// Who the public is told it is from: nobody where the name is protected, or where
    /// the one it names says that it is false.
    pub fn public_name(&self) -> Option<&str> {
        if self.disowned {
            None
        } else if !self.organisation.is_empty() {
            Some(&self.organisation)
        } else if self.protected {
            None
        } else {
            Some(&self.name)
        }
    }

    /// Who it is from, as everybody may read it.
    pub fn public_sender(&self, cx: &Cx) -> String {
        let kind = cx.t(self.sender_kind.key());
        match self.public_name() {
            Some(name) => format!("{name} ({kind})"),
            None => kind,
        }
    }

    /// Who it is from, for those who read it at work.
    pub fn sender(&self) -> String {
        if self.organisation.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.organisation, self.name)
        }
    }
}

fn hearing(row: &Row) -> Result<Hearing, StoreError> {
    Ok(Hearing {
        id: row.get(0)?,
        case_id: row.get(1)?,
        slug: row.get(2)?,
        title: Text { da: row.get(3)?, en: row.get(4)? },
        intro: Text { da: row.get(5)?, en: row.get(6)? },
        zone: row.get(7)?,
        opens_at: row.get(8)?,
        deadline: row.get(9)?,
        closes_at: row.get(10)?,
        reason: row.get(11)?,
        published_at: row.get(12)?,
        processed_at: row.get(13)?,
        note_at: row.get(14)?,
    })
}

/// The columns of a hearing, in the order [`hearing`] reads them.
macro_rules! select_hearing {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, slug, title_da, title_en, intro_da, intro_en, zone,
               opens_at, deadline, deadline_at, reason, published_at, processed_at,
               note_at FROM hearing ",
            $rest
        )
    };
}

/// The published hearings of the case, in its order.
pub fn hearings(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Hearing>, StoreError> {
    tx.rows(
        select_hearing!(
            "WHERE case_id = $1 AND published_at IS NOT NULL ORDER BY position"
        ),
        &[case.id.into()],
    )?
    .iter()
    .map(hearing)
    .collect()
}

pub fn load_hearing(
    tx: &mut dyn Tx,
    case: &Case,
    slug: &str,
) -> Result<Sealed<Hearing>, Error> {
    let row = tx.row(
        select_hearing!("WHERE case_id = $1 AND slug = $2"),
        &[case.id.into(), slug.into()],
    )?;
    Ok(Sealed::new(hearing(&row.ok_or(NotFound)?)?))
}

pub fn questions(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<Vec<Question>, StoreError> {
    tx.rows(
        "SELECT id, text_da, text_en FROM question WHERE hearing_id = $1 ORDER BY position",
        &[hearing.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Question { id: row.get(0)?, text: Text { da: row.get(1)?, en: row.get(2)? } })
    })
    .collect()
}

pub fn extensions(
    tx: &mut dyn Tx,
    hearing: &Hearing,
) -> Result<Vec<Extension>, StoreError> {
    tx.rows(
        "SELECT old_deadline, new_deadline, reason, by_name, at FROM extension
         WHERE hearing_id = $1 ORDER BY id",
        &[hearing.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Extension {
            old: row.get(0)?,
            new: row.get(1)?,
            reason: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        })
    })
    .collect()
}

/// Moves a deadline and keeps the old one.
pub fn save_extension(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    extension: &Extension,
    closes_at: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO extension (hearing_id, old_deadline, new_deadline, reason, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            hearing.id.into(),
            (&extension.old).into(),
            (&extension.new).into(),
            (&extension.reason).into(),
            (&extension.by).into(),
            extension.at.into(),
        ],
    )?;
    tx.exec(
        "UPDATE hearing SET deadline = $1, deadline_at = $2 WHERE id = $3",
        &[(&extension.new).into(), closes_at.into(), hearing.id.into()],
    )?;
    // What was late by the old deadline may be on time by the new one.
    tx.exec(
        "UPDATE input SET late = CASE WHEN received_at >= $1 THEN 1 ELSE 0 END
         WHERE hearing_id = $2",
        &[closes_at.into(), hearing.id.into()],
    )
    .map(drop)
}

/// What is kept of a form's key.
pub fn key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// How an input came in, beside what it says.
#[derive(Debug, Clone)]
pub struct Arrival<'a> {
    pub key: &'a str,
    pub source: Source,
    pub owner_id: Option<i64>,
    pub received_at: i64,
    pub late: bool,
}

/// An input's number, and whether it was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    New {
        id: i64,
        number: i64,
    },
    Repeat {
        number: i64,
    },
    /// The key was used for another text.
    OtherText,
}

/// Stores an input once: a repeat of the same form gives the first number.
pub fn submit(
    tx: &mut dyn Tx,
    hearing: &Hearing,
    submission: &Submission,
    arrival: &Arrival,
) -> Result<Stored, StoreError> {
    let key = key_hash(arrival.key);
    let request = submission.hash();
    let known = tx.row(
        "SELECT number, request_hash FROM input WHERE key_hash = $1",
        &[key.clone().into()],
    )?;
    if let Some(row) = known {
        return Ok(if row.get::<Vec<u8>>(1)? == request {
            Stored::Repeat { number: row.get(0)? }
        } else {
            Stored::OtherText
        });
    }
    let number = tx.one(
        // Not max(number): PostgreSQL plans that on the empty table as a read of all rows.
        "SELECT coalesce((SELECT number FROM input WHERE case_id = $1
           ORDER BY number DESC LIMIT 1), 0) + 1",
        &[hearing.case_id.into()],
    )?;
    let search = folded(&format!(
        "{} {} {}",
        submission.name, submission.organisation, submission.body
    ));
    let id = tx.one(
        "INSERT INTO input (case_id, hearing_id, number, key_hash, request_hash,
           sender_kind, name, organisation, email, protected, owner_id, body, letter,
           search, source, received_at, late)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         RETURNING id",
        &[
            hearing.case_id.into(),
            hearing.id.into(),
            number.into(),
            key.into(),
            request.into(),
            submission.sender_kind.word().into(),
            (&submission.name).into(),
            (&submission.organisation).into(),
            (&submission.email).into(),
            submission.protected.into(),
            arrival.owner_id.into(),
            (&submission.body).into(),
            letter_key(&submission.body).into(),
            search.into(),
            arrival.source.word().into(),
            arrival.received_at.into(),
            arrival.late.into(),
        ],
    )?;
    for area in &submission.areas {
        tx.exec(
            "INSERT INTO input_area (input_id, area_id) VALUES ($1, $2)",
            &[id.into(), (*area).into()],
        )?;
    }
    for question in &submission.questions {
        tx.exec(
            "INSERT INTO input_question (input_id, question_id) VALUES ($1, $2)",
            &[id.into(), (*question).into()],
        )?;
    }
    Ok(Stored::New { id, number })
}

/// The columns of an input, in the order [`input`] reads them.
macro_rules! select_input {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.case_id, i.hearing_id, i.number, i.sender_kind, i.name,
               i.organisation, i.email, i.protected, i.owner_id, i.body, i.source,
               i.received_at, i.late, i.read_at, i.read_by, i.released_at, i.assurance,
               i.disowned_at FROM input i ",
            $rest
        )
    };
}

fn input(row: &Row) -> Result<Input, StoreError> {
    Ok(Input {
        id: row.get(0)?,
        case_id: row.get(1)?,
        hearing_id: row.get(2)?,
        number: row.get(3)?,
        sender_kind: stored(&row.get::<String>(4)?)?,
        name: row.get(5)?,
        organisation: row.get(6)?,
        email: row.get(7)?,
        protected: row.get(8)?,
        owner_id: row.get(9)?,
        body: row.get(10)?,
        source: stored(&row.get::<String>(11)?)?,
        received_at: row.get(12)?,
        late: row.get(13)?,
        read_at: row.get(14)?,
        read_by: row.get(15)?,
        released_at: row.get(16)?,
        assurance: stored(&row.get::<String>(17)?)?,
        disowned: row.get::<Option<i64>>(18)?.is_some(),
    })
}

fn sealed(row: Option<Row>) -> Result<Sealed<Input>, Error> {
    Ok(Sealed::new(input(&row.ok_or(NotFound)?)?))
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Input>, Error> {
    sealed(tx.row(
        select_input!("WHERE i.case_id = $1 AND i.id = $2"),
        &[case.id.into(), id.into()],
    )?)
}

/// The input of a receipt: number and key must both fit.
pub fn load_by_key(
    tx: &mut dyn Tx,
    case: &Case,
    number: i64,
    key: &str,
) -> Result<Sealed<Input>, Error> {
    sealed(tx.row(
        select_input!(
            "WHERE i.case_id = $1 AND i.number = $2 AND i.key_hash = $3
               AND i.source <> 'import'"
        ),
        &[case.id.into(), number.into(), key_hash(key).into()],
    )?)
}

/// What a list of inputs is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words, as [`folded`].
    pub words: String,
    pub area_id: i64,
    pub topic_id: i64,
    /// `unread`, `late`, `untagged`, or all.
    pub which: String,
    pub offset: i64,
}

/// Inputs on one page of a list.
pub const PAGE: i64 = 50;

impl Filter {
    fn params(&self, case: &Case) -> Vec<Val> {
        let mut like = String::from("%");
        for c in folded(&self.words).chars() {
            if matches!(c, '%' | '_' | '\\') {
                like.push('\\');
            }
            like.push(c);
        }
        like.push('%');
        vec![
            case.id.into(),
            like.into(),
            self.area_id.into(),
            self.topic_id.into(),
            (&self.which).into(),
        ]
    }
}

macro_rules! filtered {
    () => {
        r"WHERE i.case_id = $1 AND i.search LIKE $2 ESCAPE '\'
          AND (CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM input_area a
            WHERE a.input_id = i.id AND a.area_id = $3))
          AND (CAST($4 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM topic_input t
            WHERE t.input_id = i.id AND t.topic_id = $4))
          AND ($5 <> 'unread' OR i.read_at IS NULL)
          AND ($5 <> 'late' OR i.late = 1)
          AND ($5 <> 'untagged' OR NOT EXISTS (SELECT 1 FROM topic_input t
            WHERE t.input_id = i.id)) "
    };
}

/// One page of the inputs, and how many there are in all.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
    filter: &mut Filter,
) -> Result<(Vec<Input>, i64), StoreError> {
    let mut params = filter.params(case);
    let count = tx.one(concat!("SELECT count(*) FROM input i ", filtered!()), &params)?;
    filter.offset = filter.offset.min(count);
    params.extend([PAGE.into(), filter.offset.into()]);
    let rows = tx.rows(
        concat!(select_input!(""), filtered!(), "ORDER BY i.number LIMIT $6 OFFSET $7"),
        &params,
    )?;
    Ok((rows.iter().map(input).collect::<Result<_, _>>()?, count))
}

/// The released inputs of a hearing, for everybody.
pub fn released(tx: &mut dyn Tx, hearing: &Hearing) -> Result<Vec<Input>, StoreError> {
    tx.rows(
        select_input!(
            "WHERE i.hearing_id = $1 AND i.released_at IS NOT NULL ORDER BY i.number LIMIT 500"
        ),
        &[hearing.id.into()],
    )?
    .iter()
    .map(input)
    .collect()
}

/// How many inputs a hearing has, and how many of them came late.
pub fn counts(tx: &mut dyn Tx, hearing: &Hearing) -> Result<(i64, i64), StoreError> {
    let row = tx.row(
        "SELECT count(*), CAST(coalesce(sum(late), 0) AS BIGINT) FROM input
         WHERE hearing_id = $1",
        &[hearing.id.into()],
    )?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The inputs the person sent while signed in.
pub fn own(
    tx: &mut dyn Tx,
    case: &Case,
    person_id: i64,
) -> Result<Vec<Input>, StoreError> {
    tx.rows(
        select_input!("WHERE i.case_id = $1 AND i.owner_id = $2 ORDER BY i.number"),
        &[case.id.into(), person_id.into()],
    )?
    .iter()
    .map(input)
    .collect()
}

/// Letters that came more than once.
#[derive(Debug, Clone)]
pub struct LetterGroup {
    pub count: i64,
    pub first_number: i64,
    pub sample: String,
    /// The members, as many as a page can show.
    pub members: Vec<Input>,
}

/// Members of a group that are listed.
const MEMBERS: i64 = 100;

pub fn letter_groups(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
) -> Result<Vec<LetterGroup>, StoreError> {
    let groups = tx.rows(
        "SELECT letter, count(*), min(number) FROM input WHERE case_id = $1
         GROUP BY letter HAVING count(*) > 1 ORDER BY count(*) DESC, min(number) LIMIT 50",
        &[case.id.into()],
    )?;
    groups
        .iter()
        .map(|row| {
            let letter: Vec<u8> = row.get(0)?;
            let members = tx
                .rows(
                    select_input!(
                        "WHERE i.case_id = $1 AND i.letter = $2 ORDER BY i.number LIMIT $3"
                    ),
                    &[case.id.into(), letter.into(), MEMBERS.into()],
                )?
                .iter()
                .map(input)
                .collect::<Result<Vec<_>, _>>()?;
            let sample = members.first().map(|input| input.body.clone()).unwrap_or_default();
            Ok(LetterGroup {
                count: row.get(1)?,
                first_number: row.get(2)?,
                sample,
                members,
            })
        })
        .collect()
}

/// How many other inputs are the same letter.
pub fn same_letter(tx: &mut dyn Tx, input: &Input) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM input WHERE case_id = $1 AND letter = $2 AND id <> $3",
        &[input.case_id.into(), letter_key(&input.body).into(), input.id.into()],
    )
}

pub fn save_read(
    tx: &mut dyn Tx,
    input: &Input,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE input SET read_at = $1, read_by = $2 WHERE id = $3 AND read_at IS NULL",
        &[now.into(), by.into(), input.id.into()],
    )
    .map(drop)
}

pub fn save_release(tx: &mut dyn Tx, input: &Input, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE input SET released_at = $1 WHERE id = $2",
        &[now.into(), input.id.into()],
    )
    .map(drop)
}

pub fn tally(tx: &mut dyn Tx, case: &Case, now: i64) -> Result<Tally, StoreError> {
    let count = |tx: &mut dyn Tx, sql| tx.one(sql, &[case.id.into()]);
    Ok(Tally {
        hearings_open: tx.one(
            "SELECT count(*) FROM hearing
             WHERE case_id = $1 AND opens_at <= $2 AND deadline_at > $2
               AND published_at IS NOT NULL",
            &[case.id.into(), now.into()],
        )?,
        unread: count(
            tx,
            "SELECT count(*) FROM input WHERE case_id = $1 AND read_at IS NULL",
        )?,
        inputs: count(tx, "SELECT count(*) FROM input WHERE case_id = $1")?,
    })
}
