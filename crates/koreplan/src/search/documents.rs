//! What goes into an index: things of a store as documents, with their doors.

use std::collections::{BTreeMap, BTreeSet};

use koreplan_search::Document;
use koreplan_store::{Row, StoreError, Tx, Val};

use super::rules::{Kind, Side, State, facet, key, number, value};
use crate::{
    access::{
        Action, Facts, PrepareMeeting, ReadDraft, ReadHearing, ReadInitiatives,
        ReadMeeting, ReadOriginal, ReadProposals, ReadTopics, ReadTrace, doors,
    },
    confirmations::rules::Assurance,
    input::rules::SenderKind,
    meetings,
    web::choices::stored,
};

/// The document of a thing without its words.
fn of<A: Action>(side: Side, kind: Kind, id: i64, _: A, facts: &Facts) -> Document {
    let mut document = Document {
        key: key(kind, id),
        facets: vec![(facet::KIND, number(kind)), (facet::CASE, value(facts.case_id))],
        number: value(id),
        ..Document::default()
    };
    match side {
        Side::Public => document.public = Some(i64::MIN..i64::MAX),
        Side::Internal => document.doors = doors::<A>(facts),
    }
    document
}

fn area(document: &mut Document, area: Option<i64>) {
    document.facets.extend(area.map(|area| (facet::AREA, value(area))));
}

/// Everything that is no input.
pub fn others(tx: &mut dyn Tx, side: Side) -> Result<Vec<Document>, StoreError> {
    let mut all = hearings(tx, side)?;
    all.extend(meetings(tx, side)?);
    all.extend(decisions(tx, side)?);
    all.extend(paragraphs(tx, side)?);
    all.extend(initiatives(tx, side)?);
    if side == Side::Internal {
        all.extend(topics(tx)?);
        all.extend(proposals(tx)?);
        all.extend(drafts(tx)?);
    }
    Ok(all)
}

/// The texts of some columns.
fn texts(row: &Row, columns: &[usize]) -> Result<Vec<String>, StoreError> {
    columns.iter().map(|at| row.get(*at)).collect()
}

fn hearings(tx: &mut dyn Tx, side: Side) -> Result<Vec<Document>, StoreError> {
    let mut areas = pairs(tx, "SELECT hearing_id, area_id FROM hearing_area", &[])?;
    tx.rows(
        "SELECT id, case_id, title_da, title_en, intro_da, intro_en, opens_at, published_at
         FROM hearing ORDER BY id",
        &[],
    )?
    .iter()
    .map(|row| {
        let published: Option<i64> = row.get(7)?;
        let public = published.is_some();
        let facts = Facts { case_id: row.get(1)?, public, ..Facts::default() };
        let id = row.get(0)?;
        let mut document = of(side, Kind::Hearing, id, ReadHearing, &facts);
        for id in areas.remove(&id).unwrap_or_default() {
            area(&mut document, Some(id));
        }
        document.titles = texts(row, &[2, 3])?;
        document.bodies = texts(row, &[4, 5])?;
        document.at = row.get(6)?;
        Ok(document)
    })
    .collect()
}

/// The facts of a meeting; its columns stand from `at` on: case, body, chair, when its
/// minutes were approved, when its agenda was opened.
fn meeting_facts(row: &Row, at: usize) -> Result<Facts, StoreError> {
    let times = (row.get(at + 3)?, row.get(at + 4)?);
    Ok(meetings::storage::facts(
        row.get(at)?,
        row.get(at + 1)?,
        Some(row.get(at + 2)?),
        times,
    ))
}

/// Confidential ones are found by nobody until they are released.
const CONCLUSIONS: &str = "SELECT meeting_id, body FROM conclusion
    WHERE confidential = 0 OR released_at IS NOT NULL ORDER BY id";

fn meetings(tx: &mut dyn Tx, side: Side) -> Result<Vec<Document>, StoreError> {
    let mut conclusions: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for row in tx.rows(CONCLUSIONS, &[])? {
        conclusions.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    tx.rows(
        "SELECT id, case_id, body_id, chair_id, approved_at, agenda_at, title, minutes,
           starts_at, area_id
         FROM meeting WHERE kind <> 'backlog' ORDER BY id",
        &[],
    )?
    .iter()
    .map(|row| {
        let id = row.get(0)?;
        let mut document =
            of(side, Kind::Meeting, id, ReadMeeting, &meeting_facts(row, 1)?);
        document.titles = texts(row, &[6])?;
        document.bodies = texts(row, &[7])?;
        document.bodies.extend(conclusions.remove(&id).unwrap_or_default());
        document.at = row.get(8)?;
        area(&mut document, row.get(9)?);
        Ok(document)
    })
    .collect()
}

/// Points of agendas: in the public store what was decided in the open, else all of them.
fn decisions(tx: &mut dyn Tx, side: Side) -> Result<Vec<Document>, StoreError> {
    let mut all = Vec::new();
    for row in tx.rows(
        "SELECT a.id, m.case_id, m.body_id, m.chair_id, m.approved_at, m.agenda_at, a.title, a.resume,
           a.recommendation, a.presentation, coalesce(a.decision, ''), m.starts_at, m.area_id,
           a.closed, a.verb, (SELECT count(*) FROM decision_release h
             WHERE h.item_id = a.id AND h.released_at IS NULL)
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id ORDER BY a.id",
        &[],
    )? {
        let mut facts = meeting_facts(&row, 1)?;
        let is_closed: bool = row.get(13)?;
        let decided = row.get::<Option<String>>(14)?.is_some();
        if side == Side::Public && (is_closed || !decided) {
            continue;
        }
        facts.public &= !is_closed && decided && row.get::<i64>(15)? == 0;
        let id = row.get(0)?;
        let mut document = if is_closed {
            // A closed point is shown to those alone who prepare the meeting.
            of(side, Kind::Decision, id, PrepareMeeting, &facts)
        } else {
            of(side, Kind::Decision, id, ReadMeeting, &facts)
        };
        document.titles = texts(&row, &[6])?;
        let columns: &[usize] =
            if side == Side::Public { &[10] } else { &[7, 8, 9, 10] };
        document.bodies = texts(&row, columns)?;
        document.at = row.get(11)?;
        area(&mut document, row.get(12)?);
        all.push(document);
    }
    Ok(all)
}

/// The strategy's text as the newest version that is public has it.
fn paragraphs(tx: &mut dyn Tx, side: Side) -> Result<Vec<Document>, StoreError> {
    tx.rows(
        "SELECT x.paragraph_id, v.case_id, x.chapter, x.body, v.released_at
         FROM version_paragraph x JOIN version v ON v.id = x.version_id
         WHERE v.number = (SELECT max(n.number) FROM version n
           WHERE n.case_id = v.case_id AND n.released_at IS NOT NULL)
         ORDER BY x.paragraph_id",
        &[],
    )?
    .iter()
    .map(|row| {
        let facts = Facts { case_id: row.get(1)?, public: true, ..Facts::default() };
        let mut document = of(side, Kind::Paragraph, row.get(0)?, ReadTrace, &facts);
        document.titles = texts(row, &[2])?;
        document.bodies = texts(row, &[3])?;
        document.at = row.get(4)?;
        Ok(document)
    })
    .collect()
}

fn initiatives(tx: &mut dyn Tx, side: Side) -> Result<Vec<Document>, StoreError> {
    tx.rows(
        "SELECT i.id, i.case_id, i.number, i.title_da, i.title_en, i.area_id,
           coalesce((SELECT s.action FROM status_report s WHERE s.initiative_id = i.id
             ORDER BY s.year DESC, s.quarter DESC LIMIT 1), ''),
           coalesce(i.started_at, 0),
           (SELECT count(*) FROM version v WHERE v.case_id = i.case_id
             AND v.released_at IS NOT NULL)
         FROM initiative i ORDER BY i.id",
        &[],
    )?
    .iter()
    .map(|row| {
        let public = row.get::<i64>(8)? > 0;
        let facts = Facts { case_id: row.get(1)?, public, ..Facts::default() };
        let mut document =
            of(side, Kind::Initiative, row.get(0)?, ReadInitiatives, &facts);
        document.titles = texts(row, &[2, 3, 4])?;
        area(&mut document, row.get(5)?);
        document.bodies = texts(row, &[6])?;
        document.at = row.get(7)?;
        Ok(document)
    })
    .collect()
}

fn topics(tx: &mut dyn Tx) -> Result<Vec<Document>, StoreError> {
    tx.rows(
        "SELECT id, case_id, title, assessment, area_id, coalesce(approved_at, 0)
         FROM topic ORDER BY id",
        &[],
    )?
    .iter()
    .map(|row| {
        let id = row.get(0)?;
        let facts = Facts { case_id: row.get(1)?, ..Facts::default() };
        let mut document = of(Side::Internal, Kind::Topic, id, ReadTopics, &facts);
        document.titles = texts(row, &[2])?;
        document.bodies = texts(row, &[3])?;
        area(&mut document, row.get(4)?);
        document.facets.push((facet::TOPIC, value(id)));
        document.at = row.get(5)?;
        Ok(document)
    })
    .collect()
}

fn proposals(tx: &mut dyn Tx) -> Result<Vec<Document>, StoreError> {
    tx.rows(
        "SELECT id, case_id, title, body, assessment, recommendation, area_id, created_at
         FROM proposal ORDER BY id",
        &[],
    )?
    .iter()
    .map(|row| {
        let facts = Facts { case_id: row.get(1)?, ..Facts::default() };
        let mut document =
            of(Side::Internal, Kind::Proposal, row.get(0)?, ReadProposals, &facts);
        document.titles = texts(row, &[2])?;
        document.bodies = texts(row, &[3, 4, 5])?;
        area(&mut document, row.get(6)?);
        document.at = row.get(7)?;
        Ok(document)
    })
    .collect()
}

/// Paragraphs as they are being written.
fn drafts(tx: &mut dyn Tx) -> Result<Vec<Document>, StoreError> {
    tx.rows(
        "SELECT p.id, c.case_id, c.title, p.body,
           coalesce((SELECT max(r.at) FROM paragraph_revision r WHERE r.paragraph_id = p.id), 0)
         FROM paragraph p JOIN chapter c ON c.id = p.chapter_id ORDER BY p.id",
        &[],
    )?
    .iter()
    .map(|row| {
        let facts = Facts { case_id: row.get(1)?, ..Facts::default() };
        let mut document =
            of(Side::Internal, Kind::Draft, row.get(0)?, ReadDraft, &facts);
        document.titles = texts(row, &[2])?;
        document.bodies = texts(row, &[3])?;
        document.at = row.get(4)?;
        Ok(document)
    })
    .collect()
}

/// Second numbers by the first.
fn pairs(
    tx: &mut dyn Tx,
    sql: &'static str,
    params: &[Val],
) -> Result<BTreeMap<i64, BTreeSet<i64>>, StoreError> {
    let mut pairs: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for row in tx.rows(sql, params)? {
        pairs.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    Ok(pairs)
}

/// Inputs from id `first` to `last`, at the most `limit` of them; with the last id that
/// was looked at, if there was one.
pub fn inputs(
    tx: &mut dyn Tx,
    side: Side,
    (first, last): (i64, i64),
    limit: usize,
) -> Result<(Vec<Document>, Option<i64>), StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = tx.rows(
        "SELECT id, case_id, number, sender_kind, name, organisation, body, received_at,
           assurance, owner_id, released_at, remove_at, replaced_at, read_at, late, erased_at
         FROM input WHERE id >= $1 AND id <= $2 ORDER BY id LIMIT $3",
        &[first.into(), last.into(), limit.into()],
    )?;
    let Some(newest) = rows.last() else { return Ok((Vec::new(), None)) };
    let newest: i64 = newest.get(0)?;
    let ids: [Val; 2] = [first.into(), newest.into()];
    let mut areas = pairs(
        tx,
        "SELECT input_id, area_id FROM input_area WHERE input_id >= $1 AND input_id <= $2",
        &ids,
    )?;
    let mut topics = pairs(
        tx,
        "SELECT input_id, topic_id FROM topic_input WHERE input_id >= $1 AND input_id <= $2",
        &ids,
    )?;
    let mut campaigns = campaigns(tx, &ids)?;
    let mut files: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for row in tx.rows(
        "SELECT input_id, words FROM attachment
         WHERE input_id >= $1 AND input_id <= $2 ORDER BY id",
        &ids,
    )? {
        files.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = row.get(0)?;
        let links = Links {
            areas: areas.remove(&id).unwrap_or_default(),
            topics: topics.remove(&id).unwrap_or_default(),
            files: files.remove(&id).unwrap_or_default(),
            campaign: campaigns.remove(&id),
        };
        all.extend(input(row, side, links)?);
    }
    Ok((all, Some(newest)))
}

/// What belongs to an input.
struct Links {
    areas: BTreeSet<i64>,
    topics: BTreeSet<i64>,
    files: Vec<String>,
    campaign: Option<Membership>,
}

/// The campaign an input belongs to.
#[derive(Clone, Copy)]
struct Membership {
    campaign: i64,
    is_template: bool,
    /// It says something that the template does not.
    has_own: bool,
}

/// The letters of some campaigns, those they had before an act among them; nothing where
/// there are more than so many.
pub fn of_campaigns(
    tx: &mut dyn Tx,
    campaigns: &BTreeSet<i64>,
    most: usize,
) -> Result<Option<BTreeSet<i64>>, StoreError> {
    let mut letters = BTreeSet::new();
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    for campaign in campaigns {
        let rows = tx.rows(
            "SELECT input_id FROM campaign_member WHERE campaign_id = $1
             UNION
             SELECT m.input_id FROM campaign_act a
             JOIN campaign_member m ON m.campaign_id = a.other_id WHERE a.campaign_id = $1
             UNION
             SELECT m.input_id FROM campaign_act a
             JOIN campaign_act_member m ON m.act_id = a.id
             WHERE a.campaign_id = $1 OR a.other_id = $1 LIMIT $2",
            &[(*campaign).into(), limit.into()],
        )?;
        for row in rows {
            letters.insert(row.get(0)?);
        }
        if letters.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(letters))
}

/// The campaigns of inputs between two ids, as far as they are not dissolved.
fn campaigns(
    tx: &mut dyn Tx,
    ids: &[Val; 2],
) -> Result<BTreeMap<i64, Membership>, StoreError> {
    tx.rows(
        "SELECT m.input_id, m.campaign_id, c.template_id, m.own
         FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id
         WHERE m.input_id >= $1 AND m.input_id <= $2 AND c.dissolved_at IS NULL",
        ids,
    )?
    .iter()
    .map(|row| {
        let id: i64 = row.get(0)?;
        let membership = Membership {
            campaign: row.get(1)?,
            is_template: row.get::<i64>(2)? == id,
            has_own: row.get::<i64>(3)? > 0,
        };
        Ok((id, membership))
    })
    .collect()
}

/// An input as a document; nothing where there is nothing to find.
fn input(row: &Row, side: Side, links: Links) -> Result<Option<Document>, StoreError> {
    let erased = row.get::<Option<i64>>(15)?.is_some();
    let released: Option<i64> = row.get(10)?;
    if erased || (side == Side::Public && released.is_none()) {
        return Ok(None);
    }
    let facts = Facts { case_id: row.get(1)?, owner_id: row.get(9)?, ..Facts::default() };
    let mut document = of(side, Kind::Input, row.get(0)?, ReadOriginal, &facts);
    if side == Side::Public {
        let end: Option<i64> = row.get(11)?;
        document.public = released.map(|from| from..end.unwrap_or(i64::MAX));
    }
    document.number = value(row.get(2)?);
    document.titles = texts(row, &[4, 5])?;
    document.bodies = texts(row, &[6])?;
    document.bodies.extend(links.files);
    document.at = row.get(7)?;
    let sender: SenderKind = stored(&row.get::<String>(3)?)?;
    let assurance: Assurance = stored(&row.get::<String>(8)?)?;
    let facets = &mut document.facets;
    facets.push((facet::SENDER, number(sender)));
    facets.push((facet::ASSURANCE, number(assurance)));
    facets.extend(links.areas.iter().map(|area| (facet::AREA, value(*area))));
    if side == Side::Internal {
        let replaced = row.get::<Option<i64>>(12)?.is_some();
        let unread = row.get::<Option<i64>>(13)?.is_none();
        let late: bool = row.get(14)?;
        let is_one = links.campaign.is_none_or(|of| of.is_template);
        let must_be_tagged = links.campaign.is_none_or(|of| of.is_template || of.has_own);
        let states = [
            (!replaced, State::Current),
            (replaced, State::Replaced),
            (unread, State::Unread),
            (late, State::Late),
            (links.topics.is_empty() && must_be_tagged, State::Untagged),
            (is_one, State::One),
        ];
        let states = states.into_iter().filter(|(is_so, _)| *is_so);
        facets.extend(states.map(|(_, state)| (facet::STATE, number(state))));
        facets.extend(links.campaign.map(|of| (facet::CAMPAIGN, value(of.campaign))));
        facets.extend(links.topics.iter().map(|topic| (facet::TOPIC, value(*topic))));
    }
    Ok(Some(document))
}

/// All versions of some inputs: an act on one may change what becomes of the others.
pub fn versions(
    tx: &mut dyn Tx,
    mut inputs: BTreeSet<i64>,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut new: Vec<i64> = inputs.iter().copied().collect();
    while let Some(id) = new.pop() {
        let rows = tx.rows(
            "SELECT id FROM input WHERE replaces_id = $1
             UNION SELECT replaces_id FROM input WHERE id = $1 AND replaces_id IS NOT NULL",
            &[id.into()],
        )?;
        for row in rows {
            let id = row.get(0)?;
            if inputs.insert(id) {
                new.push(id);
            }
        }
    }
    Ok(inputs)
}
