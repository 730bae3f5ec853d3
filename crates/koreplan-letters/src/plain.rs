//! Plain text, in the encodings people's programs write.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::limits;

/// The text of the bytes: UTF-8, UTF-16 with its mark, else as old Windows wrote it.
/// `None` where control characters say that this is no text.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned()
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    };
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\x0c');
    text.chars().all(is_text).then_some(text)
}

/// As much of a text as is kept, with trailing room taken off.
pub fn cut(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(limits::TEXT) {
        text.truncate(at);
    }
    text.truncate(text.trim_end().len());
    text
}
