//! Campaigns in the database.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use koreplan_store::{Row, StoreError, Tx, Val};

use super::rules::{Found, How, Last, Measure, Stage, What};
use crate::{
    access::{
        Facts, GroupInputs, Guarded, Permit, PublishCampaign, ReadCampaigns,
        ReshapeCampaign, Sealed,
    },
    case::Case,
    input::{rules::SenderKind, storage::adds_nothing},
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
    },
};

#[derive(Debug, Clone)]
pub struct Campaign {
    pub id: i64,
    pub case_id: i64,
    /// Its number within the case.
    pub number: i64,
    /// The input all others are like.
    pub template_id: i64,
    /// As people call it; may be empty.
    pub title: String,
    pub made_at: i64,
    /// Nobody where the machine found it.
    pub made_by: String,
    pub dissolved_at: Option<i64>,
    pub members: i64,
    /// Members with sentences of their own.
    pub with_own: i64,
    /// Members that nobody needs to read one by one.
    pub silent: i64,
    /// How far comparing all with a new template has come; nothing when it is done.
    pub measured_to: Option<i64>,
    pub released_at: Option<i64>,
    /// How many letters the public is told of.
    pub released_count: Option<i64>,
}

impl Guarded for Campaign {
    fn facts(&self) -> Facts {
        let public = self.released_at.is_some() && self.dissolved_at.is_none();
        Facts { case_id: self.case_id, public, ..Facts::default() }
    }
}

macro_rules! select_campaign {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.case_id, c.number, c.template_id, c.title, c.made_at, c.made_by,
               c.dissolved_at, c.members, c.with_own, c.silent, c.measured_to,
               c.released_at, c.released_count FROM campaign c ",
            $rest
        )
    };
}

fn campaign(row: &Row) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id: row.get(0)?,
        case_id: row.get(1)?,
        number: row.get(2)?,
        template_id: row.get(3)?,
        title: row.get(4)?,
        made_at: row.get(5)?,
        made_by: row.get(6)?,
        dissolved_at: row.get(7)?,
        members: row.get(8)?,
        with_own: row.get(9)?,
        silent: row.get(10)?,
        measured_to: row.get(11)?,
        released_at: row.get(12)?,
        released_count: row.get(13)?,
    })
}

pub fn load(tx: &mut dyn Tx, case: &Case, id: i64) -> Result<Sealed<Campaign>, Error> {
    let row = tx.row(
        select_campaign!("WHERE c.case_id = $1 AND c.id = $2"),
        &[case.id.into(), id.into()],
    )?;
    Ok(Sealed::new(campaign(&row.ok_or(NotFound)?)?))
}

/// The campaign of that number, if it is not dissolved.
pub fn by_number(
    tx: &mut dyn Tx,
    case_id: i64,
    number: i64,
) -> Result<Option<Campaign>, StoreError> {
    let row = tx.row(
        select_campaign!(
            "WHERE c.case_id = $1 AND c.number = $2 AND c.dissolved_at IS NULL"
        ),
        &[case_id.into(), number.into()],
    )?;
    row.as_ref().map(campaign).transpose()
}

/// Campaigns on one page of the list.
pub const PAGE: i64 = 50;

/// A campaign in a list, with how its template begins.
#[derive(Debug, Clone)]
pub struct Listed {
    pub campaign: Campaign,
    pub beginning: String,
}

/// The campaigns of the case, the largest first, and how many they and their letters are.
pub fn list(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCampaigns>,
    offset: i64,
) -> Result<(Vec<Listed>, i64, i64), StoreError> {
    let sums = tx.row(
        "SELECT count(*), CAST(coalesce(sum(members), 0) AS BIGINT) FROM campaign
         WHERE case_id = $1 AND dissolved_at IS NULL AND members > 0",
        &[case.id.into()],
    )?;
    let (count, letters) =
        sums.map_or(Ok((0, 0)), |row| Ok::<_, StoreError>((row.get(0)?, row.get(1)?)))?;
    let rows = tx.rows(
        "SELECT c.id, c.case_id, c.number, c.template_id, c.title, c.made_at, c.made_by,
           c.dissolved_at, c.members, c.with_own, c.silent, c.measured_to,
           c.released_at, c.released_count, substr(i.body, 1, 400)
         FROM campaign c JOIN input i ON i.id = c.template_id
         WHERE c.case_id = $1 AND c.dissolved_at IS NULL AND c.members > 0
         ORDER BY c.members DESC, c.number LIMIT $2 OFFSET $3",
        &[case.id.into(), PAGE.into(), offset.into()],
    )?;
    let listed = rows
        .iter()
        .map(|row| Ok(Listed { campaign: campaign(row)?, beginning: row.get(14)? }))
        .collect::<Result<_, StoreError>>()?;
    Ok((listed, count, letters))
}

/// The campaigns around letters to a hearing that everybody is told of.
pub fn released(tx: &mut dyn Tx, hearing_id: i64) -> Result<Vec<Campaign>, StoreError> {
    tx.rows(
        select_campaign!(
            "JOIN input i ON i.id = c.template_id
             WHERE i.hearing_id = $1 AND c.released_at IS NOT NULL
               AND c.dissolved_at IS NULL ORDER BY c.released_count DESC, c.number LIMIT 50"
        ),
        &[hearing_id.into()],
    )?
    .iter()
    .map(campaign)
    .collect()
}

/// A letter of a campaign.
#[derive(Debug, Clone)]
pub struct Member {
    pub input_id: i64,
    pub input_number: i64,
    pub sender: String,
    pub body: String,
    pub alike: i64,
    pub how: How,
    pub at: i64,
    /// Nobody where the machine put it there.
    pub by: String,
}

/// One page of a campaign's letters: those that add most first. With `own_only`, those
/// that add something.
pub fn members(
    tx: &mut dyn Tx,
    campaign: &Campaign,
    _: &Permit<ReadCampaigns>,
    (own_only, offset): (bool, i64),
) -> Result<Vec<Member>, StoreError> {
    let rows = tx.rows(
        "SELECT m.input_id, i.number, i.name, i.organisation, i.body, m.alike, m.how, m.at,
           m.by_name
         FROM (SELECT input_id, alike, how, own, at, by_name FROM campaign_member
           WHERE campaign_id = $1 AND own >= $2
           ORDER BY own DESC, input_id LIMIT $3 OFFSET $4) m
         JOIN input i ON i.id = m.input_id ORDER BY m.own DESC, m.input_id",
        &[campaign.id.into(), own_only.into(), PAGE.into(), offset.into()],
    )?;
    rows.iter()
        .map(|row| {
            let (name, organisation): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(Member {
                input_id: row.get(0)?,
                input_number: row.get(1)?,
                sender: if organisation.is_empty() {
                    name
                } else {
                    format!("{organisation} ({name})")
                },
                body: row.get(4)?,
                alike: row.get(5)?,
                how: stored(&row.get::<String>(6)?)?,
                at: row.get(7)?,
                by: row.get(8)?,
            })
        })
        .collect()
}

/// Who sent a campaign's letters, and on which days they came.
#[derive(Debug, Default)]
pub struct Senders {
    pub kinds: BTreeMap<SenderKind, i64>,
    pub days: BTreeMap<Date, i64>,
}

/// Microseconds of an hour: what came is counted by the hour, and put on the day that
/// hour is on by the clocks of the zone.
const HOUR: i64 = 3_600_000_000;

pub fn senders(
    tx: &mut dyn Tx,
    campaign: &Campaign,
    _: &Permit<ReadCampaigns>,
    zone: &TimeZone,
) -> Result<Senders, StoreError> {
    let rows = tx.rows(
        "SELECT i.sender_kind, i.received_at / 3600000000, count(*)
         FROM campaign_member m JOIN input i ON i.id = m.input_id
         WHERE m.campaign_id = $1 GROUP BY i.sender_kind, i.received_at / 3600000000",
        &[campaign.id.into()],
    )?;
    let mut senders = Senders::default();
    for row in &rows {
        let (hour, count): (i64, i64) = (row.get(1)?, row.get(2)?);
        let at =
            Timestamp::from_microsecond(hour * HOUR).unwrap_or(Timestamp::UNIX_EPOCH);
        let day = at.to_zoned_datetime(zone.clone()).date();
        *senders.kinds.entry(stored(&row.get::<String>(0)?)?).or_default() += count;
        *senders.days.entry(day).or_default() += count;
    }
    Ok(senders)
}

/// The tie of an input to a campaign.
#[derive(Debug, Clone)]
pub struct Tie {
    pub campaign: Campaign,
    pub template_number: i64,
    pub template: String,
    pub alike: i64,
    pub how: How,
    pub by: String,
}

/// The campaign an input is a letter of, if it is one.
pub fn of_input(tx: &mut dyn Tx, input_id: i64) -> Result<Option<Tie>, StoreError> {
    let row = tx.row(
        "SELECT c.id, c.case_id, c.number, c.template_id, c.title, c.made_at, c.made_by,
           c.dissolved_at, c.members, c.with_own, c.silent, c.measured_to,
           c.released_at, c.released_count, m.alike, m.how, m.by_name, t.number, t.body
         FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id
         JOIN input t ON t.id = c.template_id
         WHERE m.input_id = $1 AND c.dissolved_at IS NULL",
        &[input_id.into()],
    )?;
    row.map(|row| {
        Ok(Tie {
            campaign: campaign(&row)?,
            alike: row.get(14)?,
            how: stored(&row.get::<String>(15)?)?,
            by: row.get(16)?,
            template_number: row.get(17)?,
            template: row.get(18)?,
        })
    })
    .transpose()
}

/// The words of an input.
pub fn body(tx: &mut dyn Tx, input_id: i64) -> Result<String, StoreError> {
    let row = tx.row("SELECT body FROM input WHERE id = $1", &[input_id.into()])?;
    row.map_or(Ok(String::new()), |row| row.get(0))
}

/// Of the templates under a topic: how many there are, and how many letters follow them.
pub fn through(tx: &mut dyn Tx, topic_id: i64) -> Result<(i64, i64), StoreError> {
    let row = tx.row(
        "SELECT count(*), CAST(coalesce(sum(c.members), 0) AS BIGINT) FROM campaign c
         WHERE c.dissolved_at IS NULL AND c.template_id IN
           (SELECT l.input_id FROM topic_input l WHERE l.topic_id = $1)",
        &[topic_id.into()],
    )?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What somebody does to a campaign, as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    pub what: What,
    pub other: Option<i64>,
    pub reason: &'a str,
    pub letters: i64,
    pub now: i64,
}

fn keep(
    tx: &mut dyn Tx,
    by: &str,
    campaign: &Campaign,
    deed: &Deed,
) -> Result<i64, StoreError> {
    let old_template = (deed.what == What::Template).then_some(campaign.template_id);
    tx.one(
        "INSERT INTO campaign_act (case_id, campaign_id, other_id, what, reason, letters,
           old_template_id, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        &[
            campaign.case_id.into(),
            campaign.id.into(),
            deed.other.into(),
            deed.what.word().into(),
            deed.reason.into(),
            deed.letters.into(),
            old_template.into(),
            deed.now.into(),
            by.into(),
        ],
    )
}

/// Which of these inputs are letters of the campaign.
pub fn of_campaign(
    tx: &mut dyn Tx,
    campaign: &Campaign,
    inputs: &[i64],
) -> Result<Vec<i64>, StoreError> {
    let sets: Vec<_> =
        inputs.iter().map(|id| vec![(*id).into(), campaign.id.into()]).collect();
    let found = tx.each(
        "SELECT input_id FROM campaign_member WHERE input_id = $1 AND campaign_id = $2",
        &sets,
    )?;
    let mut found: Vec<i64> =
        found.iter().flatten().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// How it was before the act, for those letters.
const REMEMBER: &str =
    "INSERT INTO campaign_act_member (act_id, input_id, old_campaign_id, old_alike,
       old_how, old_own, old_at, old_by)
     SELECT CAST($1 AS BIGINT), input_id, campaign_id, alike, how, own, at, by_name
     FROM campaign_member WHERE input_id = $2";
const REMEMBER_ALL: &str =
    "INSERT INTO campaign_act_member (act_id, input_id, old_campaign_id, old_alike,
       old_how, old_own, old_at, old_by)
     SELECT CAST($1 AS BIGINT), input_id, campaign_id, alike, how, own, at, by_name
     FROM campaign_member WHERE campaign_id = $2";

/// Puts letters into a campaign, or out of every campaign, by a person's hand. Each
/// comes with how it compares with its new template.
fn put(
    tx: &mut dyn Tx,
    (act, by, now): (i64, &str, i64),
    to: Option<i64>,
    letters: &[(i64, Measure)],
) -> Result<(), StoreError> {
    let remembered: Vec<_> =
        letters.iter().map(|(id, _)| vec![act.into(), (*id).into()]).collect();
    tx.each(REMEMBER, &remembered)?;
    let rows: Vec<Vec<Val>> = letters
        .iter()
        .map(|(id, measure)| {
            vec![
                to.into(),
                measure.alike.into(),
                How::Hand.word().into(),
                measure.own.into(),
                now.into(),
                by.into(),
                (*id).into(),
            ]
        })
        .collect();
    tx.each(
        "UPDATE campaign_member SET campaign_id = $1, alike = $2, how = $3, own = $4,
           at = $5, by_name = $6 WHERE input_id = $7",
        &rows,
    )?;
    Ok(())
}

/// Counts a campaign's letters anew.
pub fn recount(tx: &mut dyn Tx, campaign_id: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE campaign SET
           members = (SELECT count(*) FROM campaign_member m WHERE m.campaign_id = $1),
           with_own = (SELECT count(*) FROM campaign_member m
             WHERE m.campaign_id = $1 AND m.own > 0),
           silent = (SELECT count(*) FROM campaign_member m
             WHERE m.campaign_id = $1 AND m.own = 0 AND m.input_id <> campaign.template_id)
         WHERE id = $1",
        &[campaign_id.into()],
    )
    .map(drop)
}

/// Lets letters go: each stands alone from now on.
pub fn release(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    letters: &[i64],
    deed: &Deed,
) -> Result<(), StoreError> {
    let act = keep(tx, &permit.by, campaign, deed)?;
    let alone = Measure { alike: 0, how: How::Hand, own: 0 };
    let letters: Vec<_> = letters.iter().map(|id| (*id, alone)).collect();
    put(tx, (act, &permit.by, deed.now), None, &letters)?;
    recount(tx, campaign.id)
}

/// Puts letters into the other campaign of the deed.
pub fn move_letters(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    letters: &[(i64, Measure)],
    deed: &Deed,
) -> Result<(), StoreError> {
    let act = keep(tx, &permit.by, campaign, deed)?;
    put(tx, (act, &permit.by, deed.now), deed.other, letters)?;
    recount(tx, campaign.id)?;
    deed.other.map_or(Ok(()), |other| recount(tx, other))
}

fn next_number(tx: &mut dyn Tx, case_id: i64) -> Result<i64, StoreError> {
    tx.one(
        "SELECT coalesce(max(number), 0) + 1 FROM campaign WHERE case_id = $1",
        &[case_id.into()],
    )
}

/// Makes an empty campaign around a template, by a person's hand.
pub fn make(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    case_id: i64,
    template_id: i64,
    now: i64,
) -> Result<i64, StoreError> {
    let number = next_number(tx, case_id)?;
    tx.one(
        "INSERT INTO campaign (case_id, number, template_id, title, made_at, made_by,
           members, with_own, silent)
         VALUES ($1, $2, $3, '', $4, $5, 0, 0, 0) RETURNING id",
        &[
            case_id.into(),
            number.into(),
            template_id.into(),
            now.into(),
            (&permit.by).into(),
        ],
    )
}

/// Has every letter of a campaign compared with its template anew, in the background.
fn measure_anew(tx: &mut dyn Tx, campaign_id: i64) -> Result<(), StoreError> {
    tx.exec("UPDATE campaign SET measured_to = 0 WHERE id = $1", &[campaign_id.into()])?;
    recount(tx, campaign_id)
}

/// Makes another letter the template.
pub fn save_template(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    template_id: i64,
    deed: &Deed,
) -> Result<(), StoreError> {
    keep(tx, &permit.by, campaign, deed)?;
    set_template(tx, campaign.id, template_id)
}

fn set_template(tx: &mut dyn Tx, id: i64, template_id: i64) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE campaign SET template_id = $1 WHERE id = $2",
        &[template_id.into(), id.into()],
    )?;
    measure_anew(tx, id)
}

/// Puts all letters of a campaign into the other one of the deed. The campaign is empty
/// and dissolved then.
pub fn merge(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    into: i64,
    deed: &Deed,
) -> Result<(), StoreError> {
    let act = keep(tx, &permit.by, campaign, deed)?;
    tx.exec(REMEMBER_ALL, &[act.into(), campaign.id.into()])?;
    tx.exec(
        "UPDATE campaign_member SET campaign_id = $1, how = 'hand', at = $2, by_name = $3
         WHERE campaign_id = $4",
        &[into.into(), deed.now.into(), (&permit.by).into(), campaign.id.into()],
    )?;
    set_dissolved(tx, campaign.id, Some(deed.now))?;
    recount(tx, campaign.id)?;
    measure_anew(tx, into)
}

/// Dissolves a campaign: its letters stand alone, and the machine leaves them alone.
pub fn dissolve(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    deed: &Deed,
) -> Result<(), StoreError> {
    keep(tx, &permit.by, campaign, deed)?;
    set_dissolved(tx, campaign.id, Some(deed.now))
}

fn set_dissolved(tx: &mut dyn Tx, id: i64, at: Option<i64>) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE campaign SET dissolved_at = $1 WHERE id = $2",
        &[at.into(), id.into()],
    )
    .map(drop)
}

pub fn save_title(
    tx: &mut dyn Tx,
    permit: &Permit<ReshapeCampaign>,
    campaign: &Campaign,
    title: &str,
    deed: &Deed,
) -> Result<(), StoreError> {
    keep(tx, &permit.by, campaign, deed)?;
    tx.exec(
        "UPDATE campaign SET title = $1 WHERE id = $2",
        &[title.into(), campaign.id.into()],
    )
    .map(drop)
}

/// Tells everybody of the campaign and how many letters it has today; or no longer.
pub fn save_publication(
    tx: &mut dyn Tx,
    permit: &Permit<PublishCampaign>,
    campaign: &Campaign,
    released: Option<i64>,
    deed: &Deed,
) -> Result<(), StoreError> {
    keep(tx, &permit.by, campaign, deed)?;
    let count = released.map(|_| campaign.members);
    tx.exec(
        "UPDATE campaign SET released_at = $1, released_count = $2 WHERE id = $3",
        &[released.into(), count.into(), campaign.id.into()],
    )
    .map(drop)
}

/// An act on a campaign, as its page tells it.
#[derive(Debug, Clone)]
pub struct Act {
    pub id: i64,
    pub campaign_id: i64,
    pub other_id: Option<i64>,
    /// The number of the campaign it was done to, and of the other one.
    pub number: i64,
    pub other_number: Option<i64>,
    pub what: What,
    pub reason: String,
    pub letters: i64,
    pub old_template_id: Option<i64>,
    pub at: i64,
    pub by: String,
    pub undone_at: Option<i64>,
}

/// What was done to a campaign, the last first.
pub fn acts(tx: &mut dyn Tx, campaign_id: i64) -> Result<Vec<Act>, StoreError> {
    tx.rows(
        "SELECT a.id, a.campaign_id, a.other_id, c.number, o.number, a.what, a.reason,
           a.letters, a.old_template_id, a.at, a.by_name, a.undone_at
         FROM campaign_act a JOIN campaign c ON c.id = a.campaign_id
         LEFT JOIN campaign o ON o.id = a.other_id
         WHERE a.campaign_id = $1 OR a.other_id = $1 ORDER BY a.id DESC LIMIT 200",
        &[campaign_id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Act {
            id: row.get(0)?,
            campaign_id: row.get(1)?,
            other_id: row.get(2)?,
            number: row.get(3)?,
            other_number: row.get(4)?,
            what: stored(&row.get::<String>(5)?)?,
            reason: row.get(6)?,
            letters: row.get(7)?,
            old_template_id: row.get(8)?,
            at: row.get(9)?,
            by: row.get(10)?,
            undone_at: row.get(11)?,
        })
    })
    .collect()
}

/// The last act that stands and can be undone.
fn standing(acts: &[Act]) -> Option<&Act> {
    acts.iter().find(|act| act.undone_at.is_none() && act.what.can_be_undone())
}

/// The last act on a campaign that can be undone, and what happened beside it since.
pub fn last_act(
    tx: &mut dyn Tx,
    campaign_id: i64,
) -> Result<Option<(Act, Last)>, StoreError> {
    let all = acts(tx, campaign_id)?;
    let Some(act) = standing(&all).cloned() else { return Ok(None) };
    let beside = match act.other_id {
        Some(other) if other == campaign_id => Some(act.campaign_id),
        other => other,
    };
    let on_other = match beside {
        Some(other) => standing(&acts(tx, other)?).map(|act| act.id),
        None => None,
    };
    let last = Last { act: act.id, on_other };
    Ok(Some((act, last)))
}

/// Puts everything back as it was before an act. A letter that has left since, because
/// it was corrected or erased, stays away.
pub fn undo(
    tx: &mut dyn Tx,
    _: &Permit<ReshapeCampaign>,
    act: &Act,
    now: i64,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE campaign_member SET campaign_id = o.old_campaign_id, alike = o.old_alike,
           how = o.old_how, own = o.old_own, at = o.old_at, by_name = o.old_by
         FROM campaign_act_member o
         WHERE o.act_id = $1 AND o.input_id = campaign_member.input_id",
        &[act.id.into()],
    )?;
    match act.what {
        What::Split => {
            if let Some(other) = act.other_id {
                // Letters that joined the new campaign since have nowhere else to go.
                tx.exec(
                    "UPDATE campaign_member SET campaign_id = $1 WHERE campaign_id = $2",
                    &[act.campaign_id.into(), other.into()],
                )?;
                measure_anew(tx, act.campaign_id)?;
                set_dissolved(tx, other, Some(now))?;
            }
        }
        What::Merged | What::Dissolved => set_dissolved(tx, act.campaign_id, None)?,
        What::Template => {
            if let Some(template) = act.old_template_id {
                set_template(tx, act.campaign_id, template)?;
            }
        }
        _ => {}
    }
    // A template that has left is no template: the letter most like it takes its place.
    tx.exec(
        "UPDATE campaign SET measured_to = 0, template_id = (SELECT m.input_id
             FROM campaign_member m WHERE m.campaign_id = campaign.id
             ORDER BY m.alike DESC, m.input_id LIMIT 1)
         WHERE id = $1 AND EXISTS
             (SELECT 1 FROM campaign_member m WHERE m.campaign_id = campaign.id)
           AND NOT EXISTS (SELECT 1 FROM campaign_member m
             WHERE m.campaign_id = campaign.id AND m.input_id = campaign.template_id)",
        &[act.campaign_id.into()],
    )?;
    recount(tx, act.campaign_id)?;
    if let Some(other) = act.other_id {
        recount(tx, other)?;
    }
    tx.exec(
        "UPDATE campaign_act SET undone_at = $1 WHERE id = $2",
        &[now.into(), act.id.into()],
    )
    .map(drop)
}

/// A grouping that was asked for.
#[derive(Debug, Clone)]
pub struct Grouping {
    pub id: i64,
    pub case_id: i64,
    pub case: String,
    pub hearing_id: Option<i64>,
    pub smallest: i64,
    pub last_id: i64,
    pub asked_at: i64,
    pub asked_by: String,
    pub stage: Stage,
    pub done: i64,
    pub total: i64,
    pub ended_at: Option<i64>,
    pub campaigns: i64,
    pub letters: i64,
}

macro_rules! select_grouping {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.case_id, s.slug, g.hearing_id, g.smallest, g.last_id,
               g.asked_at, g.asked_by, g.stage, g.done, g.total, g.ended_at, g.campaigns,
               g.letters FROM campaign_grouping g JOIN cases s ON s.id = g.case_id ",
            $rest
        )
    };
}

fn grouping(row: &Row) -> Result<Grouping, StoreError> {
    Ok(Grouping {
        id: row.get(0)?,
        case_id: row.get(1)?,
        case: row.get(2)?,
        hearing_id: row.get(3)?,
        smallest: row.get(4)?,
        last_id: row.get(5)?,
        asked_at: row.get(6)?,
        asked_by: row.get(7)?,
        stage: stored(&row.get::<String>(8)?)?,
        done: row.get(9)?,
        total: row.get(10)?,
        ended_at: row.get(11)?,
        campaigns: row.get(12)?,
        letters: row.get(13)?,
    })
}

/// The last grouping of the case.
pub fn last_grouping(
    tx: &mut dyn Tx,
    case_id: i64,
) -> Result<Option<Grouping>, StoreError> {
    let row = tx.row(
        select_grouping!("WHERE g.case_id = $1 ORDER BY g.id DESC LIMIT 1"),
        &[case_id.into()],
    )?;
    row.as_ref().map(grouping).transpose()
}

/// The next grouping to be done, in any case.
pub fn next_grouping(tx: &mut dyn Tx) -> Result<Option<Grouping>, StoreError> {
    let row =
        tx.row(select_grouping!("WHERE g.ended_at IS NULL ORDER BY g.id LIMIT 1"), &[])?;
    row.as_ref().map(grouping).transpose()
}

/// Asks for a grouping of all inputs that are there now.
pub fn ask(
    tx: &mut dyn Tx,
    permit: &Permit<GroupInputs>,
    case: &Case,
    (hearing_id, smallest): (Option<i64>, i64),
    now: i64,
) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO campaign_grouping (case_id, hearing_id, smallest, last_id, asked_at,
           asked_by, stage, done, total, campaigns, letters)
         VALUES ($1, $2, $3, (SELECT coalesce(max(id), 0) FROM input), $4, $5, 'waiting',
           0, (SELECT CAST(coalesce(sum(n.inputs), 0) AS BIGINT) FROM hearing_count n
             JOIN hearing h ON h.id = n.hearing_id WHERE h.case_id = $1
               AND (CAST($2 AS BIGINT) IS NULL OR h.id = $2)), 0, 0) RETURNING id",
        &[
            case.id.into(),
            hearing_id.into(),
            smallest.into(),
            now.into(),
            (&permit.by).into(),
        ],
    )
}

pub fn save_progress(
    tx: &mut dyn Tx,
    grouping: &Grouping,
    stage: Stage,
    (done, total): (i64, i64),
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE campaign_grouping SET stage = $1, done = $2, total = $3
         WHERE id = $4 AND ended_at IS NULL",
        &[stage.word().into(), done.into(), total.into(), grouping.id.into()],
    )
    .map(drop)
}

/// A letter as a grouping reads it: id, what tells its text from others, text.
pub type Read = (i64, Vec<u8>, String);

/// The next letters that are in no campaign, or in one that this very grouping found
/// before it was interrupted; and the last input that was looked at.
pub fn free_letters(
    tx: &mut dyn Tx,
    grouping: &Grouping,
    after: i64,
    slice: i64,
) -> Result<(Option<i64>, Vec<Read>), StoreError> {
    let to = after.saturating_add(slice).min(grouping.last_id);
    if to <= after {
        return Ok((None, Vec::new()));
    }
    let letters = tx
        .rows(
            // `+ 0` keeps the query on the ids: they are read as they stand in the file.
            "SELECT i.id, i.letter, i.body FROM input i
             WHERE i.id > $1 AND i.id <= $2 AND i.case_id + 0 = $3
               AND (CAST($4 AS BIGINT) IS NULL OR i.hearing_id = $4) AND i.body <> ''
               AND i.replaced_at IS NULL AND i.erased_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM campaign_member m
                 LEFT JOIN campaign c ON c.id = m.campaign_id WHERE m.input_id = i.id
                   AND (c.grouping_id IS NULL OR c.grouping_id <> $5))
             ORDER BY i.id",
            &[
                after.into(),
                to.into(),
                grouping.case_id.into(),
                grouping.hearing_id.into(),
                grouping.id.into(),
            ],
        )?
        .into_iter()
        .map(|row| {
            let id = row.get(0)?;
            let key: Vec<u8> = row.get(1)?;
            let body: String = row.get(2)?;
            // What has just come has no key yet.
            let key =
                if key.is_empty() { crate::input::rules::letter_key(&body) } else { key };
            Ok((id, key, body))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok((Some(to), letters))
}

/// Stores campaigns that a grouping found, and gives their ids. Those stored before it
/// was interrupted keep theirs.
pub fn store_campaigns(
    tx: &mut dyn Tx,
    grouping: &Grouping,
    found: &[Found],
    now: i64,
) -> Result<Vec<i64>, StoreError> {
    let known = ids_of(tx, grouping, found)?;
    let number = next_number(tx, grouping.case_id)?;
    let new = found.iter().zip(&known).filter(|(_, known)| known.is_none());
    let rows: Vec<Vec<Val>> = (number..)
        .zip(new)
        .map(|(number, (one, _))| {
            vec![
                grouping.case_id.into(),
                number.into(),
                one.template.into(),
                grouping.id.into(),
                now.into(),
            ]
        })
        .collect();
    tx.each(
        "INSERT INTO campaign (case_id, number, template_id, grouping_id, title, made_at,
           made_by, members, with_own, silent) VALUES ($1, $2, $3, $4, '', $5, '', 0, 0, 0)",
        &rows,
    )?;
    ids_of(tx, grouping, found)?
        .into_iter()
        .map(|id| {
            id.ok_or_else(|| StoreError::Broken("a campaign was not stored".into()))
        })
        .collect()
}

fn ids_of(
    tx: &mut dyn Tx,
    grouping: &Grouping,
    found: &[Found],
) -> Result<Vec<Option<i64>>, StoreError> {
    let sets: Vec<_> =
        found.iter().map(|one| vec![grouping.id.into(), one.template.into()]).collect();
    let rows = tx.each(
        "SELECT id FROM campaign WHERE grouping_id = $1 AND template_id = $2",
        &sets,
    )?;
    rows.iter().map(|rows| rows.first().map(|row| row.get(0)).transpose()).collect()
}

/// A letter that is to be a member: input, campaign, how it compares.
pub type Joined = (i64, i64, Measure);

/// Puts letters into campaigns, unless they are in one, or a person took them out of one;
/// gives those that were put.
pub fn store_members(
    tx: &mut dyn Tx,
    joined: &[Joined],
    now: i64,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let rows: Vec<Vec<Val>> = joined
        .iter()
        .map(|(input, campaign, measure)| {
            vec![
                (*input).into(),
                (*campaign).into(),
                measure.alike.into(),
                measure.how.word().into(),
                measure.own.into(),
                now.into(),
            ]
        })
        .collect();
    let put = tx.each(
        "INSERT INTO campaign_member (input_id, campaign_id, alike, how, own, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, '') ON CONFLICT DO NOTHING
         RETURNING input_id, campaign_id",
        &rows,
    )?;
    put.iter().flatten().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Lets letters go that were corrected or erased while they were being put in.
fn drop_gone(tx: &mut dyn Tx, since: i64) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM campaign_member WHERE input_id IN
           (SELECT replaces_id FROM input WHERE replaces_id IS NOT NULL)
         OR input_id IN (SELECT input_id FROM erasure WHERE at >= $1)",
        &[since.into()],
    )
    .map(drop)
}

/// Notes that a grouping is done, and has those looked at that came meanwhile.
pub fn end_grouping(
    tx: &mut dyn Tx,
    grouping: &Grouping,
    campaigns: &[i64],
    letters: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let count = i64::try_from(campaigns.len()).unwrap_or(i64::MAX);
    let mine = tx.exec(
        "UPDATE campaign_grouping SET stage = 'done', done = total, ended_at = $1,
           campaigns = $2, letters = $3 WHERE id = $4 AND ended_at IS NULL",
        &[now.into(), count.into(), letters.into(), grouping.id.into()],
    )?;
    if mine == 0 {
        return Ok(false);
    }
    drop_gone(tx, grouping.asked_at)?;
    for id in campaigns {
        recount(tx, *id)?;
    }
    tx.exec(
        "UPDATE tail SET at = $1 WHERE name = 'campaigns' AND at > $1",
        &[grouping.last_id.into()],
    )?;
    Ok(true)
}

/// How things stand for letters that join by themselves: how far one has come, the last
/// input there is, and what tells whether the campaigns have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    pub at: i64,
    pub newest: i64,
    pub changed: (i64, i64, i64),
}

pub fn tail(tx: &mut dyn Tx) -> Result<Tail, StoreError> {
    Ok(Tail {
        at: tx.one("SELECT at FROM tail WHERE name = 'campaigns'", &[])?,
        newest: tx.one("SELECT coalesce(max(id), 0) FROM input", &[])?,
        changed: (
            tx.one("SELECT coalesce(max(id), 0) FROM campaign", &[])?,
            tx.one("SELECT coalesce(max(id), 0) FROM campaign_act", &[])?,
            // Undone acts, and templates that left with their sender's correction.
            tx.one(
                "SELECT (SELECT count(*) FROM campaign_act WHERE undone_at IS NOT NULL)
                   + (SELECT CAST(coalesce(sum(template_id), 0) AS BIGINT) FROM campaign
                     WHERE dissolved_at IS NULL)",
                &[],
            )?,
        ),
    })
}

/// The templates letters can join: case, campaign, words.
pub fn templates(tx: &mut dyn Tx) -> Result<Vec<(i64, i64, String)>, StoreError> {
    tx.rows(
        "SELECT c.case_id, c.id, i.body FROM campaign c JOIN input i ON i.id = c.template_id
         WHERE c.dissolved_at IS NULL ORDER BY c.id",
        &[],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .collect()
}

/// The next inputs that may join: id, case, words.
pub fn newcomers(
    tx: &mut dyn Tx,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, i64, String)>, StoreError> {
    tx.rows(
        "SELECT id, case_id, CASE WHEN replaced_at IS NULL THEN body ELSE '' END FROM input
         WHERE id > $1 ORDER BY id LIMIT $2",
        &[after.into(), limit.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .collect()
}

/// Moves the tail on; no if somebody else did.
pub fn move_tail(tx: &mut dyn Tx, from: i64, to: i64) -> Result<bool, StoreError> {
    let mine = tx.exec(
        "UPDATE tail SET at = $1 WHERE name = 'campaigns' AND at = $2",
        &[to.into(), from.into()],
    )?;
    Ok(mine == 1)
}

/// Puts newcomers into campaigns and counts them; gives how many, by campaign.
pub fn join(
    tx: &mut dyn Tx,
    joined: &[Joined],
    now: i64,
) -> Result<BTreeMap<i64, i64>, StoreError> {
    let put: BTreeMap<i64, i64> = store_members(tx, joined, now)?.into_iter().collect();
    let mut counts: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for (input, campaign, measure) in joined {
        if put.get(input) == Some(campaign) {
            let count = counts.entry(*campaign).or_default();
            count.0 += 1;
            count.1 += i64::from(measure.own > 0);
        }
    }
    for (campaign, (letters, own)) in &counts {
        tx.exec(
            "UPDATE campaign SET members = members + $1, with_own = with_own + $2,
               silent = silent + $3 WHERE id = $4",
            &[
                (*letters).into(),
                (*own).into(),
                (letters - own).into(),
                (*campaign).into(),
            ],
        )?;
    }
    Ok(counts.into_iter().map(|(campaign, (letters, _))| (campaign, letters)).collect())
}

/// A campaign whose letters are to be compared anew: how far that has come, the template,
/// and the next letters with why they are members.
#[derive(Debug)]
pub struct ToMeasure {
    pub campaign_id: i64,
    /// The slug of the case, for the record.
    pub case: String,
    pub template_id: i64,
    pub template: String,
    pub after: i64,
    pub letters: Vec<(i64, How, String)>,
}

pub fn to_measure(tx: &mut dyn Tx, limit: i64) -> Result<Option<ToMeasure>, StoreError> {
    let row = tx.row(
        "SELECT c.id, c.template_id, c.measured_to, i.body, s.slug FROM campaign c
         JOIN input i ON i.id = c.template_id JOIN cases s ON s.id = c.case_id
         WHERE c.measured_to IS NOT NULL ORDER BY c.id LIMIT 1",
        &[],
    )?;
    let Some(row) = row else { return Ok(None) };
    let (campaign_id, template_id, after): (i64, i64, i64) =
        (row.get(0)?, row.get(1)?, row.get(2)?);
    let letters = tx
        .rows(
            // `+ 0`: in the order of the inputs, without sorting the whole campaign.
            "SELECT m.input_id, m.how, i.body FROM campaign_member m
             JOIN input i ON i.id = m.input_id
             WHERE m.input_id > $1 AND m.campaign_id + 0 = $2
             ORDER BY m.input_id LIMIT $3",
            &[after.into(), campaign_id.into(), limit.into()],
        )?
        .iter()
        .map(|row| Ok((row.get(0)?, stored(&row.get::<String>(1)?)?, row.get(2)?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(Some(ToMeasure {
        campaign_id,
        case: row.get(4)?,
        template_id,
        template: row.get(3)?,
        after,
        letters,
    }))
}

/// Stores how letters compare, unless the template has changed again; `to` is how far
/// that is, nothing when it was the end. Whether they were stored.
pub fn save_measures(
    tx: &mut dyn Tx,
    what: &ToMeasure,
    measures: &[(i64, Measure)],
    to: Option<i64>,
) -> Result<bool, StoreError> {
    let mine = tx.exec(
        "UPDATE campaign SET measured_to = $1
         WHERE id = $2 AND template_id = $3 AND measured_to = $4",
        &[to.into(), what.campaign_id.into(), what.template_id.into(), what.after.into()],
    )?;
    if mine == 0 {
        return Ok(false);
    }
    let rows: Vec<Vec<Val>> = measures
        .iter()
        .map(|(input, measure)| {
            vec![
                measure.alike.into(),
                measure.how.word().into(),
                measure.own.into(),
                (*input).into(),
                what.campaign_id.into(),
            ]
        })
        .collect();
    tx.each(
        "UPDATE campaign_member SET alike = $1, how = $2, own = $3
         WHERE input_id = $4 AND campaign_id = $5",
        &rows,
    )?;
    if to.is_none() {
        recount(tx, what.campaign_id)?;
    }
    Ok(true)
}

/// How many inputs of the case must be read: those under no topic, but for letters that
/// say nothing of their own and follow a template. Counted by taking away, so that it
/// costs the same with a million letters as with ten.
pub fn unread_of_their_own(tx: &mut dyn Tx, case_id: i64) -> Result<i64, StoreError> {
    let mut count = |sql| tx.one(sql, &[case_id.into()]);
    let alive = count(
        "SELECT CAST(coalesce(sum(n.inputs), 0) AS BIGINT) FROM hearing_count n
         JOIN hearing h ON h.id = n.hearing_id WHERE h.case_id = $1",
    )?;
    let erased = count(
        "SELECT count(*) FROM erasure e JOIN input i ON i.id = e.input_id
         WHERE i.case_id = $1 AND i.replaced_at IS NULL",
    )?;
    let silent = count(
        "SELECT CAST(coalesce(sum(silent), 0) AS BIGINT) FROM campaign
         WHERE case_id = $1 AND dissolved_at IS NULL",
    )?;
    let tagged = count(concat!(
        "SELECT count(*) FROM (SELECT DISTINCT l.input_id FROM topic_input l
               JOIN topic t ON t.id = l.topic_id WHERE t.case_id = $1) l
             JOIN input i ON i.id = l.input_id
             WHERE i.replaced_at IS NULL AND i.erased_at IS NULL AND NOT ",
        adds_nothing!("i")
    ))?;
    Ok((alive - erased - silent - tagged).max(0))
}

/// The slug of a case.
pub fn slug(tx: &mut dyn Tx, case_id: i64) -> Result<Option<String>, StoreError> {
    let row = tx.row("SELECT slug FROM cases WHERE id = $1", &[case_id.into()])?;
    row.map(|row| row.get(0)).transpose()
}
