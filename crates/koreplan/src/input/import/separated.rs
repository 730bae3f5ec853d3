//! Rows of a file in which a character separates the cells.
//!
//! The parser takes every file; what it takes too kindly is looked at again here. Above
//! all a quotation mark that is never closed must not swallow the rows that follow it:
//! such a row is bad, and reading goes on at its next line.

use std::{
    io::{Cursor, SeekFrom},
    ops::Range,
};

use csv::{ByteRecord, Position, ReaderBuilder};
use memchr::memchr;

use super::{
    decoding::{Lines, next_line},
    rules::Fault,
};
use crate::{choices, web::choices::Choice as _};

choices! {
    /// What stands between the cells.
    Separator {
        Comma: "comma", "separator-comma";
        Semicolon: "semicolon", "separator-semicolon";
        Tab: "tab", "separator-tab";
        Bar: "bar", "separator-bar";
    }
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

/// A file in which every mark is broken would else be read as often as it has lines: this
/// many bytes, and eight times the file, are read again before the rest is given up.
const MOST_AGAIN: usize = 16 << 20;

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: u64,
    pub bytes: Range<usize>,
}

/// A text with its records.
#[derive(Debug, Clone, Copy)]
pub struct Separated<'a> {
    bytes: &'a [u8],
    pub separator: Separator,
    /// Where the first record begins.
    start: usize,
}

impl<'a> Separated<'a> {
    /// The records by the separator that is chosen, or else by the one the text seems to
    /// have. A first line `sep=;`, as spreadsheets write it, is no record.
    pub fn new(bytes: &'a [u8], chosen: Option<Separator>) -> Self {
        let said = Separator::ALL.iter().copied().find(|separator| {
            let line = [b"sep=", &[separator.byte()][..]].concat();
            bytes.starts_with(&line) && matches!(bytes.get(5), Some(b'\r' | b'\n') | None)
        });
        let start = match said {
            Some(_) => next_line(bytes, 0).unwrap_or(bytes.len()),
            None => 0,
        };
        let separator = chosen.or(said).unwrap_or_else(|| seeming(bytes));
        Self { bytes, separator, start }
    }

    /// Hands over each record, or why it is none, until there are no more or `take` says
    /// no.
    pub fn each(self, mut take: impl FnMut(Place, Result<&ByteRecord, Fault>) -> bool) {
        let bytes = self.bytes;
        let separator = self.separator.byte();
        let mut reader = reader(separator, bytes);
        let mut lines = Lines::new(bytes);
        let mut record = ByteRecord::new();
        let mut next = Some(self.start);
        // Bytes of broken records, which are read again from their next line on.
        let mut again = 0;
        loop {
            if let Some(place) = next.take()
                && place > 0
            {
                let mut position = Position::new();
                position.set_byte(place as u64);
                let place = SeekFrom::Start(place as u64);
                if reader.seek_raw(place, position).is_err() {
                    return;
                }
            }
            let before = byte_of(reader.position(), bytes);
            // A text in memory can't fail to be read.
            if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
                return;
            }
            let end = byte_of(reader.position(), bytes);
            let blank =
                bytes[before..end].iter().take_while(|b| matches!(b, b'\r' | b'\n'));
            let start = before + blank.count();
            let line = lines.of(start);
            let place = Place { line, bytes: start..end };
            let broken = broken_quote(&bytes[start..end], separator);
            let taken = match broken {
                Some(at) => {
                    next = next_line(bytes, start).or(Some(bytes.len()));
                    let line = Lines::new(&bytes[start..]).of(at) + line - 1;
                    let stop = next.unwrap_or(end).min(end.max(start));
                    again += end - start;
                    if again > MOST_AGAIN + bytes.len() * 8 {
                        let rest = Place { bytes: start..bytes.len(), ..place };
                        let line = rest.line;
                        take(rest, Err(Fault::Broken { line }));
                        return;
                    }
                    let place = Place { bytes: start..stop.max(start), ..place };
                    take(place, Err(Fault::Quote { line }))
                }
                None => take(place, Ok(&record)),
            };
            if !taken {
                return;
            }
        }
    }
}

fn reader(separator: u8, bytes: &[u8]) -> csv::Reader<Cursor<&[u8]>> {
    ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(separator)
        .from_reader(Cursor::new(bytes))
}

fn byte_of(position: &Position, bytes: &[u8]) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX).min(bytes.len())
}

/// Where a quotation mark stands that opens a cell and is neither closed at its end nor
/// doubled inside. A mark in the midst of a cell without marks is a letter like others.
fn broken_quote(record: &[u8], separator: u8) -> Option<usize> {
    let mut at = 0;
    let mut opened = None;
    while let Some(found) = memchr(b'"', &record[at..]) {
        let mark = at + found;
        at = mark + 1;
        let next = record.get(at);
        match opened {
            None => {
                let before = mark.checked_sub(1).map(|before| record[before]);
                if before.is_none_or(|byte| byte == separator) {
                    opened = Some(mark);
                }
            }
            Some(_) if next == Some(&b'"') => at += 1,
            Some(_) => {
                let closes = next.is_none_or(|next| {
                    *next == separator || matches!(next, b'\r' | b'\n')
                });
                if !closes {
                    return Some(mark);
                }
                opened = None;
            }
        }
    }
    opened
}

/// What a separator is told by.
const SAMPLE: usize = 64 * 1024;
const RECORDS: usize = 50;

/// The separator by which most records are as wide as the head, and the head widest.
fn seeming(bytes: &[u8]) -> Separator {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let fit = |separator: Separator| {
        let mut reader = reader(separator.byte(), sample);
        let widths: Vec<_> = reader
            .byte_records()
            .take(RECORDS)
            .map_while(Result::ok)
            .map(|record| record.len())
            .collect();
        let head = widths.first().copied().unwrap_or_default();
        let alike = widths.iter().filter(|width| **width == head).count();
        (head > 1).then_some((alike, head))
    };
    // The first of equals: a comma where nothing separates.
    let mut best = (None, Separator::Comma);
    for separator in Separator::ALL.iter().copied() {
        let fit = fit(separator);
        if fit > best.0 {
            best = (fit, separator);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Seen = Vec<(u64, Result<Vec<String>, Fault>)>;

    fn read(text: &str) -> (Separator, Seen) {
        let mut seen = Vec::new();
        let separated = Separated::new(text.as_bytes(), None);
        separated.each(|place, record| {
            let cells = record.map(|record| {
                record.iter().map(|cell| String::from_utf8_lossy(cell).into()).collect()
            });
            seen.push((place.line, cells));
            true
        });
        (separated.separator, seen)
    }

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn the_separator_is_told_by_the_rows() {
        let cases = [
            ("text,name\nHej,Bo\n", Separator::Comma),
            ("text;name\nHej, du, der;Bo\n", Separator::Semicolon),
            ("text\tname\nHej; du, der\tBo\n", Separator::Tab),
            ("text|name\nHej|Bo\n", Separator::Bar),
            ("sep=;\ntext;a,b,c\nHej;Bo\n", Separator::Semicolon),
            ("text\nHej\n", Separator::Comma),
        ];
        for (text, separator) in cases {
            assert_eq!(read(text).0, separator, "{text}");
        }
        assert_eq!(read("sep=;\na;b\n").1[0], (2, Ok(cells(&["a", "b"]))));
    }

    #[test]
    fn a_mark_that_is_not_closed_swallows_no_rows() {
        let (_, seen) =
            read("a,b,c\n1,\"open,2\n3,\"good\",4\n5,\"two\nlines\",6\n7,\"x");

        assert_eq!(
            seen,
            [
                (1, Ok(cells(&["a", "b", "c"]))),
                (2, Err(Fault::Quote { line: 3 })),
                (3, Ok(cells(&["3", "good", "4"]))),
                (4, Ok(cells(&["5", "two\nlines", "6"]))),
                (6, Err(Fault::Quote { line: 6 })),
            ]
        );
    }

    #[test]
    fn a_file_of_broken_marks_is_given_up_and_says_from_which_line() {
        let text = "a,b\n".to_owned() + &"x\"y,\"z\n".repeat(200_000);

        let (_, seen) = read(&text);

        let (line, last) = seen.last().unwrap();
        assert_eq!(*last, Err(Fault::Broken { line: *line }));
        assert!(seen.len() < 10_000, "{} rows were read", seen.len());
    }

    #[test]
    fn marks_inside_and_doubled_marks_are_letters() {
        let (_, seen) = read("a,b\n5\" rør,\"han sagde \"\"nej\"\"\"\n");

        assert_eq!(seen[1], (2, Ok(cells(&["5\" rør", "han sagde \"nej\""]))));
    }

    #[test]
    fn blank_lines_and_mixed_ends_do_not_shift_the_lines() {
        let (_, seen) = read("a,b\r\n\r\n1,2\r3,4\n\n5,6");

        let lines: Vec<_> = seen.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 4, 6]);
    }

    proptest! {
        #[test]
        fn all_bytes_give_records_on_lines_that_exist_in_order(
            bytes in prop::collection::vec(
                prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b';'),
                    any::<u8>()], 0..200)
        ) {
            let count = Lines::new(&bytes).of(bytes.len());
            let mut last = (0, 0);
            Separated::new(&bytes, None).each(|place, _| {
                assert!(place.line <= count && place.line >= last.0, "{place:?}");
                assert!(place.bytes.start >= last.1 && place.bytes.end <= bytes.len());
                last = (place.line, place.bytes.start);
                true
            });
        }
    }
}
