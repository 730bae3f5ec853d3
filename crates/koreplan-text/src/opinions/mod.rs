//! Opinion groups: who votes alike on statements, what each group stands for, what unites
//! all and what divides.
//!
//! The method is that of Polis (Small, Bjorkegren, Erkkilä, Shaw & Megill, "Polis: Scaling
//! deliberation by mapping high dimensional opinion spaces", Recerca 26(2), 2021), made
//! independent of order:
//!
//! 1. A vote is 1, 0 or -1 (agree, pass, disagree). A missing vote stands at its
//!    statement's mean, so the centred matrix is zero there and is never made dense.
//! 2. Two principal components ([`components`]). A participant stands at the sum over the
//!    votes cast, pushed out from the middle by `sqrt(statements / votes)`, so that few
//!    votes do not look like moderate ones.
//! 3. Who voted at least 7 times (or on all statements, if there are fewer) is grouped
//!    ([`groups`]): at most 100 base clusters, k-means on these for each number of groups,
//!    and the silhouette to choose among the numbers.
//! 4. Two-proportion tests say which statements set a group apart ([`statements`]).
//!
//! A statement that was moderated out counts, as in Polis, as answered with pass by
//! everybody: it moves nobody and is never shown.
//!
//! Where Polis goes on from its last result each time a vote comes in, this begins from
//! nothing: the same votes give the same groups, whatever the order they came in and
//! whatever the participants are called. Sums are exact (see `matrix`), so neither order
//! nor number of threads shows in the last bit.

mod components;
mod groups;
mod matrix;
mod statements;

pub use statements::{Representative, Side, Standing, Tally};

/// What a participant said to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    Disagree,
    Pass,
    Agree,
}

/// One participant's vote on one statement, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    pub participant: u32,
    pub statement: u32,
    pub choice: Choice,
}

/// Votes that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("participant {participant} voted twice on statement {statement}")]
    Twice { participant: u32, statement: u32 },
    #[error("statement {0} is none of those there are")]
    NoStatement(u32),
    #[error("participant {0} is none of those there are")]
    NoParticipant(u32),
}

/// Where a participant stands on the map of opinions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    /// None for whoever voted too little to be grouped.
    pub group: Option<usize>,
}

/// A number of groups that was tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tried {
    pub groups: usize,
    /// From -1 to 1: how much nearer participants stand to their own group than to the
    /// nearest other one.
    pub silhouette: f64,
}

/// What the votes say.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinions {
    /// By participant.
    pub places: Vec<Place>,
    /// Participants in each group; the largest group is the first.
    pub groups: Vec<usize>,
    /// How each statement stands, by statement; None for those moderated out.
    pub statements: Vec<Option<Standing>>,
    /// By group: the statements that set it apart, agreement before disagreement.
    pub representative: Vec<Vec<Representative>>,
    /// Votes it took to be grouped.
    pub threshold: usize,
    pub tried: Vec<Tried>,
}

/// Reads votes. `hidden` says for each statement whether it was moderated out; there are
/// as many statements as it is long.
///
/// # Errors
/// [`Unreadable`] when a vote names no statement or participant there is, or two votes are
/// of the same participant on the same statement.
pub fn read(
    participants: usize,
    hidden: &[bool],
    votes: &[Vote],
) -> Result<Opinions, Unreadable> {
    let matrix = matrix::Matrix::new(participants, hidden, votes)?;
    let positions = components::positions(&matrix);
    let threshold = threshold(&matrix);
    let grouped = groups::find(&positions, |who| matrix.votes_of(who) >= threshold);
    let (statements, representative) =
        statements::stand(&matrix, &grouped.of, grouped.sizes.len());
    let places = positions.iter().zip(&grouped.of);
    Ok(Opinions {
        places: places.map(|(&[x, y], &group)| Place { x, y, group }).collect(),
        groups: grouped.sizes,
        statements,
        representative,
        threshold,
        tried: grouped.tried,
    })
}

/// Votes it takes to be grouped.
const ENOUGH: usize = 7;
/// Below so many participants fewer votes are enough.
const FEW: usize = 15;

fn threshold(matrix: &matrix::Matrix) -> usize {
    let full = ENOUGH.min(matrix.voted_on());
    let reached = |threshold: &usize| {
        (0..matrix.participants())
            .filter(|who| matrix.votes_of(*who) >= *threshold)
            .count()
            >= FEW
    };
    (1..=full).rev().find(reached).unwrap_or(1)
}
