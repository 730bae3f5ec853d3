//! Pictures: their size is read from the head and never from the points; what is not
//! needed to draw them is left out of the public copy.

use crate::{
    Kind,
    limits::{PIXELS, SCANS},
    refused::Refused,
};

fn pixels(width: u32, height: u32) -> Result<(), Refused> {
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Refused::Pixels { width, height, limit: PIXELS });
    }
    Ok(())
}

/// The chunks of a PNG without which it would look otherwise.
const NEEDED: [&[u8; 4]; 10] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"bKGD",
    b"pHYs",
];

const PNG_HEAD: usize = 8;

/// Checks a PNG and gives it without text, time, place or profile.
///
/// # Errors
/// [`Refused`] when it has too many points or is damaged.
pub fn png(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let broken = |why: &str| Refused::broken(Kind::Png, why);
    let mut copy = bytes.get(..PNG_HEAD).ok_or_else(|| broken("no head"))?.to_vec();
    let mut at = PNG_HEAD;
    loop {
        let head = bytes.get(at..at + 8).ok_or_else(|| broken("it ends too early"))?;
        let (length, name) = (be32(&head[..4]), &head[4..]);
        let end = at.saturating_add(length as usize).saturating_add(12);
        let chunk = bytes
            .get(at..end)
            .ok_or_else(|| broken("a chunk is longer than the file"))?;
        if at == PNG_HEAD {
            if name != b"IHDR" || length != 13 {
                return Err(broken("it does not begin with its size"));
            }
            let (width, height) = (be32(&chunk[8..12]), be32(&chunk[12..16]));
            if width == 0 || height == 0 {
                return Err(broken("it has no size"));
            }
            pixels(width, height)?;
        } else if name == b"IHDR" {
            return Err(broken("it has two sizes"));
        }
        if NEEDED.iter().any(|needed| name == *needed) {
            copy.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Ok(copy);
        }
        at = end;
    }
}

fn be32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// Checks a JPEG and gives it without place, camera, words, small picture or profile.
/// Which way is up is kept.
///
/// # Errors
/// [`Refused`] when it has too many points or runs, or is damaged.
pub fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let broken = |why: &str| Refused::broken(Kind::Jpeg, why);
    let mut copy = vec![0xff, 0xd8];
    let mut at = 2;
    let (mut runs, mut sized, mut up) = (0, false, None);
    loop {
        let marker = match bytes.get(at..at + 2) {
            Some([0xff, 0xff]) => {
                at += 1;
                continue;
            }
            Some([0xff, marker]) => *marker,
            Some(_) => return Err(broken("a marker is missing")),
            None => return Err(broken("it ends too early")),
        };
        if marker == 0xd9 {
            if !sized || runs == 0 {
                return Err(broken("it has no points"));
            }
            copy.extend_from_slice(&[0xff, 0xd9]);
            return Ok(copy);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            return Err(broken("a marker stands where none may"));
        }
        let length = bytes.get(at + 2..at + 4).ok_or_else(|| broken("no length"))?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = bytes
            .get(at..at + 2 + length)
            .filter(|_| length >= 2)
            .ok_or_else(|| broken("a segment is longer than the file"))?;
        at += segment.len();
        match marker {
            // The sizes; three other markers lie among them.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                if sized || segment.len() < 10 {
                    return Err(broken("it has no one size"));
                }
                let side = |at: usize| {
                    u32::from(u16::from_be_bytes([segment[at], segment[at + 1]]))
                };
                let (height, width) = (side(5), side(7));
                if width == 0 || height == 0 {
                    return Err(broken("it has no size"));
                }
                pixels(width, height)?;
                sized = true;
                copy.extend_from_slice(segment);
            }
            // How it is drawn: tables, restarts, and the colours Adobe's programs mix.
            0xc4 | 0xcc | 0xdb | 0xdd | 0xee => copy.extend_from_slice(segment),
            0xe0 if segment[4..].starts_with(b"JFIF\0") && segment.len() >= 18 => {
                // Without the small picture it may carry.
                copy.extend_from_slice(&[0xff, 0xe0, 0, 16]);
                copy.extend_from_slice(&segment[4..16]);
                copy.extend_from_slice(&[0, 0]);
            }
            0xe1 if up.is_none() => {
                up = orientation(segment);
                if let Some(up) = up {
                    copy.extend_from_slice(&only_up(up));
                }
            }
            0xda => {
                runs += 1;
                if runs > SCANS {
                    return Err(Refused::Scans { limit: SCANS });
                }
                let points = points_end(bytes, at);
                copy.extend_from_slice(segment);
                copy.extend_from_slice(&bytes[at..points]);
                at = points;
            }
            _ => {}
        }
    }
}

/// Where the points of a run end: at the next marker that is neither a stuffed byte nor
/// a restart.
fn points_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(0xff, rest)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0 | 0xd0..=0xd7) => at += 2,
            _ => return at,
        }
    }
    bytes.len()
}

/// Which way is up, from a segment of EXIF; `None` for upright.
fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    let is_little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let four = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    let fields = usize::try_from(four(4)?).ok()?;
    for field in 0..usize::from(two(fields)?) {
        let at = fields.checked_add(2 + field * 12)?;
        if two(at)? == 0x0112 {
            let up = two(at + 8)?;
            return u8::try_from(up).ok().filter(|up| (2..=8).contains(up));
        }
    }
    None
}

/// A segment of EXIF that says which way is up and nothing else.
fn only_up(up: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend_from_slice(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01");
    segment.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, up, 0, 0]);
    segment.extend_from_slice(&[0, 0, 0, 0]);
    segment
}
