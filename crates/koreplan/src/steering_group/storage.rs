//! What the steering group has left to do, as the database counts it.

use koreplan_store::{StoreError, Tx};

pub use super::briefs::storage::waiting;
use super::rules::Tally;
use crate::{case::Case, proposals};

pub fn tally(tx: &mut dyn Tx, case: &Case) -> Result<Tally, StoreError> {
    let undecided = proposals::storage::all(tx, case)?
        .iter()
        .filter(|proposal| proposal.state.is_open())
        .count();
    Ok(Tally {
        undecided: i64::try_from(undecided).unwrap_or(i64::MAX),
        meetings_not_closed: tx.one(
            "SELECT count(*) FROM meeting m JOIN body b ON b.id = m.body_id
             WHERE m.case_id = $1 AND b.kind = 'steering_group' AND m.opened_at IS NOT NULL
               AND m.approved_at IS NULL",
            &[case.id.into()],
        )?,
        briefs: tx
            .one("SELECT count(*) FROM brief WHERE case_id = $1", &[case.id.into()])?,
    })
}
