//! E-mails.
#![no_main]

use koreplan_letters::work;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = work::mail(data);
    let _ = work::work(&work::Job::Bulk { name: "a.eml".into() }, data);
});
