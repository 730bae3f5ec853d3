//! Campaigns: letters made from one template, and what each of them adds.

mod joining;
mod own;
mod reading;

use std::collections::BTreeMap;

pub use joining::Joiner;
pub use own::own_sentences;

use reading::Reader;

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

/// The campaigns among the texts, in the order of their templates.
pub fn group<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<Campaign> {
    let mut reader = Reader::default();
    let mut copies: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
    for (place, text) in texts.iter().enumerate() {
        reader.read(text.as_ref());
        if reader.has_words() {
            copies.entry(reader.fingerprint()).or_default().push(place);
        }
    }
    let mut distinct: Vec<Vec<usize>> = copies.into_values().collect();
    distinct.sort_by_key(|copies| std::cmp::Reverse(copies.len()));
    let mut joiner = Joiner::new();
    let mut campaigns: Vec<Campaign> = Vec::new();
    for copies in distinct {
        let first = copies[0];
        reader.read(texts[first].as_ref());
        let (sketch, shingles) = (reader.sketch(), reader.shingles());
        let found = joiner.best(&joiner.candidates(&sketch), &shingles);
        let (id, alike) = found.unwrap_or_else(|| {
            let id = i64::try_from(campaigns.len()).unwrap_or(i64::MAX);
            joiner.add_read(id, sketch, shingles);
            campaigns.push(Campaign { template: first, members: Vec::new() });
            (id, 1.0)
        });
        let members = copies.into_iter().map(|text| Member { text, alike });
        campaigns[usize::try_from(id).unwrap_or(0)].members.extend(members);
    }
    campaigns.retain(|campaign| campaign.members.len() > 1);
    for campaign in &mut campaigns {
        campaign.members.sort_by_key(|member| member.text);
    }
    campaigns.sort_by_key(|campaign| campaign.template);
    campaigns
}
