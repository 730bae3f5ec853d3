//! What mail programs answer, out of the mail they send: METHOD:REPLY (RFC 5546, 6047).

use calcard::{
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarComponentType, ICalendarEntry, ICalendarParameterName,
        ICalendarProperty, ICalendarValue,
    },
};
use mail_parser::{HeaderName, MessageParser, MimeHeaders as _};

use super::rules::Reply;
use crate::outbox::rules::Address;

/// The largest mail that is looked at, in bytes: an answer is small.
pub const LARGEST: usize = 1024 * 1024;

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub uid: String,
    pub sequence: i64,
    /// When it was given, in seconds.
    pub stamp: i64,
    /// For whom it answers.
    pub attendee: Address,
    pub reply: Reply,
    pub delegate: Option<Address>,
    /// Who sent the mail it came in.
    pub from: Address,
}

/// Why a mail holds no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    #[error("the mail is larger than 1 MB")]
    TooLarge,
    #[error("it is no mail")]
    NoMail,
    #[error("it has no sender, or several")]
    NoSender,
    #[error("its own mail server says that the sender is not who it seems")]
    Forged,
    #[error("there is no answer to a meeting in it")]
    NoReply,
    #[error("the answer lacks what it answers, for whom, or what it says")]
    Broken,
}

/// Reads the answer in a mail.
///
/// # Errors
/// [`NoAnswer`] says why there is none.
pub fn read(mail: &[u8]) -> Result<Answered, NoAnswer> {
    if mail.len() > LARGEST {
        return Err(NoAnswer::TooLarge);
    }
    let message = MessageParser::default().parse(mail).ok_or(NoAnswer::NoMail)?;
    if message.header_values(HeaderName::From).count() > 1 {
        return Err(NoAnswer::NoSender);
    }
    let senders: Vec<&str> = message
        .from()
        .map(|from| from.iter().filter_map(|one| one.address.as_deref()).collect())
        .unwrap_or_default();
    let [sender] = senders[..] else { return Err(NoAnswer::NoSender) };
    let from: Address = sender.parse().map_err(|_| NoAnswer::NoSender)?;
    // The newest such line is of the server that took the mail in; it stands first.
    let judged = message
        .headers_raw()
        .find(|(name, _)| name.eq_ignore_ascii_case("Authentication-Results"))
        .map(|(_, said)| said.to_ascii_lowercase());
    if judged.is_some_and(|said| said.contains("dmarc=fail") || said.contains("spf=fail"))
    {
        return Err(NoAnswer::Forged);
    }
    let text = message
        .parts
        .iter()
        .find(|part| {
            part.is_content_type("text", "calendar")
                || part.is_content_type("application", "ics")
        })
        .and_then(|part| part.text_contents())
        .ok_or(NoAnswer::NoReply)?;
    let calendar = ICalendar::parse(text).map_err(|_| NoAnswer::NoReply)?;
    answered(&calendar, from)
}

fn text(entry: &ICalendarEntry) -> Option<&str> {
    entry.values.first().and_then(|value| value.as_text())
}

fn address(written: &str) -> Option<Address> {
    let bare = written.trim();
    let mailto = bare.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("mailto:"));
    if mailto { bare[7..].parse().ok() } else { bare.parse().ok() }
}

fn answered(calendar: &ICalendar, from: Address) -> Result<Answered, NoAnswer> {
    use ICalendarProperty as Is;
    let head = calendar.components.first().ok_or(NoAnswer::NoReply)?;
    let method = head.property(&Is::Method).and_then(text).unwrap_or_default();
    if !method.eq_ignore_ascii_case("REPLY") {
        return Err(NoAnswer::NoReply);
    }
    let mut events = calendar
        .components
        .iter()
        .filter(|part| part.component_type == ICalendarComponentType::VEvent);
    let (Some(event), None) = (events.next(), events.next()) else {
        return Err(NoAnswer::Broken);
    };
    let attendee_is = Is::Attendee;
    let mut attendees = event.properties(&attendee_is);
    let (Some(entry), None) = (attendees.next(), attendees.next()) else {
        return Err(NoAnswer::Broken);
    };
    let said = |name: ICalendarParameterName| {
        entry.parameter(&name).and_then(|value| value.as_text())
    };
    let status = said(ICalendarParameterName::Partstat).unwrap_or_default();
    let reply = match status.to_ascii_uppercase().as_str() {
        "ACCEPTED" => Reply::Accepted,
        "DECLINED" => Reply::Declined,
        "TENTATIVE" => Reply::Tentative,
        "DELEGATED" => Reply::Delegated,
        _ => return Err(NoAnswer::Broken),
    };
    let sequence = event
        .property(&Is::Sequence)
        .and_then(|entry| entry.values.first())
        .and_then(ICalendarValue::as_integer);
    let stamp = event
        .property(&Is::Dtstamp)
        .and_then(|entry| entry.values.first())
        .and_then(|value| value.as_partial_date_time())
        .and_then(PartialDateTime::to_timestamp);
    Ok(Answered {
        uid: event.uid().ok_or(NoAnswer::Broken)?.to_owned(),
        sequence: sequence.unwrap_or(0),
        stamp: stamp.ok_or(NoAnswer::Broken)?,
        attendee: text(entry).and_then(address).ok_or(NoAnswer::Broken)?,
        reply,
        delegate: said(ICalendarParameterName::DelegatedTo).and_then(address),
        from,
    })
}

/// The mails of a file: a mailbox (mbox) holds many, anything else is one.
pub fn mails(file: &[u8]) -> Vec<Vec<u8>> {
    if !file.starts_with(b"From ") {
        return vec![file.to_vec()];
    }
    mail_parser::mailbox::mbox::MessageIterator::new(file)
        .map_while(Result::ok)
        .map(mail_parser::mailbox::mbox::Message::unwrap_contents)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MAIL: &str = "From: Jan <jan@kl.example>\r\n\
        To: post@koreplan.example\r\n\
        Subject: Accepteret: Møde\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nJa tak.\r\n\
        --x\r\nContent-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n\
        BEGIN:VCALENDAR\r\nPRODID:-//x//y//DA\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n\
        BEGIN:VEVENT\r\nUID:meeting-7.plan@koreplan.example\r\nSEQUENCE:2\r\n\
        DTSTAMP:20101102T090000Z\r\nDTSTART;TZID=Europe/Copenhagen:20101109T130000\r\n\
        ORGANIZER:mailto:post@koreplan.example\r\n\
        ATTENDEE;CN=Jan;PARTSTAT=ACCEPTED:MAILTO:jan@kl.example\r\n\
        END:VEVENT\r\nEND:VCALENDAR\r\n--x--\r\n";

    #[test]
    fn an_answer_is_read_as_mail_programs_send_it() {
        let answered = read(MAIL.as_bytes()).unwrap();

        assert_eq!(answered.uid, "meeting-7.plan@koreplan.example");
        assert_eq!(answered.reply, Reply::Accepted);
        assert_eq!((answered.sequence, answered.stamp), (2, 1_288_688_400));
        assert_eq!(answered.attendee.to_string(), "jan@kl.example");
        assert_eq!(answered.from.to_string(), "jan@kl.example");
    }

    #[test]
    fn somebody_sends_somebody_else() {
        let mail = MAIL.replace(
            "PARTSTAT=ACCEPTED",
            "PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:bent@dr.example\"",
        );

        let answered = read(mail.as_bytes()).unwrap();

        assert_eq!(answered.reply, Reply::Delegated);
        assert_eq!(answered.delegate.unwrap().to_string(), "bent@dr.example");
    }

    #[test]
    fn what_is_no_answer_is_not_taken_for_one() {
        let no = |from: &str, to: &str| read(MAIL.replace(from, to).as_bytes());

        assert_eq!(no("METHOD:REPLY", "METHOD:REQUEST"), Err(NoAnswer::NoReply));
        assert_eq!(no("text/calendar", "text/html"), Err(NoAnswer::NoReply));
        assert_eq!(no("PARTSTAT=ACCEPTED", "PARTSTAT=X-MAYBE"), Err(NoAnswer::Broken));
        assert_eq!(no("UID:", "X-UID:"), Err(NoAnswer::Broken));
        let two = "From: a@x.dk\r\nFrom: Jan <jan@kl.example>";
        assert_eq!(no("From: Jan <jan@kl.example>", two), Err(NoAnswer::NoSender));
        let judged = "Authentication-Results: mx; dmarc=fail\r\nFrom: Jan";
        assert_eq!(no("From: Jan", judged), Err(NoAnswer::Forged));
        assert_eq!(read(&vec![b'x'; LARGEST + 1]), Err(NoAnswer::TooLarge));
    }

    #[test]
    fn a_mailbox_has_many_mails_and_a_file_one() {
        let lines = MAIL.replace("\r\n", "\n");
        let two = format!(
            "From a@x Thu Nov  2 09:00:00 2010\n{lines}\nFrom b@x Thu Nov  2 09:00:00 2010\n{lines}"
        );

        assert_eq!(mails(MAIL.as_bytes()).len(), 1);
        let mails = mails(two.as_bytes());
        assert_eq!(mails.len(), 2);
        assert!(mails.iter().all(|mail| read(mail).is_ok()));
    }

    proptest! {
        #[test]
        fn whatever_is_in_a_mailbox_it_is_read_without_a_fall(
            at in 0_usize..1_000, junk in proptest::collection::vec(any::<u8>(), 0..40),
        ) {
            let mut mail = MAIL.as_bytes().to_vec();
            let at = at.min(mail.len());
            mail.splice(at..at, junk);
            let _ = read(&mail);
            prop_assert!(!mails(&mail).is_empty());
        }
    }
}
