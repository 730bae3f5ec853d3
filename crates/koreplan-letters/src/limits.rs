//! How much a stranger may send. Each number is checked before the work it limits.

use std::time::Duration;

const MB: usize = 1024 * 1024;

/// A file that goes with an input.
pub const FILE: usize = 25 * MB;
/// Files that go with one input.
pub const FILES: usize = 10;
/// A file of many letters, which an operator brings in.
pub const BULK: usize = 100 * MB;

/// What all members of a packed file come to.
pub const UNPACKED: u64 = 200 * MB as u64;
/// How many times its own size a packed file may unpack to.
pub const RATIO: u64 = 100;
/// Below this nobody asks for the ratio: an empty sheet packs very well.
pub const RATIO_FROM: u64 = MB as u64;
pub const MEMBERS: usize = 2_000;

/// Elements inside elements.
pub const DEPTH: usize = 256;

/// A page of A3 at 600 dots an inch is 70 million.
pub const PIXELS: u64 = 100_000_000;
/// Runs over a progressive picture; cameras make about ten.
pub const SCANS: usize = 100;

/// Characters of text that are kept of one file.
pub const TEXT: usize = 1_000_000;
/// Rows and columns of a sheet.
pub const ROWS: usize = 1_000_000;
pub const COLUMNS: usize = 200;

/// A worker's memory, its time, and what it may say.
pub const MEMORY: u64 = 512 * MB as u64;
pub const TIME: Duration = Duration::from_secs(20);
pub const ANSWER: usize = 2 * FILE;
pub const BULK_ANSWER: usize = 256 * MB;
