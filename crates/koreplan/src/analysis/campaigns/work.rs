//! What is done about campaigns in the background: groupings that were asked for, new
//! letters that join, and letters that are compared with a new template.
//!
//! Reading is done on a reader's thread and comparing on threads of its own; the writing
//! thread gets slices, so that nobody waits for a receipt. Whatever is interrupted is
//! done again by the next start, with the same outcome.

use std::{collections::BTreeMap, time::Duration};

use koreplan_log::Entry;
use koreplan_store::{StoreError, Tx};
use koreplan_text::campaigns::Joiner;
use serde_json::json;

use super::{
    rules::{self, Docket, Found, How, Ruler, Stage},
    storage::{self, Grouping, Joined, Tail},
};
use crate::{App, background::away, journal};

/// Inputs that are read at once, and members that are written at once.
const READ: i64 = 5_000;
const WRITTEN: usize = 2_000;
/// Newcomers that are looked at at once, and letters measured at once.
const NEWCOMERS: i64 = 500;

const REST: Duration = Duration::from_secs(1);
const LONG_REST: Duration = Duration::from_secs(10);

/// Works until it is aborted.
pub async fn run(app: App) {
    let mut joining = Joining::default();
    loop {
        let rest = match turn(&app, &mut joining).await {
            Ok(false) => REST,
            Ok(true) => continue,
            Err(error) => {
                tracing::warn!(%error, "campaigns rest");
                LONG_REST
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// One round; whether there may be more to do.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn turn(app: &App, joining: &mut Joining) -> Result<bool, StoreError> {
    if let Some(grouping) = app.store.read(storage::next_grouping).await? {
        group(app, &grouping).await?;
        return Ok(true);
    }
    Ok(joining.slice(app).await? | measure(app).await?)
}

async fn progress(
    app: &App,
    grouping: &Grouping,
    stage: Stage,
    how_far: (usize, usize),
) -> Result<(), StoreError> {
    let grouping = grouping.clone();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let how_far = (count(how_far.0), count(how_far.1));
    app.store.write(move |tx| storage::save_progress(tx, &grouping, stage, how_far)).await
}

/// Does a grouping from the beginning to the end.
async fn group(app: &App, grouping: &Grouping) -> Result<(), StoreError> {
    let mut docket = Docket::default();
    let mut after = 0;
    let mut told = 0;
    loop {
        let asked = grouping.clone();
        let read = move |tx: &mut dyn Tx| storage::free_letters(tx, &asked, after, READ);
        let (reached, letters) = app.store.read(read).await?;
        let Some(reached) = reached else { break };
        after = reached;
        for (id, key, body) in letters {
            docket.add(id, key, body);
        }
        if docket.len() >= told + 50_000 || told == 0 {
            told = docket.len();
            let total = usize::try_from(grouping.total).unwrap_or(told).max(told);
            progress(app, grouping, Stage::Reading, (told, total)).await?;
        }
    }
    let all = docket.len();
    progress(app, grouping, Stage::Comparing, (0, all)).await?;
    let smallest = grouping.smallest;
    let found = away(move || rules::find(docket, smallest)).await?;
    store(app, grouping, found).await
}

/// Stores what was found, a slice at a time.
async fn store(
    app: &App,
    grouping: &Grouping,
    found: Vec<Found>,
) -> Result<(), StoreError> {
    let all: usize = found.iter().map(|one| one.members.len()).sum();
    let mut campaigns = Vec::with_capacity(found.len());
    let mut joined: Vec<Joined> = Vec::with_capacity(all);
    for slice in found.chunks(WRITTEN) {
        let (grouping, now) = (grouping.clone(), app.now().as_microsecond());
        let slice = slice.to_vec();
        let templates = slice.clone();
        let ids = app
            .store
            .write(move |tx| storage::store_campaigns(tx, &grouping, &templates, now))
            .await?;
        for (id, one) in ids.into_iter().zip(slice) {
            campaigns.push(id);
            joined.extend(one.members.into_iter().map(|(input, how)| (input, id, how)));
        }
    }
    drop(found);
    // In the order of the inputs: rows go to the end of the table.
    joined.sort_unstable_by_key(|(input, ..)| *input);
    let mut done = 0;
    for slice in joined.chunks(WRITTEN) {
        let (grouping, now) = (grouping.clone(), app.now().as_microsecond());
        let slice = slice.to_vec();
        done += slice.len();
        let how_far = (i64::try_from(done).unwrap_or(0), i64::try_from(all).unwrap_or(0));
        app.store
            .write(move |tx| {
                storage::store_members(tx, &slice, now)?;
                storage::save_progress(tx, &grouping, Stage::Storing, how_far)
            })
            .await?;
    }
    let (grouping, now) = (grouping.clone(), app.now().as_microsecond());
    app.store
        .write(move |tx| {
            let letters = i64::try_from(all).unwrap_or(i64::MAX);
            if storage::end_grouping(tx, &grouping, &campaigns, letters, now)? {
                let what = json!({
                    "campaigns": campaigns.len(),
                    "grouping": grouping.id,
                    "letters": all,
                    "smallest": grouping.smallest,
                });
                note(
                    tx,
                    &grouping.case,
                    ("StoreCampaigns", "campaigns".into()),
                    what,
                    now,
                )?;
            }
            Ok(())
        })
        .await
}

/// What the machine did, in the record.
fn note(
    tx: &mut dyn Tx,
    case: &str,
    (action, subject): (&str, String),
    what: serde_json::Value,
    now: i64,
) -> Result<(), StoreError> {
    let entry = Entry {
        seq: 0,
        at: now,
        case: case.into(),
        actor: "koreplan".into(),
        action: action.into(),
        subject,
        what: what.to_string(),
        why: String::new(),
    };
    journal::append(tx, entry)
}

/// The templates in memory, as long as no campaign changes.
#[derive(Default)]
pub struct Joining {
    changed: Option<(i64, i64, i64)>,
    /// By case.
    joiners: BTreeMap<i64, Joiner>,
    /// By campaign.
    templates: BTreeMap<i64, String>,
}

impl Joining {
    /// Lets a slice of new inputs join; whether there may be more.
    async fn slice(&mut self, app: &App) -> Result<bool, StoreError> {
        let tail = app.store.read(storage::tail).await?;
        if tail.at >= tail.newest {
            return Ok(false);
        }
        self.renew(app, &tail).await?;
        if self.joiners.is_empty() {
            // Nothing to join: a grouping will look at them.
            let Tail { at, newest, .. } = tail;
            app.store.write(move |tx| storage::move_tail(tx, at, newest)).await?;
            return Ok(false);
        }
        let read = move |tx: &mut dyn Tx| storage::newcomers(tx, tail.at, NEWCOMERS);
        let newcomers = app.store.read(read).await?;
        let Some(newest) = newcomers.last().map(|(id, ..)| *id) else { return Ok(false) };
        let found: Vec<_> = tokio::task::block_in_place(|| {
            newcomers.iter().filter_map(|newcomer| self.place(newcomer)).collect()
        });
        let now = app.now().as_microsecond();
        app.store
            .write(move |tx| {
                if !storage::move_tail(tx, tail.at, newest)? {
                    return Ok(true);
                }
                joined(tx, &found, now)?;
                Ok(true)
            })
            .await
    }

    /// The campaign a newcomer joins, with its case.
    fn place(&self, (id, case, body): &(i64, i64, String)) -> Option<(i64, Joined)> {
        let (campaign, alike) = self.joiners.get(case)?.join(body)?;
        let measure = rules::measured(self.templates.get(&campaign)?, body, alike);
        Some((*case, (*id, campaign, measure)))
    }

    async fn renew(&mut self, app: &App, tail: &Tail) -> Result<(), StoreError> {
        if self.changed == Some(tail.changed) {
            return Ok(());
        }
        self.joiners.clear();
        self.templates.clear();
        for (case, campaign, template) in app.store.read(storage::templates).await? {
            self.joiners.entry(case).or_default().add(campaign, &template);
            self.templates.insert(campaign, template);
        }
        self.changed = Some(tail.changed);
        Ok(())
    }
}

/// Stores newcomers that found a campaign, with one entry in the record for each case.
fn joined(tx: &mut dyn Tx, found: &[(i64, Joined)], now: i64) -> Result<(), StoreError> {
    let mut cases: BTreeMap<i64, Vec<Joined>> = BTreeMap::new();
    for (case, letter) in found {
        cases.entry(*case).or_default().push(*letter);
    }
    for (case, letters) in cases {
        let counts = storage::join(tx, &letters, now)?;
        let ids = || letters.iter().map(|(id, ..)| *id);
        let (first, last) = (ids().min(), ids().max());
        if let Some(case) = storage::slug(tx, case)?.filter(|_| !counts.is_empty()) {
            let counts: BTreeMap<String, i64> =
                counts.into_iter().map(|(id, count)| (id.to_string(), count)).collect();
            let what = json!({"first": first, "joined": counts, "last": last});
            note(tx, &case, ("JoinCampaign", "campaigns".into()), what, now)?;
        }
    }
    Ok(())
}

/// Compares a slice of a campaign's letters with its new template; whether there may be
/// more.
async fn measure(app: &App) -> Result<bool, StoreError> {
    let read = |tx: &mut dyn Tx| storage::to_measure(tx, NEWCOMERS);
    let Some(what) = app.store.read(read).await? else { return Ok(false) };
    let measures: Vec<_> = tokio::task::block_in_place(|| {
        let ruler = Ruler::new(&what.template);
        let letters = what.letters.iter();
        letters
            .map(|(id, how, body)| {
                let mut measure = ruler.measure(body);
                if *how == How::Hand {
                    measure.how = How::Hand;
                }
                (*id, measure)
            })
            .collect()
    });
    let is_last = i64::try_from(what.letters.len()).unwrap_or(0) < NEWCOMERS;
    let to = what.letters.last().map(|(id, ..)| *id).filter(|_| !is_last);
    let now = app.now().as_microsecond();
    app.store
        .write(move |tx| {
            // Whether a letter must be read may be another matter now: the search is told,
            // once all are compared.
            if storage::save_measures(tx, &what, &measures, to)? && to.is_none() {
                let subject = format!("campaigns/{}", what.campaign_id);
                note(tx, &what.case, ("MeasureCampaign", subject), json!({}), now)?;
            }
            Ok(true)
        })
        .await
}
