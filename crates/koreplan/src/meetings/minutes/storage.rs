//! What came of items beyond the decision, and what members said to the minutes.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Answer, Circulation};
use crate::{
    bodies::{self, storage::Body},
    meetings::storage::Meeting,
    tasks::{
        self,
        rules::Thing,
        storage::NewTask,
    },
    web::choices::{Choice as _, stored},
};

/// What is to be done after an item, by whom and when.
#[derive(Debug, Clone)]
pub struct ItemAction {
    pub item_id: i64,
    pub what: String,
    pub who: String,
    pub due: String,
}

/// What is to be done, as it is written down.
#[derive(Debug, Clone)]
pub struct NewAction {
    pub what: String,
    pub person_id: i64,
    pub who: String,
    pub due: String,
}

/// The actions of a meeting's items.
pub fn actions(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<ItemAction>, StoreError> {
    tx.rows(
        "SELECT x.item_id, x.what, x.who, x.due FROM item_action x
         JOIN agenda_item a ON a.id = x.item_id WHERE a.meeting_id = $1 ORDER BY x.id",
        &[meeting_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(ItemAction {
            item_id: row.get(0)?,
            what: row.get(1)?,
            who: row.get(2)?,
            due: row.get(3)?,
        })
    })
    .collect()
}

/// Writes an action into the minutes, and makes the task of it.
pub fn insert_action(
    tx: &mut dyn Tx,
    (case_id, item_id): (i64, i64),
    action: &NewAction,
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO item_action (item_id, what, person_id, who, due, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            item_id.into(),
            (&action.what).into(),
            action.person_id.into(),
            (&action.who).into(),
            (&action.due).into(),
            at.into(),
        ],
    )?;
    let task = NewTask {
        case_id,
        title: action.what.clone(),
        owner_person_id: Some(action.person_id),
        due: action.due.clone(),
        about: Some((Thing::Item, item_id)),
        ..NewTask::default()
    };
    tasks::storage::insert(tx, (by, at), &task).map(drop)
}

pub fn save_reservations(
    tx: &mut dyn Tx,
    item_id: i64,
    reservations: &str,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE agenda_item SET reservations = $1 WHERE id = $2",
        &[reservations.into(), item_id.into()],
    )
    .map(drop)
}

/// What a member said to the minutes.
#[derive(Debug, Clone)]
pub struct Answered {
    pub id: i64,
    pub person_id: i64,
    pub name: String,
    pub answer: Answer,
    pub remark: String,
    pub at: i64,
    /// What came of the remark.
    pub settled: String,
    pub settled_by: String,
    pub settled_at: Option<i64>,
}

fn answered(row: &Row) -> Result<Answered, StoreError> {
    Ok(Answered {
        id: row.get(0)?,
        person_id: row.get(1)?,
        name: row.get(2)?,
        answer: stored(&row.get::<String>(3)?)?,
        remark: row.get(4)?,
        at: row.get(5)?,
        settled: row.get(6)?,
        settled_by: row.get(7)?,
        settled_at: row.get(8)?,
    })
}

pub fn answers(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Answered>, StoreError> {
    tx.rows(
        "SELECT id, person_id, name, answer, remark, at, settled, settled_by, settled_at
         FROM minutes_answer WHERE meeting_id = $1 ORDER BY id",
        &[meeting_id.into()],
    )?
    .iter()
    .map(answered)
    .collect()
}

/// Who has a vote in the body that day: those who are asked.
pub fn voters(
    tx: &mut dyn Tx,
    body: &Body,
    today: &str,
) -> Result<Vec<i64>, StoreError> {
    let members = bodies::storage::members(tx, body.id, today)?;
    let voters = members.iter().filter(|member| member.role.has_vote());
    Ok(voters.map(|member| member.person_id).collect())
}

/// What the members have said so far to minutes that were sent to them.
pub fn circulation(
    tx: &mut dyn Tx,
    meeting: &Meeting,
    body: Option<&Body>,
    today: &str,
) -> Result<Option<Circulation>, StoreError> {
    let (Some(_), Some(body)) = (meeting.minutes_sent_at, body) else { return Ok(None) };
    let voters = voters(tx, body, today)?;
    let answers = answers(tx, meeting.id)?;
    let count = |those: &dyn Fn(&&Answered) -> bool| {
        i64::try_from(answers.iter().filter(those).count()).unwrap_or(i64::MAX)
    };
    let is_over = meeting.minutes_due.as_deref().is_some_and(|due| due < today);
    Ok(Some(Circulation {
        members: i64::try_from(voters.len()).unwrap_or(i64::MAX),
        approved: count(&|one| {
            one.answer == Answer::Approved && voters.contains(&one.person_id)
        }),
        remarks_open: count(&|one| {
            one.answer == Answer::Remark && one.settled_at.is_none()
        }),
        remarks_settled: count(&|one| {
            one.answer == Answer::Remark && one.settled_at.is_some()
        }),
        is_over,
        silence_consents: body.silence_consents,
    }))
}

/// The meeting has ended and its minutes go to the members. Who said yes to others than
/// these is asked again.
pub fn save_sending(
    tx: &mut dyn Tx,
    meeting_id: i64,
    due: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET ended_at = coalesce(ended_at, $1), minutes_sent_at = $1,
           minutes_due = $2 WHERE id = $3",
        &[now.into(), due.into(), meeting_id.into()],
    )?;
    forget_yes(tx, meeting_id)
}

/// The text of the minutes has changed after they were sent: they are sent again.
pub fn save_change(tx: &mut dyn Tx, meeting_id: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET minutes_sent_at = NULL, minutes_due = NULL WHERE id = $1",
        &[meeting_id.into()],
    )?;
    forget_yes(tx, meeting_id)
}

fn forget_yes(tx: &mut dyn Tx, meeting_id: i64) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM minutes_answer WHERE meeting_id = $1 AND answer = 'approved'",
        &[meeting_id.into()],
    )
    .map(drop)
}

/// Keeps a member's answer; a yes after a remark takes its place once that is settled.
pub fn save_answer(
    tx: &mut dyn Tx,
    meeting_id: i64,
    (person_id, name): (i64, &str),
    (answer, remark): (Answer, &str),
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO minutes_answer (meeting_id, person_id, name, answer, remark, at,
           settled, settled_by)
         VALUES ($1, $2, $3, $4, $5, $6, '', '')
         ON CONFLICT (meeting_id, person_id) DO UPDATE SET answer = excluded.answer,
           remark = excluded.remark, at = excluded.at, settled = '', settled_by = '',
           settled_at = NULL",
        &[
            meeting_id.into(),
            person_id.into(),
            name.into(),
            answer.word().into(),
            remark.into(),
            now.into(),
        ],
    )
    .map(drop)
}

pub fn save_settlement(
    tx: &mut dyn Tx,
    answer_id: i64,
    settled: &str,
    (by, at): (&str, i64),
) -> Result<u64, StoreError> {
    tx.exec(
        "UPDATE minutes_answer SET settled = $1, settled_by = $2, settled_at = $3
         WHERE id = $4 AND settled_at IS NULL",
        &[settled.into(), by.into(), at.into(), answer_id.into()],
    )
}

pub fn save_closing(tx: &mut dyn Tx, meeting_id: i64, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL",
        &[now.into(), meeting_id.into()],
    )
    .map(drop)
}
