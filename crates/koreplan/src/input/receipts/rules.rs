//! What a receipt file looks like, how it is signed, and how it is checked.
//!
//! ```text
//! (lines for people, in their language)
//!
//! koreplan-receipt: 1
//! commitment: sha256 <64 hexadecimal digits>
//! salt: <64>
//! record: <number of the entry> <64>
//! key: ed25519 <64>
//! signature: <128>
//! ```
//!
//! The signature is over `koreplan-receipt-1`, a newline, and everything before the line
//! `signature`, with the newline that ends it. Nothing follows the last digit.

use std::fmt::Write as _;

use ed25519_dalek::{Signature, VerifyingKey};
use koreplan_log::Hex;
use sha2::{Digest, Sha256};

/// The version of the rule that says what is on time: received before the deadline's
/// end, which is exclusive; the head of the request counts.
pub const DEADLINE_RULE: u32 = 1;

const PURPOSE: &[u8] = b"koreplan-receipt-1\n";
const SIGNATURE: &str = "\nsignature: ";

/// The salt of a receipt, from the sender's secret.
pub fn salt(secret: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update("koreplan-receipt-salt\0")
        .chain_update(secret)
        .finalize()
        .into()
}

/// Binds a receipt to a text without telling it.
pub fn commitment(salt: &[u8], text: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update("kp1")
        .chain_update(salt)
        .chain_update(text)
        .finalize()
        .into()
}

/// What machines read in a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Commitment and salt; nothing once the text is erased.
    pub bound: Option<([u8; 32], [u8; 32])>,
    /// Number and hash of the entry in the record.
    pub entry: Option<(i64, Vec<u8>)>,
}

/// The whole file. `lines` are for people and begin it.
pub fn signed(
    lines: &str,
    facts: &Facts,
    public: &[u8; 32],
    sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> String {
    let mut text = format!("{}\n\nkoreplan-receipt: 1\n", lines.trim_end());
    if let Some((commitment, salt)) = &facts.bound {
        let _ =
            writeln!(text, "commitment: sha256 {}\nsalt: {}", Hex(commitment), Hex(salt));
    }
    if let Some((seq, hash)) = &facts.entry {
        let _ = writeln!(text, "record: {seq} {}", Hex(hash));
    }
    let _ = write!(text, "key: ed25519 {}", Hex(public));
    let signature = sign(&message(&text));
    let _ = write!(text, "{SIGNATURE}{}", Hex(&signature));
    text
}

/// What is signed of a file whose signature line is cut off.
fn message(text: &str) -> Vec<u8> {
    [PURPOSE, text.as_bytes(), b"\n"].concat()
}

/// What became of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is unchanged since one of these servers signed it.
    Holds,
    /// It is unchanged since someone signed it, but with a key that is not ours.
    Foreign,
    /// It was changed, or nobody signed it.
    Broken,
    /// It is no receipt at all.
    NoReceipt,
}

/// Checks a file, byte for byte.
pub fn check(text: &str, ours: &[[u8; 32]]) -> Verdict {
    let Some((said, signature)) = text.rsplit_once(SIGNATURE) else {
        return Verdict::NoReceipt;
    };
    let key = said.rsplit_once("\nkey: ed25519 ").and_then(|(_, key)| bytes::<32>(key));
    let (Some(key), Some(signature)) = (key, bytes::<64>(signature)) else {
        return Verdict::Broken;
    };
    let signature = Signature::from_bytes(&signature);
    let holds = VerifyingKey::from_bytes(&key)
        .is_ok_and(|key| key.verify_strict(&message(said), &signature).is_ok());
    match (holds, ours.contains(&key)) {
        (false, _) => Verdict::Broken,
        (true, false) => Verdict::Foreign,
        (true, true) => Verdict::Holds,
    }
}

/// A file as it comes out of a browser's field: other line ends, white space around.
pub fn pasted(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Whether a receipt that holds is for this text.
pub fn is_for(receipt: &str, text: &str) -> bool {
    let line = |name: &str| {
        receipt
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(name))
            .and_then(bytes::<32>)
    };
    match (line("commitment: sha256 "), line("salt: ")) {
        (Some(bound), Some(salt)) => commitment(&salt, text) == bound,
        _ => false,
    }
}

/// Small hexadecimal digits, all of them and no others: each value has one writing.
fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    if digits.len() != 2 * N {
        return None;
    }
    let mut found = [0; N];
    for (byte, pair) in found.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? * 16 + digit(pair[1])?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer as _, SigningKey};
    use proptest::prelude::*;

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn public(key: &SigningKey) -> [u8; 32] {
        key.verifying_key().to_bytes()
    }

    fn receipt(key: &SigningKey, text: &str) -> String {
        let salt = salt("secret");
        let facts = Facts {
            bound: Some((commitment(&salt, text), salt)),
            entry: Some((7, vec![9; 32])),
        };
        let sign = |message: &[u8]| key.sign(message).to_bytes();
        signed("Kvittering\nNummer: 000001-3\n", &facts, &public(key), sign)
    }

    #[test]
    fn a_receipt_holds_for_the_servers_that_sign_and_for_its_text_alone() {
        let (ours, theirs) = (key(1), key(2));
        let text = receipt(&ours, "Send brevene digitalt.");

        assert_eq!(check(&text, &[public(&ours)]), Verdict::Holds);
        assert_eq!(check(&text, &[public(&theirs)]), Verdict::Foreign);
        assert_eq!(check("Kvittering", &[public(&ours)]), Verdict::NoReceipt);
        assert!(is_for(&text, "Send brevene digitalt."));
        assert!(!is_for(&text, "Send ikke brevene digitalt."));
    }

    #[test]
    fn what_a_browser_does_to_line_ends_is_undone() {
        let text = receipt(&key(1), "Hej");
        let from_browser = format!("\r\n {}  \r\n", text.replace('\n', "\r\n"));

        assert_eq!(pasted(&from_browser), text);
    }

    #[test]
    fn the_signature_of_one_receipt_does_not_fit_another() {
        let (one, other) = (receipt(&key(1), "Hej"), receipt(&key(1), "Farvel"));
        let (said, _) = one.rsplit_once(SIGNATURE).unwrap();
        let (_, signature) = other.rsplit_once(SIGNATURE).unwrap();
        let mixed = format!("{said}{SIGNATURE}{signature}");

        assert_eq!(check(&mixed, &[public(&key(1))]), Verdict::Broken);
    }

    #[test]
    fn lines_for_people_that_look_like_a_signature_change_nothing() {
        let ours = key(1);
        let lines = format!(
            "Høring: x\nsignature: {}\nkey: ed25519 {}",
            "0".repeat(128),
            "0".repeat(64)
        );
        let facts = Facts { bound: None, entry: None };
        let sign = |message: &[u8]| ours.sign(message).to_bytes();
        let text = signed(&lines, &facts, &public(&ours), sign);

        assert_eq!(check(&text, &[public(&ours)]), Verdict::Holds);
    }

    proptest! {
        #[test]
        fn v01_any_changed_byte_is_found(at in 0_usize..1_000, change in 1..=255_u8) {
            let text = receipt(&key(1), "Send brevene digitalt.");
            let at = at % text.len();
            let mut bytes = text.into_bytes();
            bytes[at] ^= change;
            // What is no text any more does not even come to the check.
            if let Ok(changed) = String::from_utf8(bytes) {
                let verdict = check(&changed, &[public(&key(1))]);
                prop_assert!(verdict != Verdict::Holds, "byte {} by {}", at, change);
            }
        }

        #[test]
        fn a_cut_or_longer_receipt_is_found(cut in 0_usize..400, more in "\\PC{1,5}|\n") {
            let text = receipt(&key(1), "Hej");
            let ours = [public(&key(1))];
            let mut shorter = text.clone();
            shorter.pop();
            prop_assert!(check(&shorter, &ours) != Verdict::Holds);
            let longer = format!("{text}{more}");
            prop_assert!(check(&longer, &ours) != Verdict::Holds);
            if let Some(rest) = text.get(cut + 1..) {
                prop_assert!(check(rest, &ours) != Verdict::Holds);
            }
        }

        #[test]
        fn no_text_makes_the_check_fall_over(text in "\\PC{0,80}(\nsignature: [0-9a-f]{120,130})?") {
            prop_assert!(check(&text, &[]) != Verdict::Holds);
        }
    }
}
