//! What became public, read from the public store.

use std::collections::BTreeMap;

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{About, Event, MOST, Wanted, What};
use crate::{
    access::{Permit, ReadCase},
    case::Case,
    follow_up::rules::{Light, Lights},
    meetings::rules::Verb,
    web::{
        choices::{Choice as _, stored},
        components::beginning,
        l10n::{Lang, Text},
    },
};

/// Letters of a text that an entry shows.
const SHOWN: usize = 400;

/// Words of the program in both languages.
fn both(key: &'static str) -> Text {
    Text { da: Lang::Da.say(key, &[]), en: Lang::En.say(key, &[]) }
}

/// A text that has one language only.
fn same(text: &str) -> Text {
    let text = beginning(text, SHOWN);
    Text { da: text.clone(), en: text }
}

/// The areas of the questions of each hearing.
pub fn hearing_areas(
    tx: &mut dyn Tx,
    case: &Case,
) -> Result<BTreeMap<i64, About>, StoreError> {
    let mut found: BTreeMap<i64, Vec<Option<i64>>> = BTreeMap::new();
    for row in tx.rows(
        "SELECT h.id, q.id, q.area_id FROM hearing h
         LEFT JOIN question q ON q.hearing_id = h.id WHERE h.case_id = $1",
        &[case.id.into()],
    )? {
        let areas = found.entry(row.get(0)?).or_default();
        if row.get::<Option<i64>>(1)?.is_some() {
            areas.push(row.get(2)?);
        }
    }
    Ok(found.into_iter().map(|(id, areas)| (id, About::of_questions(areas))).collect())
}

/// What became public in the case: of inputs the newest, of all else everything.
pub fn events(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCase>,
    wanted: Wanted,
) -> Result<Vec<Event>, StoreError> {
    let mut found = hearings(tx, case)?;
    found.extend(inputs(tx, case, wanted.area_id)?);
    found.extend(meetings(tx, case)?);
    found.extend(decisions(tx, case)?);
    found.extend(versions(tx, case)?);
    found.extend(reports(tx, case)?);
    Ok(found)
}

fn hearings(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Event>, StoreError> {
    let about = hearing_areas(tx, case)?;
    let mut found = Vec::new();
    for row in tx.rows(
        "SELECT id, slug, title_da, title_en, intro_da, intro_en, opens_at, deadline_at
         FROM hearing WHERE case_id = $1",
        &[case.id.into()],
    )? {
        let id: i64 = row.get(0)?;
        let slug: String = row.get(1)?;
        let event = |what, at, text| {
            Ok::<_, StoreError>(Event {
                what,
                id,
                at,
                about: about.get(&id).cloned().unwrap_or(About::WholeCase),
                name: Text { da: row.get(2)?, en: row.get(3)? },
                text,
                page: format!("hearings/{slug}"),
            })
        };
        let intro = Text { da: row.get(4)?, en: row.get(5)? };
        found.push(event(What::HearingOpened, row.get(6)?, intro)?);
        found.push(event(What::HearingClosed, row.get(7)?, Text::default())?);
        for more in tx.rows(
            "SELECT id, at, reason FROM extension WHERE hearing_id = $1",
            &[id.into()],
        )? {
            let reason: String = more.get(2)?;
            let extended = event(What::HearingExtended, more.get(1)?, same(&reason))?;
            found.push(Event { id: more.get(0)?, ..extended });
        }
    }
    Ok(found)
}

fn inputs(
    tx: &mut dyn Tx,
    case: &Case,
    area_id: Option<i64>,
) -> Result<Vec<Event>, StoreError> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    tx.rows(
        "SELECT i.id, i.number, i.organisation, i.name, i.body, i.released_at
         FROM input i WHERE i.case_id = $1 AND i.released_at IS NOT NULL
           AND (CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM input_area a
             WHERE a.input_id = i.id AND a.area_id = $2))
         ORDER BY i.released_at DESC, i.id DESC LIMIT $3",
        &[case.id.into(), area_id.unwrap_or(0).into(), most.into()],
    )?
    .iter()
    .map(|row| {
        let id: i64 = row.get(0)?;
        let areas = tx.rows(
            "SELECT area_id FROM input_area WHERE input_id = $1 ORDER BY area_id",
            &[id.into()],
        )?;
        let areas = areas.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
        // Whoever is protected has no name in the public store.
        let (organisation, name): (String, String) = (row.get(2)?, row.get(3)?);
        let sender = if organisation.is_empty() { name } else { organisation };
        let number = row.get::<i64>(1)?.to_string();
        let called =
            if sender.is_empty() { number } else { format!("{number} ({sender})") };
        Ok(Event {
            what: What::InputPublished,
            id,
            at: row.get(5)?,
            about: About::Areas(areas),
            name: same(&called),
            text: same(&row.get::<String>(4)?),
            page: format!("inputs/{id}"),
        })
    })
    .collect()
}

/// The areas of a row that has one or none.
fn area(row: &Row, at: usize) -> Result<About, StoreError> {
    Ok(About::Areas(row.get::<Option<i64>>(at)?.into_iter().collect()))
}

fn meetings(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Event>, StoreError> {
    tx.rows(
        "SELECT id, area_id, title, minutes, approved_at FROM meeting
         WHERE case_id = $1 AND approved_at IS NOT NULL",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let id: i64 = row.get(0)?;
        Ok(Event {
            what: What::MinutesApproved,
            id,
            at: row.get(4)?,
            about: area(row, 1)?,
            name: same(&row.get::<String>(2)?),
            text: same(&row.get::<String>(3)?),
            page: format!("meetings/{id}"),
        })
    })
    .collect()
}

fn decisions(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Event>, StoreError> {
    tx.rows(
        "SELECT a.id, m.id, coalesce(p.area_id, m.area_id), a.title, a.verb, a.decision,
           m.approved_at
         FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
         LEFT JOIN proposal p ON p.id = a.proposal_id
         WHERE m.case_id = $1 AND m.approved_at IS NOT NULL AND a.closed = 0
           AND a.verb IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM decision_release r
             WHERE r.item_id = a.id AND r.released_at IS NOT NULL)
         UNION ALL
         SELECT r.item_id, NULL, r.area_id, r.title, r.verb, r.decision, r.released_at
         FROM decision_release r WHERE r.case_id = $1 AND r.released_at IS NOT NULL",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let (id, meeting): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        let verb = both(stored::<Verb>(&row.get::<String>(4)?)?.key());
        let said = same(&row.get::<String>(5)?);
        Ok(Event {
            what: What::Decided,
            id,
            at: row.get(6)?,
            about: area(row, 2)?,
            name: same(&row.get::<String>(3)?),
            text: Text {
                da: format!("{}: {}", verb.da, said.da),
                en: format!("{}: {}", verb.en, said.en),
            },
            // Released on its own: its meeting may not be public.
            page: meeting.map_or_else(
                || format!("decisions#item-{id}"),
                |meeting| format!("meetings/{meeting}#item-{id}"),
            ),
        })
    })
    .collect()
}

fn versions(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Event>, StoreError> {
    tx.rows(
        "SELECT id, number, note, released_at FROM version
         WHERE case_id = $1 AND released_at IS NOT NULL",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let number: i64 = row.get(1)?;
        Ok(Event {
            what: What::VersionReleased,
            id: row.get(0)?,
            at: row.get(3)?,
            about: About::WholeCase,
            name: same(&number.to_string()),
            text: same(&row.get::<String>(2)?),
            page: format!("versions/{number}"),
        })
    })
    .collect()
}

fn reports(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Event>, StoreError> {
    // A report made before the strategy was public became public with it.
    tx.rows(
        "SELECT s.id, i.id, i.area_id, i.number, i.title_da, i.title_en, s.budget,
           s.business_case, s.risks, s.schedule, s.action, s.at,
           (SELECT min(v.released_at) FROM version v
             WHERE v.case_id = i.case_id AND v.released_at IS NOT NULL)
         FROM status_report s JOIN initiative i ON i.id = s.initiative_id
         WHERE i.case_id = $1 AND EXISTS (SELECT 1 FROM version v
           WHERE v.case_id = i.case_id AND v.released_at IS NOT NULL)",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        let light = |at| -> Result<Light, StoreError> { stored(&row.get::<String>(at)?) };
        let lights = Lights {
            budget: light(6)?,
            business_case: light(7)?,
            risks: light(8)?,
            schedule: light(9)?,
        };
        let (initiative, number): (i64, String) = (row.get(1)?, row.get(3)?);
        let colour = both(lights.overall().key());
        let action = same(&row.get::<String>(10)?);
        let said = |colour: &str, action: &str| match action {
            "" => colour.to_owned(),
            action => format!("{colour}: {action}"),
        };
        Ok(Event {
            what: What::StatusReported,
            id: row.get(0)?,
            at: row.get::<i64>(11)?.max(row.get(12)?),
            about: area(row, 2)?,
            name: Text {
                da: format!("{number} {}", row.get::<String>(4)?),
                en: format!("{number} {}", row.get::<String>(5)?),
            },
            text: Text {
                da: said(&colour.da, &action.da),
                en: said(&colour.en, &action.en),
            },
            page: format!("initiatives/{initiative}"),
        })
    })
    .collect()
}
