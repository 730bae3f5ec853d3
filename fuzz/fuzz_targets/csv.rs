//! Rows of inputs from text of any encoding and separator, and from JSON by the same
//! rules: no panic, and every row stands on a line that exists.
#![no_main]

use jiff::tz::TimeZone;
use koreplan::input::import::{self, Choice, Mapping, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mapping = Mapping::from([
        ("name".to_owned(), vec!["n".to_owned()]),
        ("kind".to_owned(), vec!["k".to_owned()]),
    ]);
    let program = std::path::Path::new("");
    let plain = Choice {
        format: None,
        encoding: None,
        separator: None,
        mapping: Mapping::new(),
        zone: TimeZone::UTC,
    };
    let mapped = Choice { mapping, ..plain.clone() };
    let headed = [&b"text,n,k\n"[..], data].concat();
    for (name, bytes, choice) in [
        ("a.csv", headed, &mapped),
        ("a.csv", data.to_vec(), &plain),
        ("a.jsonl", data.to_vec(), &mapped),
        ("a.json", data.to_vec(), &plain),
    ] {
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        let Ok(source) = Source::open(name, bytes, program) else { continue };
        if matches!(source, Source::Sheet(_) | Source::Letters(_) | Source::Answers(_)) {
            continue;
        }
        let Ok(reading) = import::read(&source, choice) else { continue };
        for row in &reading.rows.good {
            assert!(!row.submission.body.is_empty());
        }
        let good = reading.rows.good.iter().map(|row| row.line);
        for line in good.chain(reading.rows.bad.iter().map(|row| row.line)) {
            assert!(line >= 1 && line <= lines as u64);
        }
    }
});
