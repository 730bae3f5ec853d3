//! Finds personal data in a text: CPR numbers, e-mail addresses, telephone numbers and
//! postal addresses as Danes write them.
//!
//! It only points; what is left out of the public copy is for people to decide. What it
//! misses they can still mark, and what it finds too much they leave as it is.

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::choices;

choices! {
    /// What was found.
    Kind {
        Cpr: "cpr", "found-cpr";
        Email: "email", "found-email";
        Phone: "phone", "found-phone";
        Address: "address", "found-address";
    }
}

choices! {
    /// How sure it is.
    Confidence {
        High: "high", "found-surely";
        Low: "low", "found-perhaps";
    }
}

/// One place in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub span: Range<usize>,
    pub kind: Kind,
    pub confidence: Confidence,
}

/// Everything found, in order and apart. Where two kinds overlap, the graver one stays.
pub fn find(text: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (pattern, kind, judge) in &PATTERNS {
        for hit in pattern.captures_iter(text) {
            let Some(whole) = hit.get(0) else { continue };
            let around =
                Around { before: &text[..whole.start()], after: &text[whole.end()..] };
            let Some(confidence) = judge(&hit, &around) else { continue };
            let span = whole.range();
            let free = found.iter().all(|known| {
                span.end <= known.span.start || known.span.end <= span.start
            });
            if free {
                found.push(Finding { span, kind: *kind, confidence });
            }
        }
    }
    found.sort_by_key(|finding| finding.span.start);
    found
}

/// What stands before and after a hit.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
}

impl Around<'_> {
    /// Whether the hit is a piece of a longer word or number: `1` before, `-2` after.
    fn is_part(&self) -> bool {
        let mut back = self.before.chars().rev();
        let left = match back.next() {
            Some(c) if c.is_alphanumeric() => true,
            Some('.' | ',' | '-' | '/' | '–') => {
                back.next().is_some_and(|c| c.is_ascii_digit())
            }
            _ => false,
        };
        let mut ahead = self.after.chars();
        let right = match ahead.next() {
            Some(c) if c.is_alphanumeric() => true,
            Some('.' | ',' | '-' | '/' | '–') => {
                ahead.next().is_some_and(|c| c.is_ascii_digit())
            }
            _ => false,
        };
        left || right
    }

    /// Whether one of the words stands just before.
    fn follows(&self, words: &[&str]) -> bool {
        let tail: String = self.before.chars().rev().take(24).collect();
        let tail: String = tail.chars().rev().flat_map(char::to_lowercase).collect();
        let tail = tail.trim_end_matches([' ', ':', '.', '\u{a0}', '(']);
        words.iter().any(|word| tail.ends_with(word))
    }

    /// Whether what comes next makes the number an amount.
    fn is_amount(&self) -> bool {
        let next = self.after.trim_start().to_lowercase();
        ["kr", "mio", "mia", "mill", "dkk", "euro", "eur", "%", "pct", "procent"]
            .iter()
            .any(|unit| next.starts_with(unit))
    }
}

type Judge = fn(&Captures, &Around) -> Option<Confidence>;

/// What to look for, the gravest first.
static PATTERNS: [(LazyLock<Regex>, Kind, Judge); 6] = [
    (LazyLock::new(|| regex(CPR)), Kind::Cpr, cpr),
    (LazyLock::new(|| regex(EMAIL)), Kind::Email, |_, _| Some(Confidence::High)),
    (LazyLock::new(|| regex(EMAIL_SPELT)), Kind::Email, |_, _| Some(Confidence::Low)),
    (LazyLock::new(|| regex(ADDRESS)), Kind::Address, address),
    (LazyLock::new(|| regex(PHONE)), Kind::Phone, phone),
    (LazyLock::new(|| regex(TOWN)), Kind::Address, town),
];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is one of ours and is tried by the tests")
}

const CPR: &str =
    r"(\d{2})(\d{2})(\d{2})([ \u{a0}]?[-–\u{2010}\u{2011}][ \u{a0}]?|[ \u{a0}])?(\d{4})";

/// Six digits that are a day, and four more.
///
/// The check by modulus 11 holds for numbers given before 2007 and not for all given
/// since; it makes a number without its hyphen sure, and never rules one out.
///
/// # Source
/// cpr.dk in docs/sources.md: how a number is built, and numbers without modulus 11.
fn cpr(hit: &Captures, around: &Around) -> Option<Confidence> {
    let digit = |text: &str| text.parse::<i16>().ok();
    let (day, month, year) = (digit(&hit[1])?, digit(&hit[2])?, digit(&hit[3])?);
    let serial = hit[5].as_bytes()[0];
    let century = match (serial, year) {
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        (b'5'..=b'8', 58..) => 1800,
        _ => 2000,
    };
    // A number given until a person gets a real one has 60 added to its day.
    let day = if day > 60 { day - 60 } else { day };
    Date::new(century + year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    if around.is_part() {
        return None;
    }
    let hyphen = hit.get(4).is_some_and(|mark| !mark.as_str().trim().is_empty());
    let said = around.follows(&[
        "cpr",
        "cpr-nr",
        "cpr-nummer",
        "cprnr",
        "personnummer",
        "personnr",
    ]);
    let digits = [&hit[1], &hit[2], &hit[3], &hit[5]].concat();
    let sure = hyphen || said || modulus_11(&digits);
    Some(if sure { Confidence::High } else { Confidence::Low })
}

/// Whether ten digits fulfil the old check.
fn modulus_11(digits: &str) -> bool {
    let weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(11)
}

const EMAIL: &str =
    r"[\p{L}\p{N}][\p{L}\p{N}._%+'-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}";

/// `navn(at)firma.dk`, as people write who know about robots.
const EMAIL_SPELT: &str = r"(?i)[\p{L}\p{N}][\p{L}\p{N}._-]*\s?[(\[](?:at|snabel-?a|snabela)[)\]]\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*";

const PHONE: &str = r"(\(?(?:\+|00)45\)?[ \u{a0}-]?)?(?:(\d{2}[ \u{a0}]\d{2}[ \u{a0}]\d{2}[ \u{a0}]\d{2}|\d{2}-\d{2}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{2}\.\d{2})|(\d{4}[ \u{a0}]\d{4})|(\d{2}[ \u{a0}]\d{3}[ \u{a0}]\d{3}|\d{4}-\d{4}|\d{3}[ \u{a0}]\d{2}[ \u{a0}]\d{3})|(\d{8}))";

/// Eight digits, not beginning with 0 or 1, in a grouping that telephone numbers have.
fn phone(hit: &Captures, around: &Around) -> Option<Confidence> {
    if around.is_part() {
        return None;
    }
    let groups = (2..=5).find_map(|at| hit.get(at).map(|part| (at, part.as_str())));
    let (grouping, written) = groups?;
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.starts_with(['0', '1']) {
        return None;
    }
    let said = around.follows(&[
        "tlf",
        "tlf.nr",
        "tlf. nr",
        "telefon",
        "telefonnummer",
        "mobil",
        "mobilnummer",
        "mob",
        "mobiltelefon",
        "ring",
        "ring på",
        "ring til",
        "sms",
        "phone",
        "tel",
    ]);
    if hit.get(1).is_some() || said {
        return Some(Confidence::High);
    }
    if around.is_amount()
        || around.follows(&[
            "cvr",
            "cvr-nr",
            "cvr-nummer",
            "cvrnr",
            "nr",
            "sag",
            "sagsnr",
            "j.nr",
            "journalnr",
            "ean",
            "konto",
            "kontonr",
        ])
    {
        return None;
    }
    match grouping {
        2 => Some(Confidence::High),
        3 if !are_years(&digits) => Some(Confidence::Low),
        5 if !is_day(&digits) => Some(Confidence::Low),
        _ => None,
    }
}

/// `2010 2011` is two years.
fn are_years(digits: &str) -> bool {
    let year =
        |text: &str| text.parse().is_ok_and(|year: i32| (1700..=2199).contains(&year));
    year(&digits[..4]) && year(&digits[4..])
}

/// `20110817` and `31122010` are days.
fn is_day(digits: &str) -> bool {
    let day = |year: &str, month: &str, day: &str| {
        let year: i16 = year.parse().unwrap_or(0);
        (1700..=2199).contains(&year)
            && Date::new(year, month.parse().unwrap_or(0), day.parse().unwrap_or(0))
                .is_ok()
    };
    day(&digits[..4], &digits[4..6], &digits[6..])
        || day(&digits[4..], &digits[2..4], &digits[..2])
}

/// A street with a number, perhaps a floor, perhaps a post code with its town.
const ADDRESS: &str = r"(?:\p{Lu}[\p{L}.'’-]*[ \u{a0}]){0,3}(?:\p{Lu}[\p{L}'’-]*(?:vej|vejen|gade|gaden|allé|alle|alléen|alleen|stræde|strædet|plads|pladsen|torv|torvet|vænge|vænget|boulevard|boulevarden|parken|haven|bakken|toften|krogen|stien|svinget|dammen|marken|lunden|kajen|brygge|kanal|vang|vangen|ager|ageren)|(?:Vej|Gade|Allé|Alle|Stræde|Plads|Torv|Vænge|Boulevard|Brygge|Kanal|Have|Park|Kaj|Vang))[ \u{a0}]\d{1,3}(?:[ \u{a0}]?[A-ZÆØÅa-h]\b)?(?:,?[ \u{a0}](?:st\.?|kl\.?|\d{1,2}\.)(?:[ \u{a0}]?sal)?(?:,?[ \u{a0}]?(?:tv|th|mf|dør[ \u{a0}]\d{1,3})\b\.?)?)?(,?\s{1,2}(?:DK-)?\d{4}[ \u{a0}]\p{Lu}[\p{L}.]+(?:[ \u{a0}](?:NV|NØ|SV|SØ|N|V|S|Ø|K|C|M)\b)?)?";

fn address(hit: &Captures, around: &Around) -> Option<Confidence> {
    let part = around.before.chars().next_back().is_some_and(char::is_alphanumeric)
        || around.after.chars().next().is_some_and(char::is_alphanumeric);
    if part {
        return None;
    }
    Some(if hit.get(1).is_some() { Confidence::High } else { Confidence::Low })
}

const TOWN: &str = r"(DK-)?(\d{4})[ \u{a0}]\p{Lu}\p{Ll}[\p{L}.]*(?:[ \u{a0}](?:NV|NØ|SV|SØ|N|V|S|Ø|K|C|M)\b)?";

/// A post code with its town. A year before a capital letter is none.
fn town(hit: &Captures, around: &Around) -> Option<Confidence> {
    let code: i32 = hit[2].parse().ok()?;
    let year = (1700..=2099).contains(&code) && hit.get(1).is_none();
    let known = (800..=9990).contains(&code);
    (known && !year && !around.is_part()).then_some(Confidence::Low)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is found, as kind and words.
    fn found(text: &str) -> Vec<(Kind, &str)> {
        find(text).into_iter().map(|one| (one.kind, &text[one.span])).collect()
    }

    #[test]
    fn what_is_personal_is_found() {
        use Kind::{Address, Cpr, Email, Phone};
        for (text, kind, words) in [
            ("Mit nummer er 070761-4285.", Cpr, "070761-4285"),
            ("cpr: 0707614285", Cpr, "0707614285"),
            ("Født 010203 4567 i Ribe", Cpr, "010203 4567"),
            ("CPR-nr. 290204–4321, tak", Cpr, "290204–4321"),
            ("Foreløbigt: 670761-4285", Cpr, "670761-4285"),
            ("Skriv til hanne@eksempel.dk.", Email, "hanne@eksempel.dk"),
            ("søren.å@blåbær.dk", Email, "søren.å@blåbær.dk"),
            ("(hanne+h@mail.co.uk)", Email, "hanne+h@mail.co.uk"),
            ("hanne(at)eksempel.dk", Email, "hanne(at)eksempel.dk"),
            ("Ring 20 30 40 50", Phone, "20 30 40 50"),
            ("tlf. 20304050", Phone, "20304050"),
            ("+45 2030 4050", Phone, "+45 2030 4050"),
            ("(+45) 20304050", Phone, "(+45) 20304050"),
            ("0045 20 30 40 50", Phone, "0045 20 30 40 50"),
            ("mobil: 2030-4050", Phone, "2030-4050"),
            ("20-30-40-50", Phone, "20-30-40-50"),
            ("20\u{a0}30\u{a0}40\u{a0}50", Phone, "20\u{a0}30\u{a0}40\u{a0}50"),
            ("det er 33923333 I skal ringe til", Phone, "33923333"),
            ("Jeg bor Vestergade 12 i byen", Address, "Vestergade 12"),
            (
                "Gammel Kongevej 3B, 2. tv, 1610 København V",
                Address,
                "Gammel Kongevej 3B, 2. tv, 1610 København V",
            ),
            ("Store Torv 1, 8000 Aarhus C", Address, "Store Torv 1, 8000 Aarhus C"),
            ("Islands Brygge 5", Address, "Islands Brygge 5"),
            ("Lærkevænget 7\n5000 Odense", Address, "Lærkevænget 7\n5000 Odense"),
            ("fra 6760 Ribe", Address, "6760 Ribe"),
            ("DK-2000 Frederiksberg", Address, "DK-2000 Frederiksberg"),
        ] {
            assert_eq!(found(text), [(kind, words)], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for text in [
            "Lovforslag L 16 og L 159 fra 2010",
            "Det koster 12.345.678 kr. om året",
            "12 345 678 kr.",
            "12345678 kr.",
            "20304050 kr",
            "jf. sag 2025-2245",
            "sagsnr. 2025-22456",
            "strategien 2011-2015 og 2016 2020",
            "den 2. november 2010 kl. 10.00",
            "02.11.2010",
            "2010-11-02",
            "20101102",
            "31122010",
            "CVR 20304050",
            "cvr-nr.: 20304050",
            "EAN 20304050",
            "side 12-34",
            "60 initiativer i 12 områder",
            "I 2011 Regeringen",
            "2010 Danmark",
            "ISBN 978-87-1234567-8",
            "070761-42851",
            "1070761-4285",
            "320761-4285",
            "071361-4285",
            "300207-4321",
            "290205-4321",
            "@hanne",
            "hanne@",
            "a@b",
            "på motorvej 3",
            "bilag 7",
            "paragraf 12, stk. 3",
            "version 1.2.3.4",
            "01 02 03 04",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_number_without_hyphen_is_sure_only_with_its_check_or_its_name() {
        let confidence = |text| find(text)[0].confidence;

        assert_eq!(confidence("0707614285"), Confidence::High);
        assert_eq!(confidence("0707614286"), Confidence::Low);
        assert_eq!(confidence("CPR 0707614286"), Confidence::High);
        // Since 2007 a number need not fulfil it.
        assert_eq!(confidence("070761-4286"), Confidence::High);
    }

    #[test]
    fn several_are_found_in_the_order_of_the_text() {
        let text = "Hanne, Nygade 4, 4000 Roskilde, hanne@eksempel.dk, 070761-4285";

        let kinds: Vec<_> = find(text).into_iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [Kind::Address, Kind::Email, Kind::Cpr]);
    }

    /// Texts with the pieces that patterns are made of, so that they are hit.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "\\PC{0,6}",
            "[0-9]{1,10}",
            "[-–. \u{a0}\n,@+()]{1,2}",
            Just("070761-4285".to_owned()),
            Just("Vestergade 12".to_owned()),
            Just("å@ø.dk".to_owned()),
            Just("8000 Aarhus C".to_owned()),
            Just("20 30 40 50".to_owned()),
        ];
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn findings_stand_on_letters_in_order_and_apart(text in texts()) {
            let found = find(&text);
            for one in &found {
                prop_assert!(one.span.start < one.span.end);
                prop_assert!(text.get(one.span.clone()).is_some(), "{:?}", one);
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }

        #[test]
        fn a_cpr_number_is_found_wherever_it_stands(
            before in "[\\PC&&[^0-9\\p{L}\\p{N}]]{0,20}\\PC{0,5} ",
            day in 1..=28_u8, month in 1..=12_u8, year in 0..=99_u8, serial in 0..=9999_u16,
            after in "( \\PC{0,20})?",
        ) {
            let number = format!("{day:02}{month:02}{year:02}-{serial:04}");
            let text = format!("{before}{number}{after}");
            let at = before.len()..before.len() + number.len();
            let hit = find(&text).into_iter().any(|one| {
                one.kind == Kind::Cpr && one.span == at && one.confidence == Confidence::High
            });
            prop_assert!(hit, "{}", text);
        }
    }
}
