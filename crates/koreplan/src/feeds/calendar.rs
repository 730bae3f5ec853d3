//! Calendars as iCalendar (RFC 5545): feeds, and calls to meetings (RFC 5546).

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration,
    ICalendarEntry, ICalendarMethod, ICalendarParameter, ICalendarParameterName,
    ICalendarParticipationRole, ICalendarParticipationStatus, ICalendarProperty,
    ICalendarStatus, ICalendarUserTypes, ICalendarValue, ICalendarValueType, Uri,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    atom::{clean, host},
    rules::{Entry, When},
};
use crate::web::Cx;

/// The zone whose rules the feed brings along.
const ZONE: &str = "Europe/Copenhagen";

/// The head of a calendar, with the rules of the clocks in Denmark: since 1996 summer
/// time ends in October (directive 94/21/EC), before that in September.
const HEAD: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Koreplan//Koreplan//DA\r
CALSCALE:GREGORIAN\r
METHOD:PUBLISH\r
BEGIN:VTIMEZONE\r
TZID:Europe/Copenhagen\r
BEGIN:DAYLIGHT\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
DTSTART:19810329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
END:VCALENDAR\r
";

/// Writes the calendar; nothing where its head can't be read, which a test refuses.
pub fn written(cx: &Cx, title: &str, zone: &TimeZone, entries: &[Entry]) -> String {
    let Ok(mut calendar) = ICalendar::parse(HEAD) else { return String::new() };
    let own = |name: &str| ICalendarProperty::Other(name.to_owned());
    for name in [ICalendarProperty::Name, own("X-WR-CALNAME")] {
        calendar.components[0].add_property(name, line(title));
    }
    for entry in entries {
        let at = u32::try_from(calendar.components.len()).unwrap_or(u32::MAX);
        calendar.components[0].component_ids.push(at);
        calendar.components.push(component(cx, zone, entry));
    }
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = calendar.write_to(&mut text);
    text
}

/// A text as the writer takes it: it knows line breaks of one sign only.
fn line(text: &str) -> String {
    clean(text).replace("\r\n", "\n").replace('\r', "\n")
}

fn utc(at: i64) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn component(cx: &Cx, zone: &TimeZone, entry: &Entry) -> ICalendarComponent {
    use ICalendarProperty as Is;
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(&uid(cx.app.base_url(), &cx.case, &entry.name));
    event.add_property(Is::Dtstamp, utc(entry.changed));
    event.add_property(Is::LastModified, utc(entry.changed));
    event.add_sequence(entry.sequence);
    let day = |name, day: jiff::civil::Date| {
        ICalendarEntry::new(name)
            .with_param(ICalendarParameter::value(ICalendarValueType::Date))
            .with_value(day.strftime("%Y%m%d").to_string())
    };
    match entry.when {
        When::Days(span) => {
            event.entries.push(day(Is::Dtstart, span.from));
            // The end of whole days is the day after the last one.
            event.entries.push(day(Is::Dtend, span.to.tomorrow().unwrap_or(span.to)));
        }
        When::At(at) => event.entries.push(begins(zone, at)),
    }
    event.add_property(Is::Summary, line(&entry.title));
    for (name, text) in [(Is::Description, &entry.text), (Is::Location, &entry.place)] {
        if !text.is_empty() {
            event.add_property(name, line(text));
        }
    }
    let page = Uri::Location(cx.absolute(&cx.url(&entry.page)));
    event.add_property(Is::Url, ICalendarValue::Uri(page));
    // Nobody is busy because of it.
    event.add_property(Is::Transp, "TRANSPARENT");
    event
}

/// The name of an entry for ever, the same in feeds and in calls.
pub fn uid(base: &str, case: &str, name: &str) -> String {
    format!("{name}.{case}@{}", host(base))
}

/// When something begins, by the clocks in Denmark where the case keeps to them.
fn begins(zone: &TimeZone, at: i64) -> ICalendarEntry {
    let start = ICalendarEntry::new(ICalendarProperty::Dtstart);
    if zone.iana_name() != Some(ZONE) {
        return start.with_value(utc(at));
    }
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let local = at.to_zoned_datetime(zone.clone()).strftime("%Y%m%dT%H%M%S").to_string();
    let zone = ICalendarParameter::new(ICalendarParameterName::Tzid, ZONE.to_owned());
    start.with_param(zone).with_value(local)
}

/// What is said to one person about a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Come, or: it has moved.
    Request,
    /// It is called off, or: you are no longer asked.
    Cancel,
}

/// A call to a meeting, for one person: addresses of others are not in it.
pub struct Call<'a> {
    pub said: Said,
    pub uid: &'a str,
    /// Counts up when time or place change.
    pub sequence: i64,
    /// When it is said, in microseconds.
    pub stamp: i64,
    pub starts_at: i64,
    pub zone: &'a TimeZone,
    pub title: &'a str,
    pub text: &'a str,
    pub place: &'a str,
    /// The page of the meeting.
    pub page: &'a str,
    /// Name and address of who calls, and of who is called.
    pub organizer: (&'a str, &'a str),
    pub attendee: (&'a str, &'a str),
}

/// Hours a meeting blocks: it is planned with a beginning only.
const HOURS: u32 = 2;

/// A name as a parameter: it can't hold quotes, and no line of its own.
fn name(text: &str) -> String {
    clean(text).replace(['"', '\r', '\n'], " ").trim().to_owned()
}

fn mailto(address: &str) -> ICalendarValue {
    ICalendarValue::Uri(Uri::Location(format!("mailto:{address}")))
}

/// Writes a call; nothing where its head can't be read, which a test refuses.
pub fn call(call: &Call) -> String {
    use ICalendarProperty as Is;
    let (method, status) = match call.said {
        Said::Request => (ICalendarMethod::Request, ICalendarStatus::Confirmed),
        Said::Cancel => (ICalendarMethod::Cancel, ICalendarStatus::Cancelled),
    };
    let Ok(mut calendar) = ICalendar::parse(HEAD) else { return String::new() };
    if let Some(entry) = calendar.components[0].property_mut(&Is::Method) {
        entry.values = vec![method.into()];
    }
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(call.uid);
    event.add_sequence(call.sequence);
    event.add_property(Is::Dtstamp, utc(call.stamp));
    event.entries.push(begins(call.zone, call.starts_at));
    let hours = ICalendarDuration { hours: HOURS, ..ICalendarDuration::default() };
    event.add_property(Is::Duration, hours);
    event.add_property(Is::Summary, line(call.title));
    event.add_property(Is::Status, status);
    for (name, text) in [(Is::Description, call.text), (Is::Location, call.place)] {
        if !text.is_empty() {
            event.add_property(name, line(text));
        }
    }
    event.add_property(Is::Url, ICalendarValue::Uri(Uri::Location(call.page.to_owned())));
    let (organizer, address) = call.organizer;
    let cn = ICalendarParameter::cn(name(organizer));
    event.add_property_with_params(Is::Organizer, [cn], mailto(address));
    let (attendee, address) = call.attendee;
    let params = [
        ICalendarParameter::cutype(ICalendarUserTypes::Individual),
        ICalendarParameter::role(ICalendarParticipationRole::ReqParticipant),
        ICalendarParameter::partstat(ICalendarParticipationStatus::NeedsAction),
        ICalendarParameter::rsvp(true),
        ICalendarParameter::cn(name(attendee)),
    ];
    event.add_property_with_params(Is::Attendee, params, mailto(address));
    event.add_property(Is::Transp, "OPAQUE");
    let at = u32::try_from(calendar.components.len()).unwrap_or(u32::MAX);
    calendar.components[0].component_ids.push(at);
    calendar.components.push(event);
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = calendar.write_to(&mut text);
    text
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan as _, civil::Weekday, civil::date};

    use super::*;

    /// When the clocks change in a month of a year, by the rule of the head: at one
    /// o'clock in the morning, UTC, of the last Sunday.
    fn by_rule(year: i16, month: i8) -> Timestamp {
        let last = date(year, month, 1).last_of_month();
        let sunday = if last.weekday() == Weekday::Sunday {
            last
        } else {
            last.nth_weekday(-1, Weekday::Sunday).unwrap()
        };
        sunday.at(1, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp()
    }

    #[test]
    fn w14_no_text_begins_a_line_of_its_own() {
        let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
        let text = line("Møde, en; to\r\nBEGIN:VEVENT\rUID:x\u{0}");
        event.add_property(ICalendarProperty::Summary, text);
        let mut written = String::new();
        let calendar = ICalendar { components: vec![event] };
        calendar.write_to(&mut written).unwrap();
        assert_eq!(
            written,
            "BEGIN:VEVENT\r\nSUMMARY:Møde\\, en\\; to\\nBEGIN:VEVENT\\nUID:x\r\nEND:VEVENT\r\n"
        );
    }

    #[test]
    fn the_clocks_change_as_the_zone_says() {
        let head = ICalendar::parse(HEAD).unwrap();
        assert_eq!(head.components.len(), 4);
        let zone = TimeZone::get(ZONE).unwrap();
        let start =
            date(1996, 6, 1).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
        let mut expected = vec![by_rule(1996, 10)];
        for year in 1997..=2037 {
            expected.extend([by_rule(year, 3), by_rule(year, 10)]);
        }

        let changes: Vec<_> =
            zone.following(start).take(expected.len()).map(|it| it.timestamp()).collect();

        assert_eq!(changes, expected);
        let summer = start + 24.hours();
        assert_eq!(zone.to_offset_info(summer).offset().seconds(), 7_200);
    }
}
