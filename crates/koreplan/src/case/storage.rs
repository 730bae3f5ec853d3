//! Cases in the database: found by their slug, loaded from their files.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use koreplan_log::Entry;
use koreplan_store::{Row, StoreError, Tx, Val};

use super::{
    clock::{closes_at, instant},
    file::{CaseFile, Zone},
};
use crate::{
    access::{Facts, Guarded, Sealed},
    bodies, journal, reminders,
    web::{
        Cx,
        choices::Choice as _,
        error::{Error, NotFound},
        l10n::Text,
    },
};

/// One strategy in the making.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: i64,
    pub slug: String,
    pub title: Text,
    pub summary: Text,
    pub period: String,
    /// IANA name of the zone whose clocks count.
    pub zone: String,
}

impl Guarded for Case {
    fn facts(&self) -> Facts {
        Facts { case_id: self.id, public: true, ..Facts::default() }
    }
}

impl Case {
    /// The zone whose clocks count.
    pub fn time_zone(&self) -> Result<TimeZone, StoreError> {
        self.zone
            .parse()
            .map(|Zone(zone)| zone)
            .map_err(|e: jiff::Error| StoreError::Broken(e.to_string()))
    }
}

/// A subject area.
#[derive(Debug, Clone)]
pub struct Area {
    pub id: i64,
    pub slug: String,
    pub name: Text,
    pub focus: Text,
    pub track: Text,
    /// Heads the theme meeting; nobody where the area is cross-cutting.
    pub minister_id: Option<i64>,
    pub minister: Option<String>,
}

fn case(row: &Row) -> Result<Case, StoreError> {
    Ok(Case {
        id: row.get(0)?,
        slug: row.get(1)?,
        title: Text { da: row.get(2)?, en: row.get(3)? },
        summary: Text { da: row.get(4)?, en: row.get(5)? },
        period: row.get(6)?,
        zone: row.get(7)?,
    })
}

/// The case the request is about.
pub fn load(tx: &mut dyn Tx, cx: &Cx) -> Result<Sealed<Case>, Error> {
    let found = find(tx, &cx.case)?.ok_or(NotFound)?;
    Ok(Sealed::new(found))
}

pub fn find(tx: &mut dyn Tx, slug: &str) -> Result<Option<Case>, StoreError> {
    tx.row(
        "SELECT id, slug, title_da, title_en, summary_da, summary_en, period, zone
         FROM cases WHERE slug = $1",
        &[slug.into()],
    )?
    .as_ref()
    .map(case)
    .transpose()
}

/// All cases, for the page that lets one choose.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Case>, StoreError> {
    tx.rows(
        "SELECT id, slug, title_da, title_en, summary_da, summary_en, period, zone
         FROM cases ORDER BY id",
        &[],
    )?
    .iter()
    .map(case)
    .collect()
}

/// The areas of the case, in its order.
pub fn areas(tx: &mut dyn Tx, case: &Case) -> Result<Vec<Area>, StoreError> {
    tx.rows(
        "SELECT a.id, a.slug, a.name_da, a.name_en, a.focus_da, a.focus_en, a.track_da,
           a.track_en, a.minister_id, p.name
         FROM area a LEFT JOIN person p ON p.id = a.minister_id
         WHERE a.case_id = $1 ORDER BY a.position",
        &[case.id.into()],
    )?
    .iter()
    .map(|row| {
        Ok(Area {
            id: row.get(0)?,
            slug: row.get(1)?,
            name: Text { da: row.get(2)?, en: row.get(3)? },
            focus: Text { da: row.get(4)?, en: row.get(5)? },
            track: Text { da: row.get(6)?, en: row.get(7)? },
            minister_id: row.get(8)?,
            minister: row.get(9)?,
        })
    })
    .collect()
}

/// Areas as the options of a form.
pub fn area_options(cx: &Cx, areas: &[Area]) -> Vec<(String, String)> {
    areas
        .iter()
        .map(|area| (area.id.to_string(), cx.text(&area.name).to_owned()))
        .collect()
}

/// Puts a checked case into the database. Gives nothing if it is there already.
pub fn insert(
    tx: &mut dyn Tx,
    file: &CaseFile,
    now_us: i64,
) -> Result<Option<i64>, StoreError> {
    let slug = file.head.slug.get_ref();
    if find(tx, slug)?.is_some() {
        return Ok(None);
    }
    let head = &file.head;
    let case_id = tx.one(
        "INSERT INTO cases
           (slug, title_da, title_en, summary_da, summary_en, period, zone)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[
            slug.into(),
            (&head.title.da).into(),
            (&head.title.en).into(),
            (&head.summary.da).into(),
            (&head.summary.en).into(),
            (&head.period).into(),
            head.zone.get_ref().into(),
        ],
    )?;
    let people = insert_people(tx, file)?;
    let bodies = insert_bodies(tx, file, case_id, &people)?;
    let areas = insert_areas(tx, file, case_id, &people)?;
    insert_plan(tx, file, case_id)?;
    insert_hearings(tx, file, case_id, &areas)?;
    insert_initiatives(tx, file, case_id, &areas, &bodies)?;
    journal::append(
        tx,
        Entry {
            seq: 0,
            at: now_us,
            case: slug.clone(),
            actor: "Køreplan".into(),
            action: "LoadCase".into(),
            subject: String::new(),
            what: serde_json::json!({
                "areas": file.areas.len(),
                "bodies": file.bodies.len(),
                "hearings": file.hearings.len(),
                "initiatives": file.initiatives.len(),
                "steps": file.steps.len(),
            })
            .to_string(),
            why: String::new(),
        },
    )?;
    Ok(Some(case_id))
}

type Ids<'a> = BTreeMap<&'a str, i64>;

fn insert_people<'a>(tx: &mut dyn Tx, file: &'a CaseFile) -> Result<Ids<'a>, StoreError> {
    let mut ids = Ids::new();
    for person in &file.people {
        let login = person.login.get_ref();
        // A person may take part in several cases; who was first there keeps the name.
        let id = tx.one(
            "INSERT INTO person (login, name, title_da, title_en, epoch, operator)
             VALUES ($1, $2, $3, $4, 0, $5)
             ON CONFLICT (login) DO UPDATE SET login = excluded.login RETURNING id",
            &[
                login.into(),
                (&person.name).into(),
                (&person.title.da).into(),
                (&person.title.en).into(),
                person.operator.into(),
            ],
        )?;
        if let Some(email) = &person.email {
            reminders::storage::insert(tx, id, email.get_ref())?;
        }
        ids.insert(login, id);
    }
    Ok(ids)
}

fn insert_bodies<'a>(
    tx: &mut dyn Tx,
    file: &'a CaseFile,
    case_id: i64,
    people: &Ids,
) -> Result<Ids<'a>, StoreError> {
    let mut ids = Ids::new();
    for (position, body) in (1..).zip(&file.bodies) {
        let id = bodies::storage::insert(tx, case_id, position, body, None)?;
        ids.insert(body.slug.get_ref(), id);
        for member in &body.members {
            let stands_for = member.stands_for.as_ref();
            let stands_for = stands_for.map(|login| people[login.get_ref().as_str()]);
            tx.exec(
                "INSERT INTO member (body_id, person_id, role, since, until, for_id)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                &[
                    id.into(),
                    people[member.person.get_ref().as_str()].into(),
                    member.role.word().into(),
                    member.since.map(|date| date.to_string()).into(),
                    member.until.map(|date| date.to_string()).into(),
                    stands_for.into(),
                ],
            )?;
        }
    }
    for body in &file.bodies {
        if let Some(parent) = &body.parent {
            tx.exec(
                "UPDATE body SET parent_id = $1 WHERE id = $2",
                &[
                    ids[parent.get_ref().as_str()].into(),
                    ids[body.slug.get_ref().as_str()].into(),
                ],
            )?;
        }
    }
    Ok(ids)
}

fn insert_areas<'a>(
    tx: &mut dyn Tx,
    file: &'a CaseFile,
    case_id: i64,
    people: &Ids,
) -> Result<Ids<'a>, StoreError> {
    let mut ids = Ids::new();
    for (position, area) in (1_i64..).zip(&file.areas) {
        let minister =
            area.minister.as_ref().map(|login| people[login.get_ref().as_str()]);
        let id = tx.one(
            "INSERT INTO area (case_id, slug, position, name_da, name_en, focus_da,
               focus_en, track_da, track_en, minister_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
            &[
                case_id.into(),
                area.slug.get_ref().into(),
                position.into(),
                (&area.name.da).into(),
                (&area.name.en).into(),
                (&area.focus.da).into(),
                (&area.focus.en).into(),
                (&area.track.da).into(),
                (&area.track.en).into(),
                minister.into(),
            ],
        )?;
        ids.insert(area.slug.get_ref(), id);
    }
    Ok(ids)
}

fn insert_plan(tx: &mut dyn Tx, file: &CaseFile, case_id: i64) -> Result<(), StoreError> {
    let mut ids = Ids::new();
    for (position, step) in (1_i64..).zip(&file.steps) {
        let [from, to] = step.planned.get_ref();
        let kept = step.kept.as_ref().map(toml::Spanned::get_ref);
        let id = tx.one(
            "INSERT INTO step (case_id, slug, position, kind, title_da, title_en,
               planned_from, planned_to, kept_from, kept_to)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
            &[
                case_id.into(),
                step.slug.get_ref().into(),
                position.into(),
                step.kind.word().into(),
                (&step.title.da).into(),
                (&step.title.en).into(),
                from.to_string().into(),
                to.to_string().into(),
                kept.map(|[from, _]| from.to_string()).into(),
                kept.map(|[_, to]| to.to_string()).into(),
            ],
        )?;
        ids.insert(step.slug.get_ref(), id);
        for change in &step.moves {
            let [from, to] = change.to.get_ref();
            tx.exec(
                "INSERT INTO step_move
                   (step_id, new_from, new_to, reason_da, reason_en, decided, by_name)
                 VALUES ($1, $2, $3, $4, $5, $6, '')",
                &[
                    id.into(),
                    from.to_string().into(),
                    to.to_string().into(),
                    (&change.reason.da).into(),
                    (&change.reason.en).into(),
                    change.decided.to_string().into(),
                ],
            )?;
        }
    }
    for (position, gate) in (1_i64..).zip(&file.gates) {
        let opens = gate.opens.as_ref().map(|step| ids[step.get_ref().as_str()]);
        let id = tx.one(
            "INSERT INTO gate (case_id, slug, position, title_da, title_en, opens_id)
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            &[
                case_id.into(),
                gate.slug.get_ref().into(),
                position.into(),
                (&gate.title.da).into(),
                (&gate.title.en).into(),
                opens.into(),
            ],
        )?;
        for step in &gate.requires {
            tx.exec(
                "INSERT INTO gate_step (gate_id, step_id) VALUES ($1, $2)",
                &[id.into(), ids[step.get_ref().as_str()].into()],
            )?;
        }
    }
    Ok(())
}

fn insert_hearings(
    tx: &mut dyn Tx,
    file: &CaseFile,
    case_id: i64,
    areas: &Ids,
) -> Result<(), StoreError> {
    let unfit = |_| StoreError::Unfit("a hearing's time happens twice or never".into());
    let zone = file.head.zone.get_ref();
    let Zone(clocks) =
        zone.parse().map_err(|e: jiff::Error| StoreError::Unfit(e.to_string()))?;
    for (position, hearing) in (1_i64..).zip(&file.hearings) {
        let (opens, deadline) = (*hearing.opens.get_ref(), *hearing.deadline.get_ref());
        let opens_at = instant(&clocks, opens).map_err(unfit)?;
        let deadline_at = closes_at(&clocks, deadline).map_err(unfit)?;
        let id = tx.one(
            "INSERT INTO hearing (case_id, slug, position, title_da, title_en, intro_da,
               intro_en, zone, opens, opens_at, deadline, deadline_at, normal_days, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             RETURNING id",
            &[
                case_id.into(),
                hearing.slug.get_ref().into(),
                position.into(),
                (&hearing.title.da).into(),
                (&hearing.title.en).into(),
                (&hearing.intro.da).into(),
                (&hearing.intro.en).into(),
                zone.into(),
                opens.to_string().into(),
                opens_at.as_microsecond().into(),
                deadline.to_string().into(),
                deadline_at.as_microsecond().into(),
                hearing.normal_days.into(),
                (&hearing.reason).into(),
            ],
        )?;
        for (position, question) in (1_i64..).zip(&hearing.questions) {
            let area = question.area.as_ref().map(|slug| areas[slug.get_ref().as_str()]);
            tx.exec(
                "INSERT INTO question (hearing_id, position, area_id, text_da, text_en)
                 VALUES ($1, $2, $3, $4, $5)",
                &[
                    id.into(),
                    position.into(),
                    area.into(),
                    (&question.text.da).into(),
                    (&question.text.en).into(),
                ],
            )?;
        }
    }
    Ok(())
}

fn insert_initiatives(
    tx: &mut dyn Tx,
    file: &CaseFile,
    case_id: i64,
    areas: &Ids,
    bodies: &Ids,
) -> Result<(), StoreError> {
    for (position, initiative) in (1_i64..).zip(&file.initiatives) {
        let parties: Vec<i64> = initiative
            .parties
            .iter()
            .map(|slug| bodies[slug.get_ref().as_str()])
            .collect();
        let id = tx.one(
            "INSERT INTO initiative (case_id, position, number, title_da, title_en,
               area_id, lead_id, year, provenance)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
            &[
                case_id.into(),
                position.into(),
                initiative.number.get_ref().into(),
                (&initiative.title.da).into(),
                (&initiative.title.en).into(),
                areas[initiative.area.get_ref().as_str()].into(),
                parties.first().copied().map_or(Val::Null, Val::from),
                (&initiative.year).into(),
                initiative.provenance.word().into(),
            ],
        )?;
        for party in parties {
            tx.exec(
                "INSERT INTO initiative_party (initiative_id, body_id) VALUES ($1, $2)
                 ON CONFLICT DO NOTHING",
                &[id.into(), party.into()],
            )?;
        }
    }
    Ok(())
}
