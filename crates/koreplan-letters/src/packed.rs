//! Packed files: the directory is judged before a member is unpacked, and what is
//! unpacked is counted, whatever the directory says.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _, Write as _},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    Kind,
    limits::{MEMBERS, RATIO, RATIO_FROM},
    refused::Refused,
};

/// A packed file whose directory has been found in order.
pub struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of the members that are files, in the order of the directory.
    names: Vec<(String, usize)>,
    /// What may still be unpacked.
    left: u64,
    limit: u64,
}

fn broken(why: impl ToString) -> Refused {
    Refused::broken(Kind::Zip, why)
}

impl<'a> Packed<'a> {
    /// Opens a packed file that may unpack to `limit` bytes.
    ///
    /// # Errors
    /// [`Refused`] with what is wrong in its directory.
    pub fn open(bytes: &'a [u8], limit: u64) -> Result<Self, Refused> {
        let count = declared(bytes)?;
        if count > MEMBERS {
            return Err(Refused::Members { count, limit: MEMBERS });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.offset() != 0 {
            return Err(broken("something stands before the first member"));
        }
        if archive.len() != count {
            let member = "a name given twice".into();
            return Err(Refused::Member { member });
        }
        let mut names = Vec::with_capacity(count);
        let mut seen = BTreeSet::new();
        let mut ranges = Vec::with_capacity(count);
        let mut total = 0_u64;
        for at in 0..count {
            let member = archive.by_index_raw(at).map_err(broken)?;
            let name = member.name().map_err(broken)?.into_owned();
            let file_type = member.unix_mode().map_or(0, |mode| mode & 0o170_000);
            let is_plain = matches!(file_type, 0 | 0o100_000 | 0o040_000);
            if !is_plain || !is_inside(&name) || !seen.insert(name.to_lowercase()) {
                return Err(Refused::Member { member: shown(&name) });
            }
            if member.encrypted() {
                return Err(Refused::Locked);
            }
            let packs = [CompressionMethod::Stored, CompressionMethod::Deflated];
            if !packs.contains(&member.compression()) {
                return Err(broken("it is packed in a way few programs read"));
            }
            let from = member.header_start();
            let data = member.data_start().ok_or_else(|| broken("no data"))?;
            ranges.push((from, data.saturating_add(member.compressed_size()), at));
            total = total.saturating_add(member.size());
            if !member.is_dir() {
                names.push((name, at));
            }
        }
        if total > limit {
            return Err(Refused::Unpacked { limit });
        }
        let allowed = (bytes.len() as u64).saturating_mul(RATIO);
        if total > RATIO_FROM && total > allowed {
            return Err(Refused::Ratio { limit: RATIO });
        }
        ranges.sort_unstable();
        let mut end = 0;
        let directory = archive.central_directory_start();
        for (from, to, at) in ranges {
            if from < end || to > directory {
                let name = archive.name_for_index(at).and_then(Result::ok);
                let member = shown(&name.unwrap_or_default());
                return Err(Refused::Overlap { member });
            }
            end = to;
        }
        // A member that lies about its size meets this one.
        let left = limit.min(allowed.max(RATIO_FROM));
        Ok(Self { archive, names, left, limit })
    }

    /// Names of the members that are files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// Unpacks a member.
    ///
    /// # Errors
    /// [`Refused`] when there is none, it is damaged, or all that was unpacked so far is
    /// too much.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, Refused> {
        let at = self.names.iter().find(|(known, _)| known == name).map(|(_, at)| *at);
        self.unpack(at.ok_or_else(|| broken("a part is missing"))?)
    }

    fn unpack(&mut self, at: usize) -> Result<Vec<u8>, Refused> {
        let member = self.archive.by_index(at).map_err(broken)?;
        let mut bytes = Vec::new();
        member.take(self.left + 1).read_to_end(&mut bytes).map_err(broken)?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(Refused::Unpacked { limit: self.limit });
        }
        self.left -= size;
        Ok(bytes)
    }

    /// Unpacks all members, one after the other.
    ///
    /// # Errors
    /// The first [`Refused`], of a member or of `each`; a packed member is refused.
    pub fn each(
        &mut self,
        mut each: impl FnMut(&str, Vec<u8>) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        for (name, at) in self.names.clone() {
            let bytes = self.unpack(at)?;
            if is_packed(&bytes) {
                return Err(Refused::Nested { member: shown(&name) });
            }
            each(&name, bytes)?;
        }
        Ok(())
    }

    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    pub(crate) fn spend(&mut self, bytes: u64) {
        self.left = self.left.saturating_sub(bytes);
    }
}

/// How many members the directory says it has, at the very end of the file.
fn declared(bytes: &[u8]) -> Result<usize, Refused> {
    const END: usize = 22;
    let from = bytes.len().saturating_sub(END + 0xffff);
    let end = memchr::memmem::rfind(&bytes[from..], b"PK\x05\x06")
        .map(|at| from + at)
        .filter(|at| at + END <= bytes.len())
        .ok_or_else(|| broken("it has no directory"))?;
    let record = &bytes[end..end + END];
    let two = |at: usize| usize::from(u16::from_le_bytes([record[at], record[at + 1]]));
    if end + END + two(20) != bytes.len() {
        return Err(broken("something stands after its end"));
    }
    Ok(two(10))
}

/// Whether bytes are a packed file of any common kind.
fn is_packed(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 6] = [
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"7z\xbc\xaf\x27\x1c",
        b"\xfd7zXZ\x00",
        b"Rar!\x1a\x07",
    ];
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

/// Whether a member's name stays inside the folder it is unpacked in.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 512
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '\0'])
        && name.split('/').all(|part| part != "..")
}

/// A member's name as it may be shown.
pub(crate) fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// Packs members anew: no times, no owners, no comments.
///
/// # Errors
/// A sentence; only where a name can't be written.
pub(crate) fn pack(members: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        // The first member of an OpenDocument file is read where it lies.
        let method = if name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_str(), options).map_err(|e| e.to_string())?;
        writer.write_all(bytes).map_err(|e| e.to_string())?;
    }
    Ok(writer.finish().map_err(|e| e.to_string())?.into_inner())
}
