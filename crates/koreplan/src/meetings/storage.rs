//! Meetings, agendas and attendance in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{
    ApprovedHow, Matter, MeetingKind, MeetingState, Noted, Presence, Verb, state,
};
use crate::{
    access::{Facts, Guarded, ListMeetings, Permit, Sealed},
    bodies,
    bodies::{rules::BodyKind, storage::Body},
    case::Case,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::Text,
    },
};

#[derive(Debug, Clone)]
pub struct Meeting {
    pub id: i64,
    pub case_id: i64,
    pub kind: MeetingKind,
    pub body_id: Option<i64>,
    pub area_id: Option<i64>,
    pub title: String,
    pub place: String,
    pub starts_at: i64,
    pub chair_id: i64,
    pub chair: String,
    pub papers_at: Option<i64>,
    pub opened_at: Option<i64>,
    pub minutes: String,
    pub approved_at: Option<i64>,
    pub approved_by: Option<String>,
    pub agenda_at: Option<i64>,
    pub ended_at: Option<i64>,
    /// When the minutes were sent to the members, and the last day for remarks.
    pub minutes_sent_at: Option<i64>,
    pub minutes_due: Option<String>,
    pub approved_how: Option<ApprovedHow>,
    /// The later meeting that approved the minutes.
    pub approved_in: Option<i64>,
    pub closed_at: Option<i64>,
    pub cancelled_at: Option<i64>,
    pub cancelled_by: Option<String>,
    pub cancelled_why: Option<String>,
}

impl Meeting {
    pub fn state(&self) -> MeetingState {
        state(Noted {
            agenda: self.agenda_at.is_some(),
            papers: self.papers_at.is_some(),
            opened: self.opened_at.is_some(),
            ended: self.ended_at.is_some(),
            approved: self.approved_at.is_some(),
            closed: self.closed_at.is_some(),
            cancelled: self.cancelled_at.is_some(),
        })
    }
}

impl Guarded for Meeting {
    fn facts(&self) -> Facts {
        let times = (self.approved_at, self.agenda_at);
        facts(self.case_id, self.body_id, Some(self.chair_id), times)
    }
}

/// What the access table needs to know of a meeting, for all who read its row: with the
/// times its minutes were approved and its agenda was opened.
pub fn facts(
    case_id: i64,
    body_id: Option<i64>,
    chair_id: Option<i64>,
    (approved_at, agenda_at): (Option<i64>, Option<i64>),
) -> Facts {
    Facts {
        case_id,
        body_id,
        // A body is chaired by whoever has the seat today; a theme meeting by the
        // minister who was asked.
        chair_id: chair_id.filter(|_| body_id.is_none()),
        public: approved_at.is_some(),
        withheld: agenda_at.is_none(),
        ..Facts::default()
    }
}

/// One point of an agenda, in Danish form.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: i64,
    pub position: i64,
    pub title: String,
    pub resume: String,
    /// "Det indstilles, at …", or what stands between that and the proposed verb.
    pub recommendation: String,
    pub presentation: String,
    /// On the closed agenda: the public reads that there was one, not what.
    pub closed: bool,
    pub topic_id: Option<i64>,
    pub proposal_id: Option<i64>,
    pub analysis_id: Option<i64>,
    pub verb: Option<Verb>,
    pub decision: Option<String>,
    pub meeting_id: i64,
    pub case_number: String,
    pub matter: Matter,
    /// The verb that is recommended.
    pub proposed: Option<Verb>,
    pub reservations: String,
    pub conclusion_id: Option<i64>,
    pub paragraph_id: Option<i64>,
    pub version_id: Option<i64>,
    /// The item of an earlier meeting that this one goes on from.
    pub from_item_id: Option<i64>,
    root_id: Option<i64>,
    /// The decision is not public yet, or not any more, whatever the minutes say.
    pub kept_back: bool,
}

impl Item {
    /// The first of the items that go on from each other: one matter, however often it
    /// is postponed.
    pub fn root(&self) -> i64 {
        self.root_id.unwrap_or(self.id)
    }

    /// It is about something that rests on sentences of inputs.
    pub fn is_traceable(&self) -> bool {
        [
            self.topic_id,
            self.proposal_id,
            self.analysis_id,
            self.conclusion_id,
            self.paragraph_id,
            self.version_id,
        ]
        .iter()
        .any(Option::is_some)
    }
}

/// What an item is made of.
#[derive(Debug, Clone, Default)]
pub struct NewItem {
    pub title: String,
    pub resume: String,
    pub recommendation: String,
    pub presentation: String,
    pub closed: bool,
    pub topic_id: Option<i64>,
    pub proposal_id: Option<i64>,
    pub analysis_id: Option<i64>,
    pub conclusion_id: Option<i64>,
    pub paragraph_id: Option<i64>,
    pub version_id: Option<i64>,
    pub case_number: String,
    pub matter: Matter,
    pub proposed: Option<Verb>,
}

/// Who may come, and whether they did.
#[derive(Debug, Clone)]
pub struct Attendee {
    pub person_id: i64,
    pub name: String,
    pub title: Text,
    pub presence: Option<Presence>,
    /// Counts for the quorum.
    pub votes: bool,
}

macro_rules! select_meeting {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.case_id, m.kind, m.body_id, m.area_id, m.title, m.place,
               m.starts_at, m.chair_id, p.name, m.papers_at, m.opened_at, m.minutes,
               m.approved_at, m.approved_by, m.agenda_at, m.ended_at, m.minutes_sent_at,
               m.minutes_due, m.approved_how, m.approved_in, m.closed_at, m.cancelled_at,
               m.cancelled_by, m.cancelled_why
             FROM meeting m JOIN person p ON p.id = m.chair_id ",
            $rest
        )
    };
}

fn meeting(row: &Row) -> Result<Meeting, StoreError> {
    let how: Option<String> = row.get(19)?;
    Ok(Meeting {
        id: row.get(0)?,
        case_id: row.get(1)?,
        kind: stored(&row.get::<String>(2)?)?,
        body_id: row.get(3)?,
        area_id: row.get(4)?,
        title: row.get(5)?,
        place: row.get(6)?,
        starts_at: row.get(7)?,
        chair_id: row.get(8)?,
        chair: row.get(9)?,
        papers_at: row.get(10)?,
        opened_at: row.get(11)?,
        minutes: row.get(12)?,
        approved_at: row.get(13)?,
        approved_by: row.get(14)?,
        agenda_at: row.get(15)?,
        ended_at: row.get(16)?,
        minutes_sent_at: row.get(17)?,
        minutes_due: row.get(18)?,
        approved_how: how.as_deref().map(stored).transpose()?,
        approved_in: row.get(20)?,
        closed_at: row.get(21)?,
        cancelled_at: row.get(22)?,
        cancelled_by: row.get(23)?,
        cancelled_why: row.get(24)?,
    })
}

/// All meetings, each behind its own door: the list shows those that open.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListMeetings>,
) -> Result<Vec<Sealed<Meeting>>, StoreError> {
    Ok(all(tx, case)?.into_iter().map(Sealed::new).collect())
}

/// All meetings, without the backlogs: those are none.
fn all(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Meeting>, StoreError> {
    tx.rows(
        select_meeting!(
            "WHERE m.case_id = $1 AND m.kind <> 'backlog' ORDER BY m.starts_at, m.id"
        ),
        &[case.id.into()],
    )?
    .iter()
    .map(meeting)
    .collect()
}

/// The meetings of the bodies of a kind whose agenda still takes items.
pub fn planned_of(
    tx: &mut dyn Tx,
    case: &Case,
    kind: BodyKind,
) -> Result<Vec<Meeting>, StoreError> {
    let bodies = bodies::storage::of_kind(tx, case, kind)?;
    let mut meetings = all(tx, case)?;
    meetings.retain(|meeting| {
        meeting.state().is_ahead()
            && bodies.iter().any(|body| Some(body.id) == meeting.body_id)
    });
    Ok(meetings)
}

/// The meetings of a body whose agenda still takes items.
pub fn planned_of_body(
    tx: &mut dyn Tx,
    case: &Case,
    body_id: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let mut meetings = all(tx, case)?;
    meetings
        .retain(|meeting| meeting.state().is_ahead() && meeting.body_id == Some(body_id));
    Ok(meetings)
}

/// The theme meetings of an area whose agenda still takes items.
pub fn planned_in(
    tx: &mut dyn Tx,
    case: &Case,
    area_id: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let mut meetings = all(tx, case)?;
    meetings
        .retain(|meeting| meeting.state().is_ahead() && meeting.area_id == Some(area_id));
    Ok(meetings)
}

/// The other meetings of the same body or area, in time.
pub fn sisters(
    tx: &mut dyn Tx,
    case: &Case,
    of: &Meeting,
) -> Result<Vec<Meeting>, StoreError> {
    let mut meetings = all(tx, case)?;
    meetings.retain(|meeting| {
        meeting.id != of.id
            && meeting.body_id == of.body_id
            && meeting.area_id == of.area_id
    });
    Ok(meetings)
}

/// The backlog of a body, if anything was ever put there.
pub fn backlog(
    tx: &mut dyn Tx,
    case: &Case,
    body_id: i64,
) -> Result<Option<Meeting>, StoreError> {
    let row = tx.row(
        select_meeting!("WHERE m.case_id = $1 AND m.kind = 'backlog' AND m.body_id = $2"),
        &[case.id.into(), body_id.into()],
    )?;
    row.as_ref().map(meeting).transpose()
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Meeting>, Error> {
    let row = tx.row(
        select_meeting!("WHERE m.case_id = $1 AND m.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(meeting(&row.ok_or(NotFound)?)?))
}

/// A meeting, for those who call it in the background.
pub(super) fn one(
    tx: &mut dyn Tx,
    case: &Case,
    id: i64,
) -> Result<Option<Meeting>, StoreError> {
    tx.row(
        select_meeting!("WHERE m.case_id = $1 AND m.id = $2"),
        &[case.id.into(), id.into()],
    )?
    .as_ref()
    .map(meeting)
    .transpose()
}

/// A meeting that is called.
#[derive(Debug)]
pub struct Call {
    pub kind: MeetingKind,
    pub body_id: Option<i64>,
    pub area_id: Option<i64>,
    pub title: String,
    pub place: String,
    pub starts: String,
    pub starts_at: i64,
    pub chair_id: i64,
}

pub fn insert(tx: &mut dyn Tx, case: &Case, call: &Call) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO meeting (case_id, kind, body_id, area_id, title, place, zone, starts,
           starts_at, chair_id, minutes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '') RETURNING id",
        &[
            case.id.into(),
            call.kind.word().into(),
            call.body_id.into(),
            call.area_id.into(),
            (&call.title).into(),
            (&call.place).into(),
            (&case.zone).into(),
            (&call.starts).into(),
            call.starts_at.into(),
            call.chair_id.into(),
        ],
    )
}

macro_rules! select_item {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.position, a.title, a.resume, a.recommendation, a.presentation,
               a.closed, a.topic_id, a.proposal_id, a.verb, a.decision, a.analysis_id,
               a.meeting_id, a.case_number, a.matter, a.proposed, a.reservations,
               a.conclusion_id, a.paragraph_id, a.version_id, a.from_item_id, a.root_id,
               (SELECT count(*) FROM decision_release h
                 WHERE h.item_id = a.id AND h.released_at IS NULL)
             FROM agenda_item a ",
            $rest
        )
    };
}

fn item(row: &Row) -> Result<Item, StoreError> {
    let verb: Option<String> = row.get(9)?;
    let proposed: Option<String> = row.get(15)?;
    Ok(Item {
        id: row.get(0)?,
        position: row.get(1)?,
        title: row.get(2)?,
        resume: row.get(3)?,
        recommendation: row.get(4)?,
        presentation: row.get(5)?,
        closed: row.get(6)?,
        topic_id: row.get(7)?,
        proposal_id: row.get(8)?,
        verb: verb.as_deref().map(stored).transpose()?,
        decision: row.get(10)?,
        analysis_id: row.get(11)?,
        meeting_id: row.get(12)?,
        case_number: row.get(13)?,
        matter: stored(&row.get::<String>(14)?)?,
        proposed: proposed.as_deref().map(stored).transpose()?,
        reservations: row.get(16)?,
        conclusion_id: row.get(17)?,
        paragraph_id: row.get(18)?,
        version_id: row.get(19)?,
        from_item_id: row.get(20)?,
        root_id: row.get(21)?,
        kept_back: row.get::<i64>(22)? > 0,
    })
}

pub fn items(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Item>, StoreError> {
    tx.rows(
        select_item!("WHERE a.meeting_id = $1 ORDER BY a.position, a.id"),
        &[meeting_id.into()],
    )?
    .iter()
    .map(item)
    .collect()
}

/// The items that go on from each other, the first first.
pub fn lineage(tx: &mut dyn Tx, of: &Item) -> Result<Vec<Item>, StoreError> {
    tx.rows(
        select_item!("WHERE a.id = $1 OR a.root_id = $1 ORDER BY a.id"),
        &[of.root().into()],
    )?
    .iter()
    .map(item)
    .collect()
}

/// Adds an item at the end of the agenda. A proposal that waits in a backlog comes from
/// there, and one that was postponed goes on from where it was: neither begins anew.
pub fn add_item(
    tx: &mut dyn Tx,
    meeting_id: i64,
    new: &NewItem,
) -> Result<i64, StoreError> {
    if let Some(proposal) = new.proposal_id {
        let waiting = tx.row(
            "SELECT a.id FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
             WHERE a.proposal_id = $1 AND m.kind = 'backlog' ORDER BY a.id DESC LIMIT 1",
            &[proposal.into()],
        )?;
        if let Some(waiting) = waiting {
            let id = waiting.get(0)?;
            place(tx, id, meeting_id)?;
            return Ok(id);
        }
    }
    let from = match new.proposal_id {
        Some(proposal) => tx.row(
            select_item!(
                "WHERE a.proposal_id = $1 AND a.verb = 'postponed' AND NOT EXISTS (
                   SELECT 1 FROM agenda_item n WHERE n.from_item_id = a.id)
                 ORDER BY a.id DESC LIMIT 1"
            ),
            &[proposal.into()],
        )?,
        None => None,
    };
    let from = from.as_ref().map(item).transpose()?;
    insert_item(tx, meeting_id, new, from.as_ref())
}

/// Puts an item at the end of another agenda.
pub fn place(tx: &mut dyn Tx, item_id: i64, meeting_id: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE agenda_item SET meeting_id = $1, position =
           (SELECT coalesce(max(x.position), 0) + 1 FROM agenda_item x
            WHERE x.meeting_id = $1) WHERE id = $2",
        &[meeting_id.into(), item_id.into()],
    )
    .map(drop)
}

/// Adds an item, which may go on from an earlier one.
pub fn insert_item(
    tx: &mut dyn Tx,
    meeting_id: i64,
    new: &NewItem,
    from: Option<&Item>,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO agenda_item (meeting_id, position, title, resume, recommendation,
           presentation, closed, topic_id, proposal_id, analysis_id, conclusion_id,
           paragraph_id, version_id, case_number, matter, proposed, from_item_id, root_id)
         VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM agenda_item
           WHERE meeting_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
           $15, $16, $17) RETURNING id",
        &[
            meeting_id.into(),
            (&new.title).into(),
            (&new.resume).into(),
            (&new.recommendation).into(),
            (&new.presentation).into(),
            new.closed.into(),
            new.topic_id.into(),
            new.proposal_id.into(),
            new.analysis_id.into(),
            new.conclusion_id.into(),
            new.paragraph_id.into(),
            new.version_id.into(),
            (&new.case_number).into(),
            new.matter.word().into(),
            new.proposed.map(Verb::word).into(),
            from.map(|from| from.id).into(),
            from.map(Item::root).into(),
        ],
    )
}

pub fn save_papers(tx: &mut dyn Tx, id: i64, now: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET papers_at = coalesce(papers_at, $1),
           agenda_at = coalesce(agenda_at, $1) WHERE id = $2",
        &[now.into(), id.into()],
    )
    .map(drop)
}

/// Opens the meeting, or corrects who is there.
pub fn save_opening(
    tx: &mut dyn Tx,
    id: i64,
    attendees: &[Attendee],
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE meeting SET opened_at = coalesce(opened_at, $1) WHERE id = $2",
        &[now.into(), id.into()],
    )?;
    for attendee in attendees {
        tx.exec(
            "INSERT INTO attendance
               (meeting_id, person_id, presence, name, title_da, title_en, votes)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (meeting_id, person_id) DO UPDATE SET presence = excluded.presence",
            &[
                id.into(),
                attendee.person_id.into(),
                attendee.presence.unwrap_or(Presence::Apology).word().into(),
                (&attendee.name).into(),
                (&attendee.title.da).into(),
                (&attendee.title.en).into(),
                attendee.votes.into(),
            ],
        )?;
    }
    Ok(())
}

pub fn save_minutes(tx: &mut dyn Tx, id: i64, minutes: &str) -> Result<(), StoreError> {
    tx.exec("UPDATE meeting SET minutes = $1 WHERE id = $2", &[minutes.into(), id.into()])
        .map(drop)
}

/// The minutes are approved. The chair alone closes the meeting with it.
pub fn save_approval(
    tx: &mut dyn Tx,
    id: i64,
    (how, approved_in): (ApprovedHow, Option<i64>),
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    let closed = (how == ApprovedHow::Chair).then_some(now);
    tx.exec(
        "UPDATE meeting SET approved_at = $1, approved_by = $2, approved_how = $3,
           approved_in = $4, ended_at = coalesce(ended_at, $1), closed_at = $5
         WHERE id = $6 AND approved_at IS NULL",
        &[
            now.into(),
            by.into(),
            how.word().into(),
            approved_in.into(),
            closed.into(),
            id.into(),
        ],
    )
    .map(drop)
}

/// The body whose meeting it is.
pub fn body(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<Option<Body>, StoreError> {
    let bodies = bodies::storage::all(tx, case)?;
    Ok(bodies.into_iter().find(|body| Some(body.id) == meeting.body_id))
}

/// Who is invited: the members of the body; to a theme meeting the minister, the
/// secretariat and the steering group.
pub fn attendees(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
    today: &str,
) -> Result<Vec<Attendee>, StoreError> {
    if meeting.opened_at.is_some() {
        return noted(tx, meeting);
    }
    let mut found: Vec<Attendee> = Vec::new();
    let bodies: Vec<Body> = match meeting.body_id {
        Some(id) => {
            let all = bodies::storage::all(tx, case)?;
            all.into_iter().filter(|body| body.id == id).collect()
        }
        None => {
            let chair = tx.rows(
                "SELECT id, name, title_da, title_en FROM person WHERE id = $1",
                &[meeting.chair_id.into()],
            )?;
            for row in &chair {
                found.push(Attendee {
                    person_id: row.get(0)?,
                    name: row.get(1)?,
                    title: Text { da: row.get(2)?, en: row.get(3)? },
                    presence: None,
                    votes: true,
                });
            }
            let mut both = bodies::storage::of_kind(tx, case, BodyKind::SteeringGroup)?;
            both.extend(bodies::storage::of_kind(tx, case, BodyKind::Secretariat)?);
            both
        }
    };
    for body in &bodies {
        let members = bodies::storage::members(tx, body.id, today)?;
        for member in members {
            if found.iter().all(|attendee| attendee.person_id != member.person_id) {
                found.push(Attendee {
                    person_id: member.person_id,
                    votes: member.role.has_vote(),
                    name: member.name,
                    title: member.title,
                    presence: None,
                });
            }
        }
    }
    Ok(found)
}

/// Who was there, as it was written down when the meeting was opened.
fn noted(tx: &mut dyn Tx, meeting: &Meeting) -> Result<Vec<Attendee>, StoreError> {
    tx.rows(
        "SELECT person_id, presence, name, title_da, title_en, votes FROM attendance
         WHERE meeting_id = $1 ORDER BY votes DESC, person_id",
        &[meeting.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Attendee {
            person_id: row.get(0)?,
            presence: Some(stored(&row.get::<String>(1)?)?),
            name: row.get(2)?,
            title: Text { da: row.get(3)?, en: row.get(4)? },
            votes: row.get(5)?,
        })
    })
    .collect()
}

/// A decision everybody may read.
#[derive(Debug, Clone)]
pub struct Decision {
    /// None where the decision is public and its meeting is not.
    pub meeting_id: Option<i64>,
    pub item_id: i64,
    pub meeting: String,
    pub body: Option<Text>,
    pub title: String,
    pub verb: Verb,
    pub decision: String,
    pub at: i64,
    pub proposal_id: Option<i64>,
}

/// The newest decisions everybody may read: of approved minutes on the open agenda, unless
/// they are kept back, and those released on their own.
pub fn public_decisions(
    tx: &mut dyn Tx,
    case: &Case,
    most: i64,
) -> Result<Vec<Decision>, StoreError> {
    tx.rows(
        "SELECT m.id, a.id AS item, m.title, b.name_da, b.name_en, a.title, a.verb, a.decision,
           a.decided_at AS at, a.proposal_id
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         LEFT JOIN body b ON b.id = m.body_id
         WHERE m.case_id = $1 AND m.approved_at IS NOT NULL AND a.closed = 0
           AND a.verb IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM decision_release h
             WHERE h.item_id = a.id AND h.released_at IS NULL)
         UNION ALL
         SELECT NULL, r.item_id, '', b.name_da, b.name_en, r.title, r.verb, r.decision,
           r.decided_at, r.proposal_id
         FROM decision_release r LEFT JOIN body b ON b.id = r.body_id
         WHERE r.case_id = $1 AND r.released_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
             WHERE a.id = r.item_id AND m.approved_at IS NOT NULL AND a.closed = 0
               AND a.verb IS NOT NULL)
         ORDER BY at DESC, item DESC LIMIT $2",
        &[case.id.into(), most.into()],
    )?
    .iter()
    .map(|row| {
        let name: Option<String> = row.get(3)?;
        let body = match name {
            Some(da) => Some(Text { da, en: row.get(4)? }),
            None => None,
        };
        Ok(Decision {
            meeting_id: row.get(0)?,
            item_id: row.get(1)?,
            meeting: row.get(2)?,
            body,
            title: row.get(5)?,
            verb: stored(&row.get::<String>(6)?)?,
            decision: row.get(7)?,
            at: row.get(8)?,
            proposal_id: row.get(9)?,
        })
    })
    .collect()
}

/// Writes an item's decision.
pub fn save_decision(
    tx: &mut dyn Tx,
    item_id: i64,
    (verb, decision): (Verb, &str),
    by: &str,
    now: i64,
) -> Result<u64, StoreError> {
    tx.exec(
        "UPDATE agenda_item SET verb = $1, decision = $2, decided_by = $3, decided_at = $4
         WHERE id = $5 AND verb IS NULL",
        &[verb.word().into(), decision.into(), by.into(), now.into(), item_id.into()],
    )
}
