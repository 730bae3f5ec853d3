//! Procedures, whose answer is asked for, and the answers.

use std::collections::BTreeMap;

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{self, Answer, Ended, Terms, Voice};
use crate::{
    access::{
        AnswerWritten, EndWritten, Facts, Guarded, ListWritten, Permit, Sealed,
        SendWritten, WithdrawWritten,
    },
    bodies::{
        self,
        rules::Role,
        storage::{Body, Member},
    },
    case::Case,
    meetings::rules::Verb,
    rule_columns,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Procedure {
    pub id: i64,
    pub case_id: i64,
    pub body_id: i64,
    pub item_id: i64,
    pub number: i64,
    /// What is written to the members with the item.
    pub note: String,
    /// What a yes decides.
    pub verb: Verb,
    pub closes: String,
    pub closes_at: i64,
    pub terms: Terms,
    pub sent_by: String,
    pub sent_at: i64,
    pub ended_at: Option<i64>,
    pub ended_by: String,
    pub outcome: Option<Ended>,
    pub reason: String,
    /// The meeting on paper where the decided item stands.
    pub meeting_id: Option<i64>,
    pub body: Text,
    pub item: Matter,
}

impl Procedure {
    pub fn is_late(&self, now: i64) -> bool {
        now >= self.closes_at
    }
}

impl Guarded for Procedure {
    fn facts(&self) -> Facts {
        Facts { case_id: self.case_id, body_id: Some(self.body_id), ..Facts::default() }
    }
}

/// The item that is out.
#[derive(Debug, Clone)]
pub struct Matter {
    pub id: i64,
    /// The first of the items that go on from each other: annexes hang on it.
    pub root: i64,
    pub meeting_id: i64,
    pub title: String,
    pub case_number: String,
    pub resume: String,
    pub recommendation: String,
    pub presentation: String,
    pub closed: bool,
    pub proposed: Option<Verb>,
    pub verb: Option<Verb>,
    pub decision: String,
}

macro_rules! select_procedure {
    ($rest:literal) => {
        concat!(
            "SELECT w.id, w.case_id, w.body_id, w.item_id, w.number, w.note, w.verb, w.closes,
               w.closes_at, w.silence_consents, w.wishes_needed, w.sent_by, w.sent_at,
               w.ended_at, w.ended_by, w.outcome, w.reason, w.meeting_id, b.name_da,
               b.name_en, a.id, coalesce(a.root_id, a.id), a.meeting_id, a.title,
               a.case_number, a.resume, a.recommendation, a.presentation, a.closed,
               a.proposed, a.verb, coalesce(a.decision, ''), ",
            rule_columns!("w"),
            " FROM written_procedure w JOIN body b ON b.id = w.body_id
             JOIN agenda_item a ON a.id = w.item_id ",
            $rest
        )
    };
}

fn matter(row: &Row, at: usize) -> Result<Matter, StoreError> {
    let proposed: Option<String> = row.get(at + 9)?;
    let verb: Option<String> = row.get(at + 10)?;
    Ok(Matter {
        id: row.get(at)?,
        root: row.get(at + 1)?,
        meeting_id: row.get(at + 2)?,
        title: row.get(at + 3)?,
        case_number: row.get(at + 4)?,
        resume: row.get(at + 5)?,
        recommendation: row.get(at + 6)?,
        presentation: row.get(at + 7)?,
        closed: row.get(at + 8)?,
        proposed: proposed.as_deref().map(stored).transpose()?,
        verb: verb.as_deref().map(stored).transpose()?,
        decision: row.get(at + 11)?,
    })
}

fn procedure(row: &Row) -> Result<Procedure, StoreError> {
    let outcome: Option<String> = row.get(15)?;
    let (rule, quorum, seats) = bodies::storage::rule(row, 32)?;
    Ok(Procedure {
        id: row.get(0)?,
        case_id: row.get(1)?,
        body_id: row.get(2)?,
        item_id: row.get(3)?,
        number: row.get(4)?,
        note: row.get(5)?,
        verb: stored(&row.get::<String>(6)?)?,
        closes: row.get(7)?,
        closes_at: row.get(8)?,
        terms: Terms {
            rule,
            quorum,
            seats,
            silence_consents: row.get(9)?,
            wishes_needed: row.get(10)?,
        },
        sent_by: row.get(11)?,
        sent_at: row.get(12)?,
        ended_at: row.get(13)?,
        ended_by: row.get(14)?,
        outcome: outcome.as_deref().map(stored).transpose()?,
        reason: row.get(16)?,
        meeting_id: row.get(17)?,
        body: Text { da: row.get(18)?, en: row.get(19)? },
        item: matter(row, 20)?,
    })
}

/// All procedures, the newest first, each behind its own door.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListWritten>,
) -> Result<Vec<Sealed<Procedure>>, StoreError> {
    tx.rows(
        select_procedure!("WHERE w.case_id = $1 ORDER BY w.number DESC"),
        &[case.id.into()],
    )?
    .iter()
    .map(|row| Ok(Sealed::new(procedure(row)?)))
    .collect()
}

/// The procedures that wait for a person's answer at `now`: for the own seat, or for that
/// of a member who is away. Each behind its own door.
pub fn waiting(
    tx: &mut dyn Tx,
    case: &Case,
    person_id: i64,
    now: i64,
) -> Result<Vec<Sealed<Procedure>>, StoreError> {
    tx.rows(
        select_procedure!(
            "WHERE w.case_id = $1 AND w.ended_at IS NULL AND w.closes_at > $2 AND EXISTS (
               SELECT 1 FROM written_voter v WHERE v.procedure_id = w.id
                 AND NOT EXISTS (SELECT 1 FROM written_answer s
                   WHERE s.procedure_id = w.id AND s.seat_id = v.person_id)
                 AND (v.person_id = $3 OR (v.away_at IS NOT NULL AND EXISTS (
                   SELECT 1 FROM member m WHERE m.body_id = w.body_id AND m.person_id = $3
                     AND m.role = 'substitute'
                     AND (m.for_id IS NULL OR m.for_id = v.person_id)))))
             ORDER BY w.closes_at, w.id"
        ),
        &[case.id.into(), now.into(), person_id.into()],
    )?
    .iter()
    .map(|row| Ok(Sealed::new(procedure(row)?)))
    .collect()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Procedure>, Error> {
    let row = tx.row(
        select_procedure!("WHERE w.case_id = $1 AND w.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(procedure(&row.ok_or(NotFound)?)?))
}

/// Items that can be sent out: undecided, in a backlog or on the agenda of a meeting of a
/// body that has not begun, and not out already. Each with its body.
pub fn sendable(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<SendWritten>,
) -> Result<Vec<(Matter, i64, Text)>, StoreError> {
    tx.rows(
        "SELECT a.id, coalesce(a.root_id, a.id), a.meeting_id, a.title, a.case_number,
           a.resume, a.recommendation, a.presentation, a.closed, a.proposed, a.verb,
           coalesce(a.decision, ''), b.id, b.name_da, b.name_en
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         JOIN body b ON b.id = m.body_id
         WHERE m.case_id = $1 AND a.verb IS NULL AND m.opened_at IS NULL
           AND m.cancelled_at IS NULL AND m.approved_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM written_procedure w
             WHERE w.item_id = a.id AND w.ended_at IS NULL)
         ORDER BY b.position, m.starts_at, a.position, a.id",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let body = Text { da: row.get(13)?, en: row.get(14)? };
        Ok((matter(row, 0)?, row.get(12)?, body))
    })
    .collect()
}

/// What is sent out, and until when.
#[derive(Debug)]
pub struct New<'a> {
    pub body: &'a Body,
    pub item_id: i64,
    pub note: &'a str,
    pub verb: Verb,
    pub closes: String,
    pub closes_at: i64,
    pub remind_at: i64,
    pub wishes_needed: i64,
}

pub fn insert(
    tx: &mut dyn Tx,
    case: &Case,
    new: &New<'_>,
    voters: &[Member],
    permit: &Permit<SendWritten>,
    now: i64,
) -> Result<i64, StoreError> {
    let rule = &new.body.rule;
    let id = tx.one(
        "INSERT INTO written_procedure (case_id, body_id, item_id, number, note, verb, zone,
           closes, closes_at, remind_at, rule, share_num, share_den, whole, abstention,
           casting_vote, quorum, quorum_chair, seats, silence_consents, wishes_needed,
           sent_by, sent_at, ended_by, reason)
         VALUES ($1, $2, $3, (SELECT coalesce(max(number), 0) + 1 FROM written_procedure
           WHERE case_id = $1), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
           $17, $18, $19, $20, $21, $22, '', '') RETURNING id",
        &[
            case.id.into(),
            new.body.id.into(),
            new.item_id.into(),
            new.note.into(),
            new.verb.word().into(),
            (&case.zone).into(),
            (&new.closes).into(),
            new.closes_at.into(),
            new.remind_at.into(),
            rule.rule.word().into(),
            rule.share.num().into(),
            rule.share.den().into(),
            rule.whole.word().into(),
            rule.abstention.word().into(),
            rule.casting_vote.into(),
            new.body.quorum.needed.into(),
            new.body.quorum.with_chair.into(),
            new.body.seats.into(),
            new.body.silence_consents.into(),
            new.wishes_needed.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    for voter in voters {
        tx.exec(
            "INSERT INTO written_voter (procedure_id, person_id, name, title_da, title_en,
               role, away_by)
             VALUES ($1, $2, $3, $4, $5, $6, '')",
            &[
                id.into(),
                voter.person_id.into(),
                (&voter.name).into(),
                (&voter.title.da).into(),
                (&voter.title.en).into(),
                voter.role.word().into(),
            ],
        )?;
    }
    Ok(id)
}

/// Whether an item is out.
pub fn is_out(tx: &mut dyn Tx, item_id: i64) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM written_procedure WHERE item_id = $1 AND ended_at IS NULL LIMIT 1",
        &[item_id.into()],
    )?;
    Ok(found.is_some())
}

/// An answer that was given.
#[derive(Debug, Clone)]
pub struct Given {
    pub answer: Answer,
    pub words: String,
    pub by_id: i64,
    pub by: String,
    pub at: i64,
}

/// A seat that is asked, and what was answered for it last.
#[derive(Debug, Clone)]
pub struct Voter {
    pub person_id: i64,
    pub name: String,
    pub title: Text,
    pub role: Role,
    pub away_by: String,
    pub away_at: Option<i64>,
    pub said: Option<Given>,
    /// How many answers were given for the seat.
    pub answers: i64,
}

impl Voter {
    pub fn voice(&self) -> Voice {
        Voice { role: self.role, said: self.said.as_ref().map(|said| said.answer) }
    }

    pub fn answered_in_person(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.by_id == self.person_id)
    }
}

/// The seats, in the order of the body.
pub fn voters(tx: &mut dyn Tx, of: &Procedure) -> Result<Vec<Voter>, StoreError> {
    let mut said: BTreeMap<i64, (Given, i64)> = BTreeMap::new();
    let given = tx.rows(
        "SELECT seat_id, answer, body, by_id, by_name, at FROM written_answer
         WHERE procedure_id = $1 ORDER BY id",
        &[of.id.into()],
    )?;
    for row in &given {
        let given = Given {
            answer: stored(&row.get::<String>(1)?)?,
            words: row.get(2)?,
            by_id: row.get(3)?,
            by: row.get(4)?,
            at: row.get(5)?,
        };
        let seat = row.get(0)?;
        let before = said.get(&seat).map_or(0, |(_, count)| *count);
        said.insert(seat, (given, before + 1));
    }
    tx.rows(
        "SELECT v.person_id, v.name, v.title_da, v.title_en, v.role, v.away_by, v.away_at
         FROM written_voter v
         LEFT JOIN member m ON m.person_id = v.person_id AND m.body_id = $2
           AND m.id = (SELECT min(x.id) FROM member x
             WHERE x.person_id = v.person_id AND x.body_id = $2)
         WHERE v.procedure_id = $1 ORDER BY m.id, v.person_id",
        &[of.id.into(), of.body_id.into()],
    )?
    .iter()
    .map(|row| {
        let person_id = row.get(0)?;
        let (said, answers) = said
            .remove(&person_id)
            .map_or((None, 0), |(said, count)| (Some(said), count));
        Ok(Voter {
            person_id,
            name: row.get(1)?,
            title: Text { da: row.get(2)?, en: row.get(3)? },
            role: stored(&row.get::<String>(4)?)?,
            away_by: row.get(5)?,
            away_at: row.get(6)?,
            said,
            answers,
        })
    })
    .collect()
}

pub fn save_answer(
    tx: &mut dyn Tx,
    of: &Procedure,
    seat_id: i64,
    (answer, words): (Answer, &str),
    permit: &Permit<AnswerWritten>,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO written_answer (procedure_id, seat_id, by_id, by_name, answer, body, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            of.id.into(),
            seat_id.into(),
            permit.by_id.unwrap_or(0).into(),
            (&permit.by).into(),
            answer.word().into(),
            words.into(),
            now.into(),
        ],
    )
    .map(drop)
}

/// Notes that a member is away, or here again.
pub fn save_away(
    tx: &mut dyn Tx,
    of: &Procedure,
    seat_id: i64,
    by: &str,
    away_at: Option<i64>,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE written_voter SET away_by = $1, away_at = $2
         WHERE procedure_id = $3 AND person_id = $4",
        &[by.into(), away_at.into(), of.id.into(), seat_id.into()],
    )
    .map(drop)
}

/// How a procedure ended. Says whether it had not ended before.
pub fn save_end(
    tx: &mut dyn Tx,
    of: &Procedure,
    (ended, reason): (Ended, &str),
    by: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let touched = tx.exec(
        "UPDATE written_procedure SET ended_at = $1, ended_by = $2, outcome = $3, reason = $4
         WHERE id = $5 AND ended_at IS NULL",
        &[now.into(), by.into(), ended.word().into(), reason.into(), of.id.into()],
    )?;
    Ok(touched == 1)
}

/// Takes a procedure back. Says whether it had not ended before.
pub fn save_withdrawal(
    tx: &mut dyn Tx,
    of: &Procedure,
    reason: &str,
    permit: &Permit<WithdrawWritten>,
    now: i64,
) -> Result<bool, StoreError> {
    save_end(tx, of, (Ended::Withdrawn, reason), &permit.by, now)
}

/// The words of a meeting on paper.
#[derive(Debug)]
pub struct OnPaper<'a> {
    pub title: &'a str,
    pub place: &'a str,
    pub minutes: &'a str,
    /// What is written of the item's way onto it.
    pub moved: &'a str,
    pub silence: bool,
    pub reservations: &'a str,
}

/// Makes the meeting on paper of a procedure that decided: it took place when the answers
/// were due, those who answered were there, and it is closed. The item moves onto it with
/// its history, as onto any other agenda. Gives the meeting's id.
pub fn put_on_paper(
    tx: &mut dyn Tx,
    of: &Procedure,
    voters: &[Voter],
    words: &OnPaper<'_>,
    permit: &Permit<EndWritten>,
    now: i64,
) -> Result<i64, StoreError> {
    let chair = voters.iter().find(|one| one.role == Role::Chair).or(voters.first());
    let chair_id = chair.map(|one| one.person_id).or(permit.by_id).unwrap_or(0);
    let how = if words.silence { "silence" } else { "members" };
    let id = tx.one(
        "INSERT INTO meeting (case_id, kind, body_id, title, place, zone, starts, starts_at,
           chair_id, papers_at, opened_at, minutes, approved_at, approved_by, agenda_at,
           ended_at, approved_how, closed_at)
         SELECT w.case_id, 'body', w.body_id, $1, $2, w.zone, w.closes, w.closes_at,
           CAST($3 AS BIGINT), w.sent_at, w.sent_at, $4, CAST($5 AS BIGINT), $6, w.sent_at,
           CAST($5 AS BIGINT), $7, CAST($5 AS BIGINT)
         FROM written_procedure w WHERE w.id = $8 RETURNING id",
        &[
            words.title.into(),
            words.place.into(),
            chair_id.into(),
            words.minutes.into(),
            now.into(),
            (&permit.by).into(),
            how.into(),
            of.id.into(),
        ],
    )?;
    for voter in voters {
        let presence = if voter.said.is_some() { "present" } else { "apology" };
        tx.exec(
            "INSERT INTO attendance
               (meeting_id, person_id, presence, name, title_da, title_en, votes)
             VALUES ($1, $2, $3, $4, $5, $6, 1)",
            &[
                id.into(),
                voter.person_id.into(),
                presence.into(),
                (&voter.name).into(),
                (&voter.title.da).into(),
                (&voter.title.en).into(),
            ],
        )?;
    }
    tx.exec(
        "INSERT INTO item_move (item_id, from_meeting_id, to_meeting_id, reason, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            of.item.id.into(),
            of.item.meeting_id.into(),
            id.into(),
            words.moved.into(),
            (&permit.by).into(),
            now.into(),
        ],
    )?;
    tx.exec(
        "UPDATE agenda_item SET meeting_id = $1, position = 1, reservations = $2
         WHERE id = $3",
        &[id.into(), words.reservations.into(), of.item.id.into()],
    )?;
    save_votes(tx, of, voters, &permit.by, now)?;
    tx.exec(
        "UPDATE written_procedure SET meeting_id = $1 WHERE id = $2",
        &[id.into(), of.id.into()],
    )?;
    Ok(id)
}

/// Keeps the answers as the votes on the item, as those of a meeting are kept.
fn save_votes(
    tx: &mut dyn Tx,
    of: &Procedure,
    voters: &[Voter],
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    let voices: Vec<Voice> = voters.iter().map(Voter::voice).collect();
    let (tally, _) = rules::votes(&of.terms, &voices);
    let outcome = bodies::rules::outcome(&of.terms.rule, of.terms.seats, &tally);
    let chair = voters.iter().find(|one| one.role == Role::Chair && one.said.is_some());
    tx.exec(
        "INSERT INTO item_poll (item_id, present, needed, seats, votes_for, votes_against,
           reservations, outcome, chair_id, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            of.item.id.into(),
            tally.present.into(),
            of.terms.quorum.needed.into(),
            of.terms.seats.into(),
            tally.votes_for.into(),
            tally.votes_against.into(),
            tally.reservations.into(),
            outcome.word().into(),
            chair.map(|one| one.person_id).into(),
            now.into(),
            by.into(),
        ],
    )?;
    for voter in voters {
        let Some(said) = &voter.said else { continue };
        tx.exec(
            "INSERT INTO item_vote (item_id, person_id, seat_id, vote, words)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (item_id, person_id) DO NOTHING",
            &[
                of.item.id.into(),
                said.by_id.into(),
                voter.person_id.into(),
                said.answer.vote().word().into(),
                (&said.words).into(),
            ],
        )?;
    }
    Ok(())
}

/// The members of the body who vote, today.
pub fn electorate(
    tx: &mut dyn Tx,
    body_id: i64,
    today: &str,
) -> Result<Vec<Member>, StoreError> {
    let mut members = bodies::storage::members(tx, body_id, today)?;
    members.retain(|member| member.role.has_vote());
    let mut seen = std::collections::BTreeSet::new();
    members.retain(|member| seen.insert(member.person_id));
    Ok(members)
}

/// Whether somebody is a substitute for a seat of the body today.
pub fn stands_in(
    tx: &mut dyn Tx,
    of: &Procedure,
    person_id: i64,
    today: &str,
) -> Result<Option<Option<i64>>, StoreError> {
    let members = bodies::storage::members(tx, of.body_id, today)?;
    let found = members
        .into_iter()
        .find(|one| one.person_id == person_id && one.role == Role::Substitute);
    Ok(found.map(|one| one.for_id))
}
