//! The way in for a crowd: inputs that arrive while others are being written are
//! written together, in one act with one commit.
//!
//! What can be worked out without the database is worked out before: form checks,
//! hashes, whose hearing it is. The writing thread reads the hearing anew, so what is
//! decided there - late or not, known or new - never rests on something remembered.

use std::{
    collections::{BTreeMap, HashMap, btree_map::Entry},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use koreplan_store::{StoreError, Tx};
use serde_json::json;
use tokio::sync::oneshot;

use super::{
    drafts, pages,
    rules::{self, Refused},
    storage::{self, Arriving, Hearing, Question, Received, Stored},
};
use crate::{
    App,
    access::{Facts, Guarded, Permit, ReadCase, Sealed, SubmitInput},
    case::{self, Case, storage::Area},
    confirmations, journal,
    uploads::CheckedFiles,
    web::{Cx, choices::Choice as _, error::Error},
};

/// A hearing with all that its form asks, as it was a moment ago.
#[derive(Debug)]
pub struct Desk {
    pub hearing: Hearing,
    pub areas: Vec<Area>,
    pub questions: Vec<Question>,
}

impl Desk {
    pub fn of(
        tx: &mut dyn Tx,
        case: &Case,
        hearing: Hearing,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            areas: case::storage::areas(tx, case)?,
            questions: storage::questions(tx, &hearing)?,
            hearing,
        })
    }
}

impl Guarded for Arc<Desk> {
    fn facts(&self) -> Facts {
        self.hearing.facts()
    }
}

/// An input on its way in.
struct Act {
    arriving: Arriving,
    desk: Arc<Desk>,
    cx: Cx,
    permit: Permit<SubmitInput>,
}

/// An input with the one who waits for what becomes of it.
type Sent = (Act, oneshot::Sender<Result<Outcome, StoreError>>);

/// What became of an input that was sent: what its receipt says and whether it was sent
/// before, or why not.
type Outcome = Result<(Received, bool), Refused>;

/// The slugs of a case and of its hearing.
type Address = (String, String);

/// What waits, and what is remembered.
#[derive(Default)]
pub struct Intake {
    waiting: Mutex<Waiting>,
    desks: Mutex<HashMap<Address, (Instant, Arc<Desk>)>>,
}

#[derive(Default)]
struct Waiting {
    sent: Vec<Sent>,
    /// Somebody is writing, and will take what waits.
    busy: bool,
}

/// How many inputs may wait before the next is told to come back.
const ROOM: usize = 20_000;
/// How many inputs one act carries at the most.
const GROUP: usize = 512;
/// How long a form's questions are remembered: another server may change them.
const MEMORY: Duration = Duration::from_secs(1);
/// Hearings remembered at once.
const DESKS: usize = 256;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Intake {
    /// Whether inputs come faster than they are written one by one: what can wait, waits.
    pub fn is_busy(&self) -> bool {
        locked(&self.waiting).busy
    }

    /// Forgets what is remembered: something was changed.
    pub fn forget(&self) {
        locked(&self.desks).clear();
    }
}

/// The hearing in the address, with all that its form asks.
pub async fn desk(cx: &Cx) -> Result<Sealed<Arc<Desk>>, Error> {
    let key = (cx.case.clone(), cx.param("hearing").to_owned());
    let known = locked(&cx.app.intake.desks).get(&key).cloned();
    if let Some((_, desk)) = known.filter(|(since, _)| since.elapsed() < MEMORY) {
        return Ok(Sealed::new(desk));
    }
    let asked = cx.clone();
    let desk = cx
        .app
        .store
        .read(move |tx| -> Result<_, Error> {
            let cx = &asked;
            let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
            let hearing = storage::load_hearing(tx, &case, cx.param("hearing"))?;
            let (hearing, _) = hearing.open(&cx.actor, SubmitInput)?;
            Ok(Arc::new(Desk::of(tx, &case, hearing)?))
        })
        .await?;
    let mut desks = locked(&cx.app.intake.desks);
    if desks.len() >= DESKS {
        desks.clear();
    }
    desks.insert(key, (Instant::now(), desk.clone()));
    Ok(Sealed::new(desk))
}

/// Has an input stored, with others or alone; tells after the commit.
pub async fn receive(
    cx: &Cx,
    desk: Arc<Desk>,
    permit: Permit<SubmitInput>,
    arriving: Arriving,
) -> Result<(Received, bool), Error> {
    let (answer, told) = oneshot::channel();
    let sent = (Act { arriving, desk, cx: cx.clone(), permit }, answer);
    {
        let mut waiting = locked(&cx.app.intake.waiting);
        if waiting.sent.len() >= ROOM {
            return Err(StoreError::Away("too many inputs are waiting".into()).into());
        }
        waiting.sent.push(sent);
        if !mem::replace(&mut waiting.busy, true) {
            // Not the sender's own task: a sender may hang up, the group goes on.
            tokio::spawn(write_all(cx.app.clone()));
        }
    }
    let stopped = || StoreError::Away("the store has stopped".into());
    Ok(told.await.map_err(|_| stopped())???)
}

/// Has an input stored that brings files: an act of its own, for files take a while.
pub async fn receive_files(
    cx: &Cx,
    desk: Arc<Desk>,
    permit: Permit<SubmitInput>,
    arriving: Arriving,
    files: CheckedFiles,
) -> Result<i64, Error> {
    let (app, mut cx) = (cx.app.clone(), cx.clone());
    let act = move |tx: &mut dyn Tx| {
        cx.now = cx.app.now();
        let hearing = storage::hearing_by_id(tx, desk.hearing.id)?;
        rules::accepts(hearing.state(arriving.received_at))?;
        let number = pages::receive_with(&cx, tx, &permit, &hearing, &arriving, &files)?;
        drafts::storage::forget_all(tx, &[vec![arriving.key_hash().into()]])?;
        Ok::<_, Error>(number)
    };
    app.store.write(act).await
}

/// Writes groups until nothing waits.
async fn write_all(app: App) {
    loop {
        let group = {
            let mut waiting = locked(&app.intake.waiting);
            let many = waiting.sent.len().min(GROUP);
            if many == 0 {
                waiting.busy = false;
                return;
            }
            waiting.sent.drain(..many).collect::<Vec<_>>()
        };
        let clock = app.clone();
        let (acts, answers): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let written = app.store.write(move |tx| write(tx, acts, clock.now())).await;
        match written {
            Ok(outcomes) => {
                for (answer, outcome) in answers.into_iter().zip(outcomes) {
                    let _ = answer.send(Ok(outcome));
                }
            }
            Err(error) => {
                for answer in answers {
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
    }
}

/// Stores a group with an entry each, in the order they came.
fn write(
    tx: &mut dyn Tx,
    mut acts: Vec<Act>,
    now: Timestamp,
) -> Result<Vec<Outcome>, StoreError> {
    for act in &mut acts {
        act.cx.now = now;
    }
    let mut outcomes: Vec<Option<Outcome>> = acts.iter().map(|_| None).collect();
    let mut by_hearing: BTreeMap<i64, (Hearing, Vec<usize>)> = BTreeMap::new();
    for (at, act) in acts.iter().enumerate() {
        let (hearing, places) = match by_hearing.entry(act.desk.hearing.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let hearing = storage::hearing_by_id(tx, *new.key())?;
                new.insert((hearing, Vec::new()))
            }
        };
        match rules::accepts(hearing.state(act.arriving.received_at)) {
            Ok(()) => places.push(at),
            Err(refused) => outcomes[at] = Some(Err(refused)),
        }
    }
    let mut entries = Vec::with_capacity(acts.len());
    for (hearing, places) in by_hearing.values() {
        let arriving: Vec<_> = places.iter().map(|at| &acts[*at].arriving).collect();
        let stored = storage::submit_all(tx, hearing, &arriving)?;
        for (at, stored) in places.iter().zip(stored) {
            let act = &acts[*at];
            outcomes[*at] = Some(match stored {
                Stored::Repeat(received) => Ok((received, true)),
                Stored::OtherText => Err(Refused::OtherText),
                Stored::New { id, number } => {
                    let noted = noted(hearing, &act.arriving, number);
                    let subject = format!("inputs/{id}");
                    let at = (act.cx.now_us(), act.cx.case.as_str());
                    entries.push(journal::entry(at, &act.permit, &subject, &noted, ""));
                    let (owner, said) = (act.arriving.owner_id, &act.arriving.submission);
                    confirmations::enqueue(
                        tx,
                        &act.cx,
                        hearing,
                        (id, number),
                        owner,
                        said,
                    )?;
                    Ok((act.arriving.received(hearing, number), false))
                }
            });
        }
    }
    journal::append_all(tx, entries)?;
    if drafts::storage::any(tx)? {
        let keys = acts.iter().map(|act| vec![act.arriving.key_hash().into()]);
        drafts::storage::forget_all(tx, &keys.collect::<Vec<_>>())?;
    }
    outcomes
        .into_iter()
        .map(|outcome| {
            outcome.ok_or_else(|| StoreError::Broken("an input was skipped".into()))
        })
        .collect()
}

/// What the record says of an input: that and when, not what. Texts can be erased, the
/// record can't.
pub fn noted(hearing: &Hearing, arriving: &Arriving, number: i64) -> serde_json::Value {
    json!({
        "hearing": hearing.slug,
        "late": arriving.is_late(hearing),
        "number": number,
        "source": arriving.source.word(),
    })
}
