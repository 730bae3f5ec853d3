//! The votes as a sparse matrix, and the two products the rest is made of.
//!
//! Sums must not depend on the order of their terms. So whatever is summed is first
//! rounded to a grid so coarse that every partial sum is a multiple of the grid below
//! 2^53 times it: such sums are exact in floating point, in any order.

use std::{ops::Range, thread};

use super::{Choice, Unreadable, Vote};

/// A vector, or a pair of them side by side.
pub(super) type Pairs = Vec<[f64; 2]>;

pub(super) struct Matrix {
    hidden: Vec<bool>,
    /// Where each participant's votes begin in `codes`; one more than participants.
    starts: Vec<usize>,
    /// Three times the statement, plus the choice.
    codes: Vec<u32>,
    /// How often each code occurs.
    counts: Vec<u64>,
}

const CHOICES: usize = 3;
/// What a choice counts, by its place in a code.
const VALUES: [f64; CHOICES] = [-1.0, 0.0, 1.0];
/// From so many votes on a second thread is worth starting.
const MANY: usize = 1 << 18;

impl Matrix {
    pub(super) fn new(
        participants: usize,
        hidden: &[bool],
        votes: &[Vote],
    ) -> Result<Self, Unreadable> {
        let mut starts = vec![0_usize; participants + 1];
        for vote in votes {
            if index(vote.statement) >= hidden.len() {
                return Err(Unreadable::NoStatement(vote.statement));
            }
            let of = starts.get_mut(index(vote.participant) + 1);
            *of.ok_or(Unreadable::NoParticipant(vote.participant))? += 1;
        }
        for who in 0..participants {
            starts[who + 1] += starts[who];
        }
        let mut next = starts.clone();
        let mut codes = vec![0; votes.len()];
        for vote in votes {
            let at = &mut next[index(vote.participant)];
            codes[*at] = vote.statement * 3 + vote.choice as u32;
            *at += 1;
        }
        drop(next);
        let mut matrix =
            Self { hidden: hidden.to_vec(), starts, codes, counts: Vec::new() };
        matrix.counts = matrix.count()?;
        Ok(matrix)
    }

    fn count(&self) -> Result<Vec<u64>, Unreadable> {
        let mut counts = vec![0; self.hidden.len() * CHOICES];
        let mut last = vec![0_u32; self.hidden.len()];
        for who in 0..self.participants() {
            let name = u32::try_from(who).unwrap_or(u32::MAX);
            for code in self.row(who) {
                let statement = code / 3;
                // Participants are marked from 1 on, so that 0 is nobody.
                let before =
                    std::mem::replace(&mut last[index(statement)], name.wrapping_add(1));
                if before == name.wrapping_add(1) {
                    return Err(Unreadable::Twice { participant: name, statement });
                }
                counts[index(*code)] += 1;
            }
        }
        Ok(counts)
    }

    pub(super) fn participants(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn statements(&self) -> usize {
        self.hidden.len()
    }

    pub(super) fn is_hidden(&self, statement: usize) -> bool {
        self.hidden[statement]
    }

    /// The votes of a participant as codes: three times the statement, plus the choice.
    fn row(&self, who: usize) -> &[u32] {
        &self.codes[self.starts[who]..self.starts[who + 1]]
    }

    /// The votes of a participant.
    pub(super) fn votes(&self, who: usize) -> impl Iterator<Item = (usize, Choice)> {
        self.row(who).iter().map(|code| {
            let choice = match code % 3 {
                0 => Choice::Disagree,
                1 => Choice::Pass,
                _ => Choice::Agree,
            };
            (index(code / 3), choice)
        })
    }

    pub(super) fn votes_of(&self, who: usize) -> usize {
        self.row(who).len()
    }

    /// Statements with at least one vote, hidden ones too.
    pub(super) fn voted_on(&self) -> usize {
        self.counts
            .chunks_exact(CHOICES)
            .filter(|counts| counts.iter().any(|count| *count > 0))
            .count()
    }

    /// Votes of a participant on hidden statements.
    fn hidden_votes(&self, who: usize) -> usize {
        self.row(who).iter().filter(|code| self.hidden[index(**code / 3)]).count()
    }

    /// How far a participant is pushed out from the middle: few votes reach less far.
    pub(super) fn stretch(
        &self,
        who: usize,
        hidden_voted_on: usize,
        voted_on: usize,
    ) -> f64 {
        let answered = self.votes_of(who) - self.hidden_votes(who) + hidden_voted_on;
        (float(voted_on) / float(answered.max(1))).sqrt()
    }

    /// Hidden statements with at least one vote.
    pub(super) fn hidden_voted_on(&self) -> usize {
        let counts = self.counts.chunks_exact(CHOICES).zip(&self.hidden);
        counts
            .filter(|(counts, hidden)| **hidden && counts.iter().any(|count| *count > 0))
            .count()
    }

    /// What each choice on each statement counts, with the statement's mean taken off.
    fn centred(&self) -> Vec<[f64; CHOICES]> {
        let counts = self.counts.chunks_exact(CHOICES).zip(&self.hidden);
        counts
            .map(|(counts, hidden)| {
                let all = whole(counts.iter().sum());
                if *hidden || all == 0.0 {
                    return [0.0; CHOICES];
                }
                let mean = (whole(counts[2]) - whole(counts[0])) / all;
                VALUES.map(|value| value - mean)
            })
            .collect()
    }

    /// Centred votes times two vectors of statements: two numbers a participant.
    pub(super) fn times(&self, vectors: &[[f64; 2]]) -> Pairs {
        let table = self.table(vectors);
        let parts = self
            .in_parts(|rows| rows.map(|who| self.dot(who, &table)).collect::<Pairs>());
        parts.concat()
    }

    /// Centred votes transposed, times centred votes, times two vectors of statements.
    pub(super) fn gram(&self, vectors: &[[f64; 2]]) -> Pairs {
        let table = self.table(vectors);
        // No participant's product is beyond 2 * sqrt(statements) for vectors of length 1.
        let largest = 2.0 * float(self.statements()).sqrt().max(1.0);
        let grid = Grid::for_sums_to(largest * float(self.participants().max(1)));
        let parts = self.in_parts(|rows| {
            let mut sums = vec![[0.0; 2]; self.counts.len()];
            for who in rows {
                let [first, second] = self.dot(who, &table);
                let (first, second) = (grid.round(first), grid.round(second));
                for code in self.row(who) {
                    let sum = &mut sums[index(*code)];
                    sum[0] += first;
                    sum[1] += second;
                }
            }
            sums
        });
        let sum = |code: usize| {
            parts.iter().fold([0.0; 2], |sum, part| {
                [sum[0] + part[code][0], sum[1] + part[code][1]]
            })
        };
        let centred = self.centred();
        let products = centred.iter().enumerate().map(|(statement, values)| {
            let mut product = [0.0; 2];
            for (choice, value) in values.iter().enumerate() {
                let sum = sum(statement * CHOICES + choice);
                product[0] += value * sum[0];
                product[1] += value * sum[1];
            }
            product
        });
        products.collect()
    }

    /// What each code adds to its participant's two products.
    fn table(&self, vectors: &[[f64; 2]]) -> Pairs {
        let grid = Grid::for_sums_to(2.0 * float(self.statements()).sqrt().max(1.0));
        let values = self.centred().into_iter().zip(vectors);
        values
            .flat_map(|(values, vector)| {
                values.map(|value| vector.map(|component| grid.round(value * component)))
            })
            .collect()
    }

    fn dot(&self, who: usize, table: &[[f64; 2]]) -> [f64; 2] {
        self.row(who).iter().fold([0.0; 2], |sum, code| {
            let of = table[index(*code)];
            [sum[0] + of[0], sum[1] + of[1]]
        })
    }

    /// Does the work for all participants, in parts when there are many votes.
    fn in_parts<T: Send>(&self, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        let threads = if self.codes.len() < MANY {
            1
        } else {
            thread::available_parallelism().map_or(1, |threads| threads.get().min(8))
        };
        in_parts(self.participants(), threads, work)
    }
}

/// Does the work on ranges of `0..length`, each in its own thread.
pub(super) fn in_parts<T: Send>(
    length: usize,
    threads: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    if threads < 2 {
        return vec![work(0..length)];
    }
    let edge = |part: usize| length * part / threads;
    thread::scope(|scope| {
        let work = &work;
        let started: Vec<_> = (0..threads)
            .map(|part| scope.spawn(move || work(edge(part)..edge(part + 1))))
            .collect();
        let ended = started.into_iter().map(thread::ScopedJoinHandle::join);
        ended
            .map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// A grid numbers are rounded to, so that their sums are exact.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    /// Adding and taking off this number rounds to the grid.
    lever: f64,
}

impl Grid {
    /// The finest grid on which sums stay exact whose terms add up, without their signs,
    /// to no more than `bound`.
    pub(super) fn for_sums_to(bound: f64) -> Self {
        let mut power = 1.0;
        while power < 2.0 * bound {
            power *= 2.0;
        }
        Self { lever: 1.5 * power }
    }

    pub(super) fn round(self, number: f64) -> f64 {
        (number + self.lever) - self.lever
    }
}

pub(super) fn index(number: u32) -> usize {
    number as usize
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn whole(count: u64) -> f64 {
    count as f64
}
