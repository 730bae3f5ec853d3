//! What stands in the calendar of one person.

use koreplan_store::{StoreError, Tx};

use super::rules::Sort;
use crate::{
    access::{
        Actor, ListMeetings, ListTasks, Permit, Person, ReadCalendar, ReadCase,
        ReadMeeting, ReadTask, Sealed,
    },
    case::Case,
    feeds::{
        self,
        rules::{About, Entry, When},
    },
    meetings::{self, storage::Meeting},
    plan::{self, pause, rules::Span},
    reminders, tasks,
    web::{Cx, error::Error, session},
};

/// Where a calendar is read: on our pages, or in a program outside the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    Inside,
    Outside,
}

/// The person a secret address belongs to, with the seats of today. Nobody: the secret
/// opens nothing, or no more.
pub fn of_secret(
    tx: &mut dyn Tx,
    cx: &Cx,
    secret: &str,
) -> Result<Option<Actor>, StoreError> {
    let Some((id, name)) = reminders::storage::of_secret(tx, secret)? else {
        return Ok(None);
    };
    let seats = session::seats(tx, id, &cx.today().to_string())?;
    let person = Some(Person { id, name, operator: false });
    Ok(Some(Actor { person, seats, csrf: String::new() }))
}

/// What a meeting is called outside the house: by who meets. Its own title may say more.
pub fn meeting_outside(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
) -> Result<String, StoreError> {
    let host = meetings::invitations::storage::host(tx, case, meeting)?;
    Ok(cx.say("calendar-meeting-of", &[("host", cx.text(&host).to_owned().into())]))
}

/// Everything that opens for `actor`: what sort it is, and when.
pub fn entries(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    (actor, _): (&Actor, &Permit<ReadCalendar>),
    read: Read,
) -> Result<Vec<(Sort, Entry)>, Error> {
    let (_, reader) = Sealed::new(case.clone()).open(actor, ReadCase)?;
    let mut found = Vec::new();
    for entry in feeds::pages::steps_and_hearings(cx, tx, case, &reader)? {
        let sort =
            if entry.name.starts_with("step-") { Sort::Step } else { Sort::Hearing };
        found.push((sort, entry));
    }
    found
        .extend(gates(cx, tx, case, &reader)?.into_iter().map(|gate| (Sort::Gate, gate)));
    let (_, permit) = Sealed::new(case.clone()).open(actor, ListMeetings)?;
    for sealed in meetings::storage::list(tx, case, &permit)? {
        let Ok((meeting, _)) = sealed.open(actor, ReadMeeting) else { continue };
        if meeting.cancelled_at.is_some() {
            continue;
        }
        let title = match read {
            Read::Inside => meeting.title.clone(),
            Read::Outside => meeting_outside(cx, tx, case, &meeting)?,
        };
        let sequence = meetings::invitations::storage::sequence(tx, meeting.id)?;
        found.push((
            Sort::Meeting,
            Entry {
                name: format!("meeting-{}", meeting.id),
                sequence,
                changed: meeting.approved_at.or(meeting.papers_at).unwrap_or(0),
                when: When::At(meeting.starts_at),
                about: About::WholeCase,
                title,
                text: String::new(),
                place: meeting.place,
                page: format!("meetings/{}", meeting.id),
            },
        ));
    }
    let (_, permit) = Sealed::new(case.clone()).open(actor, ListTasks)?;
    let pauses = pause::storage::all(tx, case)?;
    for sealed in tasks::storage::list(tx, case, &permit)? {
        let Ok((mut task, _)) = sealed.open(actor, ReadTask) else { continue };
        if task.done_at.is_some() {
            continue;
        }
        task.put_off(&cx.app.zone, &pauses, cx.today());
        let title = match read {
            Read::Inside => task.title.clone(),
            Read::Outside => reminders::storage::title_outside(cx.lang, &task),
        };
        found.push((
            Sort::Task,
            Entry {
                name: format!("task-{}", task.id),
                sequence: 0,
                changed: task.made_at,
                when: When::Days(Span { from: task.due, to: task.due }),
                about: About::WholeCase,
                title,
                text: String::new(),
                place: String::new(),
                page: format!("tasks/{}", task.id),
            },
        ));
    }
    Ok(found)
}

/// A gate stands on the day the last step it waits for is to end.
fn gates(
    cx: &Cx,
    tx: &mut dyn Tx,
    case: &Case,
    permit: &Permit<ReadCase>,
) -> Result<Vec<Entry>, StoreError> {
    let steps = plan::storage::steps(tx, case, permit, cx.today())?;
    let mut found = Vec::new();
    for gate in plan::storage::gates(tx, case)? {
        let required = steps.iter().filter(|step| gate.requires.contains(&step.id));
        let Some(day) = required.map(|step| step.dates.current().to).max() else {
            continue;
        };
        found.push(Entry {
            name: format!("gate-{}", gate.slug),
            sequence: 0,
            changed: gate.opened_at.unwrap_or(0),
            when: When::Days(Span { from: day, to: day }),
            about: About::WholeCase,
            title: cx.text(&gate.title).to_owned(),
            text: String::new(),
            place: String::new(),
            page: String::new(),
        });
    }
    Ok(found)
}
