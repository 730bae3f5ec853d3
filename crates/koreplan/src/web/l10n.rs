//! Danish and English from the locale files, and dates and numbers in both.

use std::sync::LazyLock;

use axum::http::{header, request::Parts};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use unic_langid::LanguageIdentifier;

/// A text of the case in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub da: String,
    pub en: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    Da,
    En,
}

/// The locale files, one per step and one for the ground.
macro_rules! locale {
    ($lang:literal) => {
        [
            include_str!(concat!("../../locales/", $lang, "/ground.ftl")),
            include_str!(concat!("../../locales/", $lang, "/plan.ftl")),
            include_str!(concat!("../../locales/", $lang, "/input.ftl")),
            include_str!(concat!("../../locales/", $lang, "/input_life.ftl")),
            include_str!(concat!("../../locales/", $lang, "/import.ftl")),
            include_str!(concat!("../../locales/", $lang, "/organisation_answers.ftl")),
            include_str!(concat!("../../locales/", $lang, "/analysis.ftl")),
            include_str!(concat!("../../locales/", $lang, "/topics.ftl")),
            include_str!(concat!("../../locales/", $lang, "/workbench.ftl")),
            include_str!(concat!("../../locales/", $lang, "/helper.ftl")),
            include_str!(concat!("../../locales/", $lang, "/campaigns.ftl")),
            include_str!(concat!("../../locales/", $lang, "/opinions.ftl")),
            include_str!(concat!("../../locales/", $lang, "/bodies.ftl")),
            include_str!(concat!("../../locales/", $lang, "/meetings.ftl")),
            include_str!(concat!("../../locales/", $lang, "/papers.ftl")),
            include_str!(concat!("../../locales/", $lang, "/written_procedure.ftl")),
            include_str!(concat!("../../locales/", $lang, "/agenda.ftl")),
            include_str!(concat!("../../locales/", $lang, "/theme_meeting.ftl")),
            include_str!(concat!("../../locales/", $lang, "/proposals.ftl")),
            include_str!(concat!("../../locales/", $lang, "/steering_group.ftl")),
            include_str!(concat!("../../locales/", $lang, "/draft.ftl")),
            include_str!(concat!("../../locales/", $lang, "/approval.ftl")),
            include_str!(concat!("../../locales/", $lang, "/negotiation.ftl")),
            include_str!(concat!("../../locales/", $lang, "/follow_up.ftl")),
            include_str!(concat!("../../locales/", $lang, "/trace.ftl")),
            include_str!(concat!("../../locales/", $lang, "/tasks.ftl")),
            include_str!(concat!("../../locales/", $lang, "/calls.ftl")),
            include_str!(concat!("../../locales/", $lang, "/mail.ftl")),
            include_str!(concat!("../../locales/", $lang, "/hearings.ftl")),
            include_str!(concat!("../../locales/", $lang, "/hearing_note.ftl")),
            include_str!(concat!("../../locales/", $lang, "/subscriptions.ftl")),
            include_str!(concat!("../../locales/", $lang, "/outside.ftl")),
            include_str!(concat!("../../locales/", $lang, "/journal.ftl")),
            include_str!(concat!("../../locales/", $lang, "/desk.ftl")),
            include_str!(concat!("../../locales/", $lang, "/post_and_access.ftl")),
        ]
    };
}

/// The texts of one language, for the bundle and for the tests.
pub const DANISH: &[&str] = &locale!("da");
pub const ENGLISH: &[&str] = &locale!("en");

type Bundle = FluentBundle<FluentResource>;

static DA: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Da, DANISH));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En, ENGLISH));

fn bundle(lang: Lang, texts: &[&str]) -> Bundle {
    let id = LanguageIdentifier::from_bytes(lang.word().as_bytes()).unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for text in texts {
        // A test refuses locale files with faults; what could be read is kept.
        let (Ok(resource) | Err((resource, _))) =
            FluentResource::try_new((*text).to_owned());
        bundle.add_resource_overriding(resource);
    }
    bundle
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7",
    "month-8", "month-9", "month-10", "month-11", "month-12",
];

impl Lang {
    pub const ALL: [Self; 2] = [Self::Da, Self::En];

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.word() == word)
    }

    /// The text in this language.
    pub fn pick(self, text: &Text) -> &str {
        match self {
            Self::Da => &text.da,
            Self::En => &text.en,
        }
    }

    /// As in addresses and in `lang` attributes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    /// The language a browser asks for; Danish unless English comes first.
    pub fn wanted(parts: &Parts) -> Self {
        let wanted = parts.headers.get(header::ACCEPT_LANGUAGE);
        let wanted = wanted.and_then(|value| value.to_str().ok()).unwrap_or_default();
        wanted
            .split(',')
            .find_map(|range| Self::of(range.trim().get(..2)?))
            .unwrap_or(Self::Da)
    }

    /// The text of that key. A key that is missing shows itself; a test finds it first.
    pub fn say(
        self,
        key: &'static str,
        args: &[(&'static str, FluentValue<'static>)],
    ) -> String {
        let bundle: &Bundle = match self {
            Self::Da => &DA,
            Self::En => &EN,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value())
        else {
            debug_assert!(false, "no text for {key}");
            return key.to_owned();
        };
        let args: FluentArgs =
            args.iter().map(|(name, value)| (*name, self.written(value))).collect();
        let mut faults = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut faults);
        debug_assert!(faults.is_empty(), "{key}: {faults:?}");
        said.into_owned()
    }

    /// Large numbers with the dots of the language; small ones still choose the plural.
    fn written(self, value: &FluentValue<'static>) -> FluentValue<'static> {
        match value {
            #[expect(clippy::cast_possible_truncation, reason = "our numbers are whole")]
            FluentValue::Number(number) if number.value.abs() >= 1_000.0 => {
                self.number(number.value as i64).into()
            }
            value => value.clone(),
        }
    }

    /// `2. november 2010`, `2 November 2010`.
    pub fn date(self, date: Date) -> String {
        let month = usize::try_from(date.month() - 1).unwrap_or(0);
        let month = self.say(MONTHS[month], &[]);
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.say(
            "date-long",
            &[("day", day.into()), ("month", month.into()), ("year", year.into())],
        )
    }

    /// `november 2010`.
    pub fn month(self, month: Date) -> String {
        let at = usize::try_from(month.month() - 1).unwrap_or(0);
        format!("{} {}", self.say(MONTHS[at], &[]), month.year())
    }

    /// `2. november 2010 kl. 10.00`.
    pub fn moment(self, at: i64, zone: &TimeZone) -> String {
        let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        let at = at.to_zoned_datetime(zone.clone());
        let time = match self {
            Self::Da => format!("{:02}.{:02}", at.hour(), at.minute()),
            Self::En => format!("{:02}:{:02}", at.hour(), at.minute()),
        };
        let date = self.date(at.date());
        self.say("moment", &[("date", date.into()), ("time", time.into())])
    }

    /// `1.234.567`, `1,234,567`.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(if self == Self::Da { '.' } else { ',' });
            }
            out.push(digit);
        }
        if number < 0 { format!("−{out}") } else { out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let day = jiff::civil::date(2010, 11, 2);

        assert_eq!(Lang::Da.date(day), "2. november 2010");
        assert_eq!(Lang::En.date(day), "2 November 2010");
    }

    #[test]
    fn numbers_have_the_dots_of_the_language() {
        assert_eq!(Lang::Da.number(1_234_567), "1.234.567");
        assert_eq!(Lang::En.number(-1_234), "−1,234");
        assert_eq!(Lang::Da.number(12), "12");
    }
}
