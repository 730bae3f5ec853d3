//! Packed files: as they come, and as letters.
#![no_main]

use koreplan_letters::{limits, packed::Packed, work};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(mut packed) = Packed::open(data, limits::UNPACKED) {
        let mut all = 0;
        let _ = packed.each(|name, bytes| {
            assert!(!name.starts_with('/') && name.split('/').all(|part| part != ".."));
            all += bytes.len() as u64;
            Ok(())
        });
        let most = (data.len() as u64 * limits::RATIO).max(limits::RATIO_FROM);
        assert!(all <= most.min(limits::UNPACKED));
    }
    let _ = work::work(&work::Job::Bulk { name: "a.zip".into() }, data);
    let _ = work::work(&work::Job::Bulk { name: "a.xlsx".into() }, data);
});
