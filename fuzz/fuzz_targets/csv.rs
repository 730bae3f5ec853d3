//! Rows of inputs from CSV, and from JSON lines by the same rules.
#![no_main]

use koreplan::input::{import, letters};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mapping = import::Mapping::from([
        ("name".to_owned(), "n".to_owned()),
        ("kind".to_owned(), "k".to_owned()),
    ]);
    let program = std::path::Path::new("");
    for (name, bytes) in [("a.csv", [&b"text,n,k\n"[..], data].concat()), ("a.jsonl", data.to_vec())]
    {
        if let Ok(rows) = letters::read(name, &bytes, &mapping, program) {
            for row in rows.good {
                assert!(!row.submission.body.is_empty());
            }
        }
    }
});
