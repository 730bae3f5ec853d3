//! The pages a search engine may list, read from the public store.

use koreplan_store::{StoreError, Tx};

use crate::{
    access::{Permit, ReadCase},
    case::Case,
};

/// Inputs of a case that are listed, newest first: one list of pages holds 50,000.
const INPUTS: i64 = 20_000;

/// The pages of a case, as their addresses end.
pub fn pages(
    tx: &mut dyn Tx,
    case: &Case,
    _: &Permit<ReadCase>,
) -> Result<Vec<String>, StoreError> {
    let mut found: Vec<String> =
        ["", "hearings", "meetings", "decisions", "versions", "trace", "bodies", "feeds"]
            .map(str::to_owned)
            .into();
    let rows = |tx: &mut dyn Tx, sql| tx.rows(sql, &[case.id.into(), INPUTS.into()]);
    for (start, sql) in [
        ("steps", "SELECT slug FROM step WHERE case_id = $1 ORDER BY position LIMIT $2"),
        (
            "hearings",
            "SELECT slug FROM hearing WHERE case_id = $1 ORDER BY position LIMIT $2",
        ),
        (
            "meetings",
            "SELECT CAST(id AS TEXT) FROM meeting
             WHERE case_id = $1 AND approved_at IS NOT NULL ORDER BY id LIMIT $2",
        ),
        (
            "versions",
            "SELECT CAST(number AS TEXT) FROM version
             WHERE case_id = $1 AND released_at IS NOT NULL ORDER BY number LIMIT $2",
        ),
        (
            "initiatives",
            "SELECT CAST(id AS TEXT) FROM initiative WHERE case_id = $1
               AND EXISTS (SELECT 1 FROM version v WHERE v.case_id = $1
                 AND v.released_at IS NOT NULL) ORDER BY position LIMIT $2",
        ),
        (
            "inputs",
            "SELECT CAST(id AS TEXT) FROM input
             WHERE case_id = $1 AND released_at IS NOT NULL ORDER BY id DESC LIMIT $2",
        ),
    ] {
        for row in rows(tx, sql)? {
            found.push(format!("{start}/{}", row.get::<String>(0)?));
        }
    }
    Ok(found)
}
