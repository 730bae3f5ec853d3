//! PDF files and pictures.
#![no_main]

use koreplan_letters::{picture, work::attachment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = attachment("a.pdf", &[b"%PDF-1.5\n", data].concat());
    for (magic, clean) in [
        (&b"\x89PNG\r\n\x1a\n"[..], picture::png as fn(&[u8]) -> _),
        (b"\xff\xd8", picture::jpeg),
    ] {
        if let Ok(copy) = clean(&[magic, data].concat()) {
            // Cleaning a clean picture changes nothing.
            assert_eq!(clean(&copy), Ok(copy));
        }
    }
});
