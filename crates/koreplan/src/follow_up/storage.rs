//! Status reports in the database.

use koreplan_store::{Row, StoreError, Tx};

use super::rules::{Light, Lights, Quarter, Tally};
use crate::{
    access::{Permit, ReportStatus},
    case::Case,
    initiatives::storage::Initiative,
    web::choices::{Choice as _, stored},
};

#[derive(Debug, Clone)]
pub struct Report {
    pub quarter: Quarter,
    pub lights: Lights,
    /// What is done about a light that is not green.
    pub action: String,
    pub by: String,
    pub at: i64,
}

fn report(row: &Row) -> Result<Report, StoreError> {
    let light = |at| -> Result<Light, StoreError> { stored(&row.get::<String>(at)?) };
    Ok(Report {
        quarter: Quarter { year: row.get(0)?, quarter: row.get(1)? },
        lights: Lights {
            budget: light(2)?,
            business_case: light(3)?,
            risks: light(4)?,
            schedule: light(5)?,
        },
        action: row.get(6)?,
        by: row.get(7)?,
        at: row.get(8)?,
    })
}

/// The reports on an initiative, newest first.
pub fn reports(tx: &mut dyn Tx, initiative_id: i64) -> Result<Vec<Report>, StoreError> {
    tx.rows(
        "SELECT year, quarter, budget, business_case, risks, schedule, action, by_name, at
         FROM status_report WHERE initiative_id = $1 ORDER BY year DESC, quarter DESC",
        &[initiative_id.into()],
    )?
    .iter()
    .map(report)
    .collect()
}

pub fn insert(
    tx: &mut dyn Tx,
    permit: &Permit<ReportStatus>,
    initiative: &Initiative,
    report: &Report,
) -> Result<(), StoreError> {
    let lights = report.lights;
    tx.exec(
        "INSERT INTO status_report (initiative_id, year, quarter, budget, business_case,
           risks, schedule, action, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            initiative.id.into(),
            report.quarter.year.into(),
            report.quarter.quarter.into(),
            lights.budget.word().into(),
            lights.business_case.word().into(),
            lights.risks.word().into(),
            lights.schedule.word().into(),
            (&report.action).into(),
            (&permit.by).into(),
            report.at.into(),
        ],
    )
    .map(drop)
}

/// What is asked of the running initiatives: the report of the quarter that has ended.
/// `ended_at` is the instant it did; one that began later owes none yet.
pub fn tally(
    tx: &mut dyn Tx,
    case: &Case,
    ended: Quarter,
    ended_at: i64,
) -> Result<Tally, StoreError> {
    Ok(Tally {
        running: tx.one(
            "SELECT count(*) FROM initiative WHERE case_id = $1
               AND started_at IS NOT NULL AND ending IS NULL",
            &[case.id.into()],
        )?,
        without_report: tx.one(
            "SELECT count(*) FROM initiative i WHERE i.case_id = $1
               AND i.started_at < $2 AND i.ending IS NULL AND NOT EXISTS
               (SELECT 1 FROM status_report s WHERE s.initiative_id = i.id
                  AND s.year = $3 AND s.quarter = $4)",
            &[case.id.into(), ended_at.into(), ended.year.into(), ended.quarter.into()],
        )?,
    })
}
