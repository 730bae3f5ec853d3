//! What the case has already, and the rows that are stored.

use std::collections::BTreeMap;

use koreplan_store::{StoreError, Tx};

use super::rules::{Given, Known, Person};
use crate::{
    access::{ImportPeople, Permit},
    bodies::{
        rules::Role,
        storage::{self as bodies, NewSeat},
    },
    case::Case,
    people,
    web::{
        choices::Choice as _,
        form::folded,
        l10n::{Lang, Text},
    },
};

/// What rows may mean in this case.
pub fn known(tx: &mut dyn Tx, case: &Case) -> Result<Known, StoreError> {
    let mut known = Known::default();
    for one in bodies::people(tx, case)? {
        let titles = vec![folded(&one.title.da), folded(&one.title.en)];
        known.people.push((one.id, folded(&one.name), titles));
    }
    for body in bodies::all(tx, case)? {
        for name in [&body.slug, &body.name.da, &body.name.en] {
            known.bodies.insert(folded(name), body.id);
        }
        let seats = bodies::seats(tx, body.id)?;
        known.seats.insert(body.id, seats.iter().map(bodies::Seat::held).collect());
    }
    for role in Role::ALL {
        known.roles.insert(role.word().to_owned(), *role);
        for lang in [Lang::Da, Lang::En] {
            known.roles.insert(folded(&lang.say(role.key(), &[])), *role);
        }
    }
    Ok(known)
}

/// Stores the seats the rows give, and the people who are new.
pub fn save(
    tx: &mut dyn Tx,
    _: &Permit<ImportPeople>,
    rows: &[Given],
) -> Result<(usize, usize), StoreError> {
    let mut new: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut seats = 0;
    for row in rows.iter().filter(|row| !row.known) {
        let person_id = match &row.person {
            Person::Known(id) => *id,
            Person::New(name, title) => {
                let key = (name.clone(), title.clone());
                match new.get(&key) {
                    Some(id) => *id,
                    None => {
                        let title =
                            Text { da: row.title.clone(), en: row.title.clone() };
                        let id = people::storage::insert(tx, &row.name, &title)?;
                        new.insert(key, id);
                        id
                    }
                }
            }
        };
        let seat = NewSeat {
            body_id: row.body,
            person_id,
            role: row.role,
            for_id: None,
            period: row.period,
        };
        bodies::insert_seat(tx, &seat)?;
        seats += 1;
    }
    Ok((new.len(), seats))
}
