//! Campaigns: letters made from one template, and what each of them adds.

mod grouping;
mod joining;
mod own;
mod reading;

pub use grouping::{Grouper, group};
pub use joining::Joiner;
pub use own::own_sentences;

/// Two letters are alike from this share of common shingles on (Jaccard).
pub const ALIKE: f64 = 0.7;

/// Letters made from one template.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// The letter all members are like; it is a member itself.
    pub template: usize,
    /// At least two, in the order of the texts.
    pub members: Vec<Member>,
}

/// A letter of a campaign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    pub text: usize,
    /// The share of the shingles of letter and template that they have in common; 1 for
    /// an exact copy, and below [`ALIKE`] for a letter with a long part of its own.
    pub alike: f64,
}
