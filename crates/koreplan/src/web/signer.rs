//! The key with which this server signs: made at the first start, kept in a file that is
//! for the server alone (decision 0006).

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Write as _},
    path::Path,
};

use ed25519_dalek::{Signer as _, SigningKey};
use koreplan_log::Hex;
use koreplan_store::StoreError;

/// Name of the file in the data folder.
pub const FILE: &str = "receipts.key";

/// Signs in the name of this server.
#[derive(Debug, Clone)]
pub struct Signer(SigningKey);

impl Signer {
    /// Reads the key, or makes one where there is none.
    ///
    /// # Errors
    /// [`StoreError::Unfit`] with one clear line if others may read the file, or it holds
    /// no key.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let unfit = |e: std::io::Error| {
            StoreError::Unfit(format!("{} cannot be used: {e}", path.display()))
        };
        std::fs::create_dir_all(folder).map_err(unfit)?;
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                refuse_open_doors(&path)?;
                let seed = seed(&text).ok_or_else(|| {
                    StoreError::Unfit(format!(
                        "{} holds no key: restore it from a backup, or remove it, and a new \
                         one is made",
                        path.display()
                    ))
                })?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let seed = rand::random::<[u8; 32]>();
                make(folder, &path, &seed).map_err(unfit)?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) => Err(unfit(error)),
        }
    }

    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// 64 hexadecimal digits and a newline.
fn seed(text: &str) -> Option<[u8; 32]> {
    let digits = text.trim_end().as_bytes();
    let mut seed = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in seed.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(seed)
}

/// Writes the key so that a crash leaves the whole file or none.
fn make(folder: &Path, path: &Path, seed: &[u8; 32]) -> std::io::Result<()> {
    let draft = folder.join(format!("{FILE}.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    writeln!(file, "{}", Hex(seed))?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn refuse_open_doors(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;

    let shown = path.display();
    let mode = std::fs::metadata(path)
        .map_err(|e| StoreError::Unfit(format!("{shown} cannot be read: {e}")))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(StoreError::Unfit(format!(
            "others than the server may read {shown}, which signs receipts: run chmod 600 on \
             it; if someone may have read it, remove it, and a new one is made"
        )));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_open_doors(_: &Path) -> Result<(), StoreError> {
    Ok(())
}
