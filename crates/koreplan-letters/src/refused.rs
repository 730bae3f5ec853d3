//! Why a file is not taken, and why the public gets no copy of one that is.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// A file that is not taken. It holds the facts; `Display` says it in plain English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {size} bytes, and at most {limit} are taken")]
    TooLarge { size: usize, limit: usize },
    #[error("{kind} is not taken")]
    NotTaken { kind: Kind },
    /// The name says one thing and the bytes another.
    #[error("the name ends in .{ending}, but the file is {kind}")]
    WrongName { ending: String, kind: Kind },
    #[error("the file is {kind} and hides {other}")]
    TwoFaced { kind: Kind, other: Kind },
    #[error("the file is {kind}, but it is damaged: {why}")]
    Broken { kind: Kind, why: String },
    #[error("the file is locked with a password")]
    Locked,
    #[error("the file holds a program: {member}")]
    Program { member: String },
    #[error("the file is marked as harmful")]
    Infected,

    #[error("unpacked, the file has more than {limit} bytes")]
    Unpacked { limit: u64 },
    #[error("the file unpacks to more than {limit} times its size")]
    Ratio { limit: u64 },
    #[error("the file packs {count} files, and at most {limit} are taken")]
    Members { count: usize, limit: usize },
    #[error("a packed file lies inside the packed file: {member}")]
    Nested { member: String },
    #[error("two files share the same bytes of the packed file: {member}")]
    Overlap { member: String },
    /// A link, a path out of the folder, a name given twice.
    #[error("the packed file has a member of no good kind: {member}")]
    Member { member: String },

    #[error("{member} declares a document type")]
    Dtd { member: String },
    #[error("{member} nests deeper than {limit}")]
    Depth { member: String, limit: usize },

    #[error("the picture has {width} x {height} points, more than {limit} in all")]
    Pixels { width: u32, height: u32, limit: u64 },
    #[error("the picture is drawn in more than {limit} runs")]
    Scans { limit: usize },

    #[error("the sheet has more than {limit} {what}")]
    Sheet { what: String, limit: usize },
}

impl Refused {
    /// A short word for the database and for the keys of the locale files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::NotTaken { .. } => "not-taken",
            Self::WrongName { .. } => "wrong-name",
            Self::TwoFaced { .. } => "two-faced",
            Self::Broken { .. } => "broken",
            Self::Locked => "locked",
            Self::Program { .. } => "program",
            Self::Infected => "infected",
            Self::Unpacked { .. } | Self::Ratio { .. } => "bomb",
            Self::Members { .. } => "members",
            Self::Nested { .. } => "nested",
            Self::Overlap { .. } | Self::Member { .. } => "member",
            Self::Dtd { .. } | Self::Depth { .. } => "xml",
            Self::Pixels { .. } | Self::Scans { .. } => "picture",
            Self::Sheet { .. } => "sheet",
        }
    }

    pub(crate) fn broken(kind: Kind, why: impl ToString) -> Self {
        // An error's own words may quote the file at length.
        Self::Broken { kind, why: why.to_string().chars().take(200).collect() }
    }
}

/// Why there is no copy for the public: what could not be taken out with certainty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NoCopy {
    #[error("it holds tracked changes")]
    Changes,
    #[error("it holds comments")]
    Comments,
    #[error("it fetches something from outside: {what}")]
    Outside { what: String },
    #[error("it holds a part that cannot be cleaned: {part}")]
    Part { part: String },
    #[error("it cannot be written anew: {why}")]
    Unwritable { why: String },
}

impl NoCopy {
    pub fn word(&self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Comments => "comments",
            Self::Outside { .. } => "outside",
            Self::Part { .. } => "part",
            Self::Unwritable { .. } => "unwritable",
        }
    }
}
