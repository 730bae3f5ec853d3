//! What goes together: the directions in which rows of terms differ most (latent
//! semantic analysis), by subspace iteration.
//!
//! # Source
//! N. Halko, P. G. Martinsson, J. A. Tropp, Finding structure with randomness, SIAM
//! Review 53 (2011), algorithm 4.4. The start is no chance here: it is a hash of places.

use rayon::prelude::*;

use super::terms::Row;

/// As many directions as the root of the texts, but no more than this.
const MOST: usize = 50;

/// So many directions more are followed than are kept.
const MORE: usize = 8;

/// Rounds of the iteration; more changed no group on the data it was tried on.
const ROUNDS: usize = 6;

/// Sums over many rows are taken in parts of this many, whatever the number of threads.
const PART: usize = 2048;

/// Rows of terms laid out in a few directions.
pub struct Directions {
    /// Per term its share in each direction.
    shares: Vec<Vec<f64>>,
    count: usize,
}

impl Directions {
    /// A row as a point at distance 1; the middle if it has no term.
    pub fn point(&self, row: &Row) -> Vec<f64> {
        let mut point = vec![0.0; self.count];
        for (term, weight) in row {
            for (at, share) in point.iter_mut().zip(&self.shares[*term]) {
                *at += weight * share;
            }
        }
        let length = point.iter().map(|at| at * at).sum::<f64>().sqrt();
        if length > 1e-9 {
            for at in &mut point {
                *at /= length;
            }
        } else {
            point.fill(0.0);
        }
        point
    }
}

/// Finds the directions of rows over so many terms.
pub fn find(rows: &[Row], terms: usize) -> Directions {
    let kept = rows.len().isqrt().clamp(2, MOST).min(terms).min(rows.len());
    let followed = (kept + MORE).min(terms).min(rows.len());
    let columns = columns(rows, terms);
    let mut shares: Vec<Vec<f64>> = (0..terms)
        .map(|term| (0..followed).map(|at| scattered(term * MOST * 2 + at)).collect())
        .collect();
    for _ in 0..ROUNDS {
        orthogonal(&mut shares, followed);
        let along = times(rows, &shares, followed);
        shares = times(&columns, &along, followed);
    }
    orthogonal(&mut shares, followed);
    let along = times(rows, &shares, followed);
    let turned = largest(gram(&along, followed), kept);
    let shares = shares
        .par_iter()
        .map(|share| turned.iter().map(|axis| super::dot(share, axis)).collect())
        .collect();
    Directions { shares, count: kept }
}

/// The same rows by their terms.
fn columns(rows: &[Row], terms: usize) -> Vec<Row> {
    let mut columns = vec![Row::new(); terms];
    for (number, row) in rows.iter().enumerate() {
        for (term, weight) in row {
            columns[*term].push((number, *weight));
        }
    }
    columns
}

fn times(rows: &[Row], by: &[Vec<f64>], width: usize) -> Vec<Vec<f64>> {
    rows.par_iter()
        .map(|row| {
            let mut sum = vec![0.0; width];
            for (at, weight) in row {
                for (sum, by) in sum.iter_mut().zip(&by[*at]) {
                    *sum += weight * by;
                }
            }
            sum
        })
        .collect()
}

/// The products of all columns with each other.
fn gram(rows: &[Vec<f64>], width: usize) -> Vec<Vec<f64>> {
    let parts: Vec<Vec<Vec<f64>>> = rows
        .par_chunks(PART)
        .map(|rows| {
            let mut sum = vec![vec![0.0; width]; width];
            for row in rows {
                for (sum, a) in sum.iter_mut().zip(row) {
                    for (sum, b) in sum.iter_mut().zip(row) {
                        *sum += a * b;
                    }
                }
            }
            sum
        })
        .collect();
    let mut sum = vec![vec![0.0; width]; width];
    for part in parts {
        for (sum, part) in sum.iter_mut().flatten().zip(part.into_iter().flatten()) {
            *sum += part;
        }
    }
    sum
}

/// Makes the columns orthogonal and of length 1; what depends on others becomes 0.
///
/// Twice by Cholesky: once is not exact enough for columns that are nearly alike.
fn orthogonal(rows: &mut [Vec<f64>], width: usize) {
    for _ in 0..2 {
        let lower = cholesky(gram(rows, width));
        rows.par_iter_mut().for_each(|row| {
            for at in 0..width {
                let known: f64 = (0..at).map(|k| lower[at][k] * row[k]).sum();
                let pivot = lower[at][at];
                row[at] = if pivot > 0.0 { (row[at] - known) / pivot } else { 0.0 };
            }
        });
    }
}

fn cholesky(of: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let width = of.len();
    let mut lower = vec![vec![0.0; width]; width];
    for i in 0..width {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest: f64 = of[i][j] - known;
            lower[i][j] = if i == j {
                if rest > 1e-10 * of[i][i].max(1e-300) { rest.sqrt() } else { 0.0 }
            } else if lower[j][j] > 0.0 {
                rest / lower[j][j]
            } else {
                0.0
            };
        }
    }
    lower
}

/// The axes of a symmetric matrix with the largest values, by Jacobi's rotations.
fn largest(mut of: Vec<Vec<f64>>, kept: usize) -> Vec<Vec<f64>> {
    let width = of.len();
    let mut axes: Vec<Vec<f64>> = (0..width)
        .map(|i| (0..width).map(|j| if i == j { 1.0 } else { 0.0 }).collect())
        .collect();
    for _ in 0..60 {
        let beside: f64 = (0..width)
            .flat_map(|i| (0..i).map(move |j| (i, j)))
            .map(|(i, j)| of[i][j].abs())
            .sum();
        if beside < 1e-12 {
            break;
        }
        for p in 0..width {
            for q in p + 1..width {
                rotate(&mut of, &mut axes, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|a, b| of[*b][*b].total_cmp(&of[*a][*a]).then(a.cmp(b)));
    order.into_iter().take(kept).map(|at| axes[at].clone()).collect()
}

/// Turns the axes `p` and `q` so that their product is 0.
fn rotate(of: &mut [Vec<f64>], axes: &mut [Vec<f64>], p: usize, q: usize) {
    if of[p][q].abs() < 1e-300 {
        return;
    }
    let theta = (of[q][q] - of[p][p]) / (2.0 * of[p][q]);
    let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    for row in of.iter_mut() {
        let (a, b) = (row[p], row[q]);
        row[p] = cosine * a - sine * b;
        row[q] = sine * a + cosine * b;
    }
    for i in 0..of.len() {
        let (a, b) = (of[p][i], of[q][i]);
        of[p][i] = cosine * a - sine * b;
        of[q][i] = sine * a + cosine * b;
        let (a, b) = (axes[p][i], axes[q][i]);
        axes[p][i] = cosine * a - sine * b;
        axes[q][i] = sine * a + cosine * b;
    }
}

/// A number between -1 and 1 that is the same for the same place on any machine.
fn scattered(place: usize) -> f64 {
    let high = u32::try_from(super::grouping::scrambled(place as u64) >> 32).unwrap_or(0);
    f64::from(high) / f64::from(u32::MAX) * 2.0 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_the_same_words_lie_together_and_others_apart() {
        let row = |terms: &[usize]| {
            super::super::terms::normal(terms.iter().map(|term| (*term, 1.0)).collect())
        };
        // Four texts give two directions; one for each text would tell them all apart.
        let rows = [row(&[0, 1]), row(&[1, 2]), row(&[3, 4]), row(&[4, 5])];
        let directions = find(&rows, 6);
        let near = |a: &[usize], b: &[usize]| {
            super::super::dot(&directions.point(&row(a)), &directions.point(&row(b)))
        };

        assert!(near(&[0], &[2]) > 0.3, "both go with 1");
        assert!(near(&[0], &[3]).abs() < 1e-6);
        assert!((near(&[0, 1], &[0, 1]) - 1.0).abs() < 1e-9);
    }
}
