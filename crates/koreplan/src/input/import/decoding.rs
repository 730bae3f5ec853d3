//! In which encoding a file is written, and on which line a place in it is.

use std::{borrow::Cow, ops::Range};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memchr2_iter;

use crate::choices;

choices! {
    /// The encodings that programs of offices write.
    Encoding {
        Utf8: "utf-8", "encoding-utf-8";
        /// As old Windows wrote it; ISO-8859-1 is read as this.
        Windows1252: "windows-1252", "encoding-windows-1252";
        Utf16Le: "utf-16le", "encoding-utf-16le";
        Utf16Be: "utf-16be", "encoding-utf-16be";
    }
}

impl Encoding {
    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Windows1252 => WINDOWS_1252,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    fn of_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        let (table, length) = encoding_rs::Encoding::for_bom(bytes)?;
        let encoding = [Self::Utf8, Self::Utf16Le, Self::Utf16Be]
            .into_iter()
            .find(|known| known.table() == table)?;
        Some((encoding, length))
    }
}

/// A file as UTF-8. What was UTF-8 is left as it is, with its faults; in what was not,
/// a character that could not be read is U+FFFD.
#[derive(Debug)]
pub struct Decoded<'a> {
    pub encoding: Encoding,
    /// The file begins with the mark of its encoding.
    pub mark: bool,
    /// Some characters could not be read.
    pub lossy: bool,
    pub bytes: Cow<'a, [u8]>,
}

/// Reads a file in the encoding that is chosen, or else in the one it seems to have.
pub fn decode(bytes: &[u8], chosen: Option<Encoding>) -> Decoded<'_> {
    let marked = Encoding::of_mark(bytes);
    let encoding = chosen
        .or_else(|| marked.map(|(encoding, _)| encoding))
        .unwrap_or_else(|| seeming(bytes));
    let mark = marked.filter(|(marked, _)| *marked == encoding);
    let rest = &bytes[mark.map_or(0, |(_, length)| length)..];
    let (bytes, lossy) = if encoding == Encoding::Utf8 {
        (Cow::Borrowed(rest), false)
    } else {
        let (text, lossy) = encoding.table().decode_without_bom_handling(rest);
        (Cow::Owned(text.into_owned().into_bytes()), lossy)
    };
    Decoded { encoding, mark: mark.is_some(), lossy, bytes }
}

/// Bytes looked at to tell UTF-16 from the rest.
const SAMPLE: usize = 4096;

/// The encoding of a file without a mark. European text in UTF-16 has a zero in every
/// other byte. A file with more letters that are good UTF-8 than bytes that are not is
/// UTF-8 with faults; otherwise no byte is wrong in Windows-1252.
fn seeming(bytes: &[u8]) -> Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros =
        |at: usize| sample.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    let most = |zeros: usize| pairs > 0 && zeros * 3 > pairs;
    let few = |zeros: usize| zeros * 20 <= pairs;
    if most(odd) && few(even) {
        return Encoding::Utf16Le;
    }
    if most(even) && few(odd) {
        return Encoding::Utf16Be;
    }
    let (mut letters, mut faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    if letters >= faults && (faults == 0 || letters > 0) {
        Encoding::Utf8
    } else {
        Encoding::Windows1252
    }
}

/// Counts lines up to places that come in order. A line ends as on any system: with CR,
/// LF, or both.
#[derive(Debug)]
pub struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    /// The line of a place, counted from 1.
    pub fn of(&mut self, place: usize) -> u64 {
        if place < self.at {
            *self = Self::new(self.bytes);
        }
        self.line += ends(self.bytes, self.at..place).count() as u64;
        self.at = place;
        self.line
    }
}

/// The places of the line ends in a part; of CR LF that of the LF.
fn ends(bytes: &[u8], part: Range<usize>) -> impl Iterator<Item = usize> {
    let start = part.start;
    memchr2_iter(b'\n', b'\r', &bytes[part])
        .map(move |at| at + start)
        .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
}

/// Where the line after the one of a place begins, if there is one.
pub fn next_line(bytes: &[u8], place: usize) -> Option<usize> {
    let next = ends(bytes, place..bytes.len()).next()? + 1;
    (next < bytes.len()).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn encodings_are_told_with_and_without_their_marks() {
        let text = "tekst;navn\nBlåbærgrød;Åse\n";
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8, false),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::Utf8, true),
            (WINDOWS_1252.encode(text).0.into_owned(), Encoding::Windows1252, false),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le, false),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be, false),
            (
                utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
                Encoding::Utf16Le,
                true,
            ),
            (
                utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
                Encoding::Utf16Be,
                true,
            ),
            (b"plain".to_vec(), Encoding::Utf8, false),
        ];
        for (file, encoding, mark) in files {
            let decoded = decode(&file, None);
            assert_eq!((decoded.encoding, decoded.mark), (encoding, mark), "{file:?}");
            assert!(!decoded.lossy);
            if file != b"plain" {
                assert_eq!(decoded.bytes.as_ref(), text.as_bytes());
            }
        }
    }

    #[test]
    fn a_file_of_utf8_with_one_broken_byte_stays_utf8() {
        let decoded = decode(b"\xc3\xa6bler og \xc3\xb8l\n\xff\n", None);

        assert_eq!(decoded.encoding, Encoding::Utf8);
    }

    #[test]
    fn a_broken_pair_of_utf16_is_said() {
        assert!(decode(b"\xff\xfea\0\0\xd8b\0", None).lossy);
    }

    #[test]
    fn lines_end_in_three_ways() {
        let mut lines = Lines::new(b"a\nb\r\nc\rd");

        assert_eq!([0, 2, 5, 7].map(|place| lines.of(place)), [1, 2, 3, 4]);
        assert_eq!(next_line(b"a\r\nb", 0), Some(3));
        assert_eq!(next_line(b"a\r\n", 0), None);
    }
}
