//! Asking an index, and reading what it found from the store it was made from.

use std::{collections::BTreeMap, ops::Range};

use koreplan_search::{Ask, Fault, Filter, Index, Order, Question, Searcher};
use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Kind, Side, State, facet, number, of_key, value};
use crate::{
    access::{Actor, ListInputs, Permit, ReadCase, ReadTopics},
    case::Case,
    confirmations::rules::Assurance,
    input::rules::{SenderKind, written_number},
    web::l10n::{Lang, Text},
};

/// What is looked for, and among what.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub question: Question,
    pub kind: Option<Kind>,
    pub area: Option<i64>,
    pub topic: Option<i64>,
    pub campaign: Option<i64>,
    pub sender: Option<SenderKind>,
    pub assurance: Option<Assurance>,
    /// From the first instant to the one before the second.
    pub dates: Option<Range<i64>>,
}

impl Wanted {
    /// What the reader chose, by facet.
    fn filters(&self) -> Vec<Filter> {
        let chosen = [
            (facet::KIND, self.kind.map(number)),
            (facet::AREA, self.area.map(value)),
            (facet::TOPIC, self.topic.map(value)),
            (facet::CAMPAIGN, self.campaign.map(value)),
            (facet::SENDER, self.sender.map(number)),
            (facet::ASSURANCE, self.assurance.map(number)),
        ];
        let chosen = chosen.into_iter();
        chosen.filter_map(|(facet, value)| Some(only(facet, value?))).collect()
    }
}

fn only(facet: usize, value: u64) -> Filter {
    Filter { facet, values: vec![value] }
}

/// One thing that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub title: String,
    pub text: String,
    /// A page of the case.
    pub page: String,
}

/// What was found of a kind: the best ones, and how many there are.
#[derive(Debug)]
pub struct Group {
    pub kind: Kind,
    pub side: Side,
    pub hits: Vec<Hit>,
    pub count: i64,
}

/// Everything that was found, and how much of it a choice would leave, by facet.
#[derive(Debug, Default)]
pub struct Found {
    pub groups: Vec<Group>,
    pub counts: BTreeMap<usize, BTreeMap<u64, u64>>,
}

impl Found {
    /// Puts in what was found on another side.
    pub fn add(&mut self, other: Self) {
        self.groups.extend(other.groups);
        self.groups.sort_by_key(|group| group.kind);
        for (facet, counts) in other.counts {
            let sums = self.counts.entry(facet).or_default();
            for (value, count) in counts {
                *sums.entry(value).or_default() += count;
            }
        }
    }

    pub fn count(&self) -> i64 {
        self.groups.iter().map(|group| group.count).sum()
    }

    /// How many a choice would leave.
    pub fn of(&self, facet: usize, value: u64) -> i64 {
        let counts = self.counts.get(&facet);
        let count = counts.and_then(|counts| counts.get(&value)).copied();
        i64::try_from(count.unwrap_or_default()).unwrap_or(i64::MAX)
    }
}

/// Of each kind that many are shown.
pub const SHOWN: usize = 20;

/// What a filter shows the counts of.
const COUNTED: [usize; 6] = [
    facet::KIND,
    facet::AREA,
    facet::TOPIC,
    facet::SENDER,
    facet::ASSURANCE,
    facet::CAMPAIGN,
];

/// Who asks, from where: which index, in which case, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    pub actor: &'a Actor,
    pub side: Side,
    /// The kinds this side answers for.
    pub kinds: &'a [Kind],
    pub lang: Lang,
    pub now: i64,
}

fn unfit(fault: Fault) -> StoreError {
    StoreError::Unfit(fault.to_string())
}

fn searcher(actor: &Actor, side: Side, now: i64) -> Searcher {
    // In the public index there are no doors: what is in it is everybody's.
    let doors = if side == Side::Public { Vec::new() } else { actor.doors() };
    Searcher { doors, now }
}

/// Searches the case and reads the best hits of each kind.
pub fn all(
    tx: &mut dyn Tx,
    index: &Index,
    (case, _): (&Case, &Permit<ReadCase>),
    asker: Asker,
    wanted: &Wanted,
) -> Result<Found, StoreError> {
    let searcher = searcher(asker.actor, asker.side, asker.now);
    let within = [
        only(facet::CASE, value(case.id)),
        Filter {
            facet: facet::KIND,
            values: asker.kinds.iter().map(|kind| number(*kind)).collect(),
        },
    ];
    let chosen = wanted.filters();
    let filters = [&within[..], &chosen].concat();
    let ask = Ask {
        question: &wanted.question,
        searcher: &searcher,
        filters: &filters,
        dates: wanted.dates.clone(),
        counted: &COUNTED,
        order: Order::Best,
        offset: 0,
        limit: 0,
    };
    let counted = index.search(&ask).map_err(unfit)?;
    let mut found = Found {
        groups: Vec::new(),
        counts: COUNTED.into_iter().zip(counted.counts).collect(),
    };
    // Kinds that another side answers for are counted there.
    if let Some(counts) = found.counts.get_mut(&facet::KIND) {
        counts.retain(|kind, _| within[1].values.contains(kind));
    }
    let kinds =
        asker.kinds.iter().filter(|kind| wanted.kind.is_none_or(|one| one == **kind));
    for kind in kinds {
        let count = found.of(facet::KIND, number(*kind));
        if count == 0 {
            continue;
        }
        let one = [&filters[..], &[only(facet::KIND, number(*kind))]].concat();
        let best = Ask { filters: &one, limit: SHOWN, ..ask.clone() };
        let mut hits = Vec::new();
        for (kind, id) in index.best(&best).map_err(unfit)?.into_iter().filter_map(of_key)
        {
            hits.extend(hit(tx, case, (kind, id), asker.lang)?);
        }
        found.groups.push(Group { kind: *kind, side: asker.side, hits, count });
    }
    Ok(found)
}

/// The topics of the case: id and title.
pub fn topics(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadTopics>,
) -> Result<Vec<(i64, String)>, StoreError> {
    tx.rows(
        "SELECT id, title FROM topic WHERE case_id = $1 ORDER BY id",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// The campaigns of the case that are not dissolved: id and title.
pub fn campaigns(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ListInputs>,
) -> Result<Vec<(i64, String)>, StoreError> {
    tx.rows(
        "SELECT id, title FROM campaign WHERE case_id = $1 AND dissolved_at IS NULL
         ORDER BY members DESC, id LIMIT 30",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// A list of inputs that have some words.
#[derive(Debug, Clone)]
pub struct Listed {
    pub question: Question,
    pub area_id: i64,
    pub topic_id: i64,
    pub campaign_id: i64,
    pub sender_kind: Option<SenderKind>,
    pub which: String,
}

/// The ids of one page of inputs by their numbers, and how many there are.
pub fn inputs(
    index: &Index,
    (case, _): (&Case, &Permit<ListInputs>),
    (actor, now): (&Actor, i64),
    listed: &Listed,
    (offset, limit): (usize, usize),
) -> Result<(Vec<i64>, i64), StoreError> {
    let state = |state: State| only(facet::STATE, number(state));
    let current =
        if listed.which == "replaced" { State::Replaced } else { State::Current };
    let mut filters = vec![
        only(facet::CASE, value(case.id)),
        only(facet::KIND, number(Kind::Input)),
        state(current),
    ];
    filters.extend(match listed.which.as_str() {
        "unread" => Some(state(State::Unread)),
        "late" => Some(state(State::Late)),
        "untagged" => Some(state(State::Untagged)),
        "one" => Some(state(State::One)),
        _ => None,
    });
    filters.extend(listed.sender_kind.map(|kind| only(facet::SENDER, number(kind))));
    let chosen = [
        (facet::AREA, listed.area_id),
        (facet::TOPIC, listed.topic_id),
        (facet::CAMPAIGN, listed.campaign_id),
    ];
    let chosen = chosen.into_iter().filter(|(_, id)| *id != 0);
    filters.extend(chosen.map(|(facet, id)| only(facet, value(id))));
    let found = index
        .search(&Ask {
            question: &listed.question,
            searcher: &searcher(actor, Side::Internal, now),
            filters: &filters,
            dates: None,
            counted: &[],
            order: Order::Number,
            offset,
            limit,
        })
        .map_err(unfit)?;
    let ids = found.keys.into_iter().filter_map(of_key).map(|(_, id)| id).collect();
    Ok((ids, i64::try_from(found.count).unwrap_or(i64::MAX)))
}

fn both(row: &Row, at: usize) -> Result<Text, StoreError> {
    Ok(Text { da: row.get(at)?, en: row.get(at + 1)? })
}

/// What is shown of a thing, as its store has it now; nothing if it is gone.
fn hit(
    tx: &mut dyn Tx,
    case: &Case,
    (kind, id): (Kind, i64),
    lang: Lang,
) -> Result<Option<Hit>, StoreError> {
    let sql = match kind {
        Kind::Hearing => HEARING,
        Kind::Input => INPUT,
        Kind::Topic => TOPIC,
        Kind::Meeting => MEETING,
        Kind::Decision => DECISION,
        Kind::Proposal => PROPOSAL,
        Kind::Paragraph => PARAGRAPH,
        Kind::Draft => DRAFT,
        Kind::Initiative => INITIATIVE,
    };
    let rows = tx.rows(sql, &[id.into(), case.id.into()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let plain = |page: String| {
        let hit = Hit { title: row.get(0)?, text: row.get(1)?, page };
        Ok::<_, StoreError>(hit)
    };
    Ok(Some(match kind {
        Kind::Hearing => {
            let (title, intro) = (both(row, 1)?, both(row, 3)?);
            Hit {
                title: lang.pick(&title).into(),
                text: lang.pick(&intro).into(),
                page: format!("hearings/{}", row.get::<String>(0)?),
            }
        }
        Kind::Input => {
            let (organisation, name): (String, String) = (row.get(1)?, row.get(2)?);
            let sender = if organisation.is_empty() { name } else { organisation };
            let number = written_number(row.get(0)?);
            let title = lang.say("input-number", &[("number", number.into())]);
            Hit {
                title: format!("{title}, {sender}").trim_end_matches(", ").to_owned(),
                text: row.get(3)?,
                page: format!("inputs/{id}"),
            }
        }
        Kind::Topic => plain(format!("topics/{id}"))?,
        Kind::Meeting => {
            let mut hit = plain(format!("meetings/{id}"))?;
            let conclusions = tx.rows(
                "SELECT body FROM conclusion WHERE meeting_id = $1
                   AND (confidential = 0 OR released_at IS NOT NULL) ORDER BY id",
                &[id.into()],
            )?;
            for row in conclusions {
                hit.text.push(' ');
                hit.text.push_str(&row.get::<String>(0)?);
            }
            hit
        }
        Kind::Decision => plain(format!("meetings/{}#item-{id}", row.get::<i64>(2)?))?,
        Kind::Proposal => plain(format!("proposals/{id}"))?,
        Kind::Paragraph => plain(format!("trace/paragraphs/{id}"))?,
        Kind::Draft => plain(format!("draft#p{id}"))?,
        Kind::Initiative => {
            let title = both(row, 1)?;
            Hit {
                title: format!("{} {}", row.get::<String>(0)?, lang.pick(&title)),
                text: row.get(3)?,
                page: format!("initiatives/{id}"),
            }
        }
    }))
}

const HEARING: &str = "SELECT slug, title_da, title_en, intro_da, intro_en FROM hearing
    WHERE id = $1 AND case_id = $2";
const INPUT: &str = "SELECT number, organisation, name, body FROM input
    WHERE id = $1 AND case_id = $2 AND erased_at IS NULL";
const TOPIC: &str = "SELECT title, assessment FROM topic WHERE id = $1 AND case_id = $2";
const MEETING: &str = "SELECT title, minutes FROM meeting WHERE id = $1 AND case_id = $2";
const DECISION: &str = "SELECT a.title, coalesce(nullif(a.decision, ''), a.resume), m.id
    FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
    WHERE a.id = $1 AND m.case_id = $2";
const PROPOSAL: &str = "SELECT title, body || ' ' || assessment || ' ' || recommendation
    FROM proposal WHERE id = $1 AND case_id = $2";
const PARAGRAPH: &str = "SELECT x.chapter, x.body
    FROM version_paragraph x JOIN version v ON v.id = x.version_id
    WHERE x.paragraph_id = $1 AND v.case_id = $2 AND v.number =
      (SELECT max(n.number) FROM version n
        WHERE n.case_id = $2 AND n.released_at IS NOT NULL)";
const DRAFT: &str = "SELECT c.title, p.body FROM paragraph p
    JOIN chapter c ON c.id = p.chapter_id WHERE p.id = $1 AND c.case_id = $2";
const INITIATIVE: &str = "SELECT i.number, i.title_da, i.title_en,
      coalesce((SELECT s.action FROM status_report s WHERE s.initiative_id = i.id
        ORDER BY s.year DESC, s.quarter DESC LIMIT 1), '')
    FROM initiative i WHERE i.id = $1 AND i.case_id = $2";
