//! Accounts in the database.

use std::collections::BTreeSet;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use koreplan_store::{StoreError, Tx};

use unicode_normalization::UnicodeNormalization as _;

use crate::web::l10n::Text;

#[derive(Debug, Clone)]
pub struct Account {
    pub id: i64,
    pub login: String,
    pub name: String,
    pub title: Text,
    pub operator: bool,
    password: Option<String>,
}

const ALL: &str = "SELECT id, login, name, title_da, title_en, operator, password FROM person ORDER BY id";

/// Everybody, for the sign-in page of a demonstration.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Account>, StoreError> {
    tx.rows(ALL, &[])?
        .iter()
        .map(|row| {
            Ok(Account {
                id: row.get(0)?,
                login: row.get(1)?,
                name: row.get(2)?,
                title: Text { da: row.get(3)?, en: row.get(4)? },
                operator: row.get(5)?,
                password: row.get(6)?,
            })
        })
        .collect()
}

pub fn find(tx: &mut dyn Tx, login: &str) -> Result<Option<Account>, StoreError> {
    Ok(all(tx)?.into_iter().find(|account| account.login == login))
}

/// Somebody new, who can sign in once a password is set. The login is made of the name.
pub fn insert(tx: &mut dyn Tx, name: &str, title: &Text) -> Result<i64, StoreError> {
    let taken: BTreeSet<String> =
        all(tx)?.into_iter().map(|account| account.login).collect();
    let login = login_of(name, &|login| taken.contains(login));
    tx.one(
        "INSERT INTO person (login, name, title_da, title_en, epoch, operator)
         VALUES ($1, $2, $3, $4, 0, 0) RETURNING id",
        &[login.into(), name.into(), (&title.da).into(), (&title.en).into()],
    )
}

/// A login nobody has: the first name and the last in plain letters, and a number where
/// others are called the same.
fn login_of(name: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    let mut words = words.iter().filter(|word| !word.is_empty());
    let login = match (words.next(), words.next_back()) {
        (Some(first), Some(last)) => format!("{first}-{last}"),
        (Some(only), None) => only.clone(),
        (None, _) => "person".into(),
    };
    (1..=10_000)
        .map(|at| if at == 1 { login.clone() } else { format!("{login}-{at}") })
        .find(|login| !is_taken(login))
        .unwrap_or(login)
}

/// A name in plain letters, its words joined by hyphens: a part of an address.
pub fn plain_words(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

fn plain(word: &str) -> String {
    let mut plain = String::new();
    for letter in word.to_lowercase().nfd() {
        match letter {
            'æ' => plain.push_str("ae"),
            'ø' => plain.push_str("oe"),
            // What is left of å when its ring stands apart.
            '\u{30a}' => plain.push('a'),
            letter if letter.is_ascii_alphanumeric() => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// Sets a password and ends the person's sessions.
pub fn save_password(
    tx: &mut dyn Tx,
    login: &str,
    hash: &str,
) -> Result<u64, StoreError> {
    tx.exec(
        "UPDATE person SET password = $1, epoch = epoch + 1 WHERE login = $2",
        &[hash.into(), login.into()],
    )
}

/// A password as it is stored: argon2id, salted.
pub fn hash(password: &str) -> Result<String, StoreError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| StoreError::Broken(e.to_string()))
}

/// The hash of no password, as costly to check as all others.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
    $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether this is the account's password. Takes as long for an account that is not
/// there, so that nobody learns which are.
pub fn fits(account: Option<&Account>, password: &str) -> bool {
    let stored = account.and_then(|account| account.password.as_deref());
    let Ok(hash) = PasswordHash::new(stored.unwrap_or(NOBODY)) else { return false };
    let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    fits && stored.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(password: Option<String>) -> Account {
        Account {
            id: 1,
            login: "bo".into(),
            name: "Bo".into(),
            title: Text::default(),
            operator: false,
            password,
        }
    }

    #[test]
    fn a_login_is_made_of_the_name_and_is_nobody_elses() {
        let none = |_: &str| false;
        let taken = |login: &str| login == "aage-roedgaard";

        assert_eq!(login_of("Åge Bo Rødgaard", &none), "aage-roedgaard");
        assert_eq!(login_of("Åge Rødgaard", &taken), "aage-roedgaard-2");
        assert_eq!(login_of("Clara", &none), "clara");
        assert_eq!(login_of("—", &none), "person");
    }

    #[test]
    fn only_the_right_password_fits() {
        let bo = account(Some(hash("køreplan 2011").unwrap()));

        assert!(fits(Some(&bo), "køreplan 2011"));
        assert!(!fits(Some(&bo), "koreplan 2011"));
    }

    #[test]
    fn an_account_that_is_not_there_costs_as_much_to_check() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real = hash("et langt kodeord").unwrap();
        let real = PasswordHash::new(&real).unwrap();

        assert_eq!(nobody.params, real.params);
        assert_eq!(nobody.algorithm, real.algorithm);
    }

    #[test]
    fn an_account_without_a_password_lets_nobody_in() {
        assert!(!fits(Some(&account(None)), ""));
        assert!(!fits(None, ""));
    }
}
