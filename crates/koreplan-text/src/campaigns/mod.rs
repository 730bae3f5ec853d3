//! Campaigns: letters made from one template, and what each of them adds.
//!
//! A letter is its words without case, punctuation and white space; letters are compared
//! by their shingles, the runs of three words. One is made from a template if either
//!
//! - they share [`ALIKE`] of all the shingles that one of them has (Jaccard), or
//! - the letter has that share of the template's shingles, whatever it adds, and the
//!   template is two fifths of the letter at least. Somebody who puts a long paragraph of
//!   their own into a campaign's letter has sent the campaign's letter; an organisation
//!   that quotes it in a long answer has not. Below 20 shingles this way is closed: a
//!   sentence or two may stand in any letter.
//!
//! Every member has been compared with the template itself, word by word, so there are no
//! chains of look-alikes. The template is the letter that most others are like; of
//! campaigns whose templates are alike the larger one has the letters of both. What is
//! said of a letter does not depend on the order of the letters, and a letter that has less
//! than two fifths in common with every other changes nothing for the others. [`group`] and
//! [`Joiner`] decide in the same way.
//!
//! Sketches find who is compared with whom, so a letter at the very limit of likeness can
//! be missed (one or two in a hundred). None is taken in by them.

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
