//! The reader of forms with files, as the application calls it: pieces of any length.
#![no_main]

use futures_util::stream;
use koreplan::web::files::{Stopped, read};
use koreplan_letters::limits::FILES;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((cut, body)) = data.split_first() else { return };
    let pieces: Vec<Result<_, Stopped>> = body
        .chunks(usize::from(*cut).max(1))
        .map(|piece| Ok(piece.to_vec().into()))
        .collect();
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let read = runtime.block_on(read(stream::iter(pieces), "b"));
    if let Ok((_, files)) = read {
        assert!(files.uploads.len() <= FILES);
        for upload in &files.uploads {
            assert!(!upload.name.is_empty() && upload.name.len() <= 200);
            assert!(!upload.name.contains(['/', '\\', '\n', '\r']));
        }
    }
});
