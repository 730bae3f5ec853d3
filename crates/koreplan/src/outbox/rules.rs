//! Who can be written to, how often, and how long to wait before trying again.

use std::str::FromStr;

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// Why a mail is sent.
    Kind {
        /// Says that an input came, and asks whether the receiver sent it.
        Confirmation: "confirmation", "mail-kind-confirmation";
        /// Asks whether the receiver wants to subscribe.
        OptIn: "opt_in", "mail-kind-opt-in";
        /// Invites a party to answer a hearing.
        Invitation: "invitation", "mail-kind-invitation";
        /// Tells a subscriber that something happened.
        News: "news", "mail-kind-news";
        /// Reminds a person of tasks.
        Tasks: "tasks", "mail-kind-tasks";
        /// Calls a member to a meeting, moves it or calls it off.
        Meeting: "meeting", "mail-kind-meeting";
    }
}

impl Kind {
    /// What happens above [`MOST_A_DAY`]: strangers can aim these kinds at anybody.
    pub fn above(self) -> Above {
        match self {
            Self::Confirmation | Self::OptIn => Above::Drop,
            Self::Invitation => Above::Postpone,
            Self::News | Self::Tasks | Self::Meeting => Above::Send,
        }
    }
}

/// What happens to a mail when its receiver has had enough of them today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Above {
    Drop,
    Postpone,
    Send,
}

/// How many mails others may have sent to one address a day.
pub const MOST_A_DAY: i64 = 3;

/// One address a mail can be sent to: a name, an at sign, a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

/// Not one address that mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not one mail address")]
pub struct NotAnAddress;

/// The longest address a mail server must take, in bytes (RFC 5321).
const LONGEST: usize = 254;

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(written: &str) -> Result<Self, NotAnAddress> {
        let unfit =
            |c: char| c.is_whitespace() || c.is_control() || "\"(),:;<>[\\]".contains(c);
        if written.len() > LONGEST || written.contains(unfit) {
            return Err(NotAnAddress);
        }
        let (user, host) = written.rsplit_once('@').ok_or(NotAnAddress)?;
        // Hosts may be written with æ, ø and å; names before the at sign may not, since
        // few servers take them.
        let host = idna::domain_to_ascii_strict(host).map_err(|_| NotAnAddress)?;
        let last = host.rsplit('.').next().unwrap_or_default();
        let named = host.contains('.') && !last.chars().all(|c| c.is_ascii_digit());
        if !named || !user.is_ascii() {
            return Err(NotAnAddress);
        }
        lettre::Address::new(user, host).map(Self).map_err(|_| NotAnAddress)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(to)
    }
}

impl Address {
    pub fn into_inner(self) -> lettre::Address {
        self.0
    }

    /// The host after the at sign.
    pub fn host(&self) -> &str {
        self.0.domain()
    }

    /// The same mailbox has the same key, however its address is written.
    pub fn key(&self) -> String {
        let user = self.0.user().split('+').next().unwrap_or_default();
        format!("{user}@{}", self.0.domain()).to_lowercase()
    }
}

/// Tries before a mail is given up: a day and a half.
pub const TRIES: i64 = 14;

/// How long to wait after the try of that number, in seconds; nothing when it was the
/// last.
pub fn wait_s(attempt: i64) -> Option<i64> {
    let doubled = 60_i64 << attempt.clamp(1, 20).saturating_sub(1);
    (attempt < TRIES).then_some(doubled.min(6 * 3600))
}

/// One line without controls, for a subject or a fault that is shown.
pub fn one_line(text: &str, longest: usize) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(longest).collect()
}

/// Nothing was given up, so there is nothing to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no mail was given up")]
pub struct NoneGivenUp;

impl Refusal for NoneGivenUp {
    fn why(&self) -> Message {
        Message::new("mail-refused-none-given-up")
    }

    fn way_forward(&self) -> Message {
        Message::new("mail-refused-none-given-up-way")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_address_is_taken_and_nothing_else() {
        for good in ["hanne@eksempel.dk", "a.b+c@x.y.dk", "o'neil@x.dk"] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        let long = format!("{}@eksempel.dk", "a".repeat(250));
        for bad in [
            "",
            "hanne",
            "@x.dk",
            "a@",
            "a@b",
            "a@x.dk,b@x.dk",
            "a@x.dk;b@x.dk",
            "a@x.dk b@x.dk",
            "<a@x.dk>",
            "A <a@x.dk>",
            "a@x.dk\r\nBcc: b@x.dk",
            "a@x.dk\n.\n",
            "\"a b\"@x.dk",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@x..dk",
            "å@x.dk",
            "a@b@x.dk",
            &long,
        ] {
            assert_eq!(bad.parse::<Address>(), Err(NotAnAddress), "{bad}");
        }
    }

    #[test]
    fn a_host_with_danish_letters_is_written_as_servers_know_it() {
        let address: Address = "post@blåbær.dk".parse().unwrap();

        assert_eq!(address.to_string(), "post@xn--blbr-roah.dk");
    }

    #[test]
    fn a_mailbox_has_one_key() {
        let key = |written: &str| written.parse::<Address>().unwrap().key();

        assert_eq!(
            key("Hanne+høring@X.dk".replace('ø', "o").as_str()),
            key("hanne@x.dk")
        );
        assert_ne!(key("hanne@x.dk"), key("hanne@y.dk"));
    }

    #[test]
    fn waiting_grows_and_ends() {
        let waits: Vec<_> = (1..).map_while(wait_s).collect();

        assert_eq!(waits[..3], [60, 120, 240]);
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(waits.len(), 13);
        let hours = waits.iter().sum::<i64>() / 3600;
        assert!((24..48).contains(&hours), "{hours}");
    }

    proptest! {
        #[test]
        fn no_address_breaks_a_line_or_names_two(written in "\\PC{0,40}|[a-z@.,;<> \r\n\"]{0,20}") {
            if let Ok(address) = written.parse::<Address>() {
                let address = address.to_string();
                prop_assert!(address.is_ascii());
                prop_assert_eq!(address.matches('@').count(), 1);
                prop_assert!(!address.contains([' ', '\r', '\n', ',', ';', '<', '>']));
            }
        }

        #[test]
        fn one_line_is_one_line(text in "\\PC{0,60}|[a\r\n\t\u{2028}]{0,9}") {
            let line = one_line(&text, 30);
            prop_assert!(line.chars().count() <= 30);
            let broken = line.contains(['\r', '\n', '\u{2028}']);
            prop_assert!(!broken);
        }
    }
}
