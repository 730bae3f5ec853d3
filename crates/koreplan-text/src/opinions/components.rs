//! The two principal components of the votes, and where participants stand by them.
//!
//! A block Krylov method with Rayleigh-Ritz projection: the matrix is only ever
//! multiplied by two vectors at a time, and a dozen products do what a hundred power
//! iterations do.

use super::matrix::{Matrix, Pairs, float};

/// Vectors in the Krylov basis before it is begun again from the best two.
const BASIS: usize = 40;
/// Times it is begun again.
const RESTARTS: usize = 12;
/// Products between looks at how good the best two are.
const LOOK: usize = 3;
/// A component is good enough when it differs from its own image by this share of the
/// largest eigenvalue.
const CLOSE: f64 = 1e-9;
/// A vector as short as this, beside what it was made from, is nothing but rounding.
const NOTHING: f64 = 1e-10;
/// Positions are rounded to multiples of this, so that their sums are exact.
const STEP: f64 = 1.0 / 1_048_576.0;

/// Where each participant stands.
pub(super) fn positions(matrix: &Matrix) -> Pairs {
    let vectors = components(matrix);
    let (hidden, all) = (matrix.hidden_voted_on(), matrix.voted_on());
    let products = matrix.times(&vectors).into_iter().enumerate();
    products
        .map(|(who, product)| {
            let stretch = matrix.stretch(who, hidden, all);
            // Adding zero makes a negative zero a plain one.
            product.map(|along| (along * stretch / STEP).round() * STEP + 0.0)
        })
        .collect()
}

/// The first two principal components, each of length 1 and with its largest entry
/// positive; zero where the votes do not differ in so many directions.
fn components(matrix: &Matrix) -> Pairs {
    let mut block = start(matrix.statements());
    orthonormalise(&[], &mut block);
    for _ in 0..RESTARTS {
        let mut krylov = Krylov::default();
        loop {
            let images = split(&matrix.gram(&join(&block)));
            krylov.basis.extend(block);
            krylov.images.extend(images.clone());
            block = images;
            orthonormalise(&krylov.basis, &mut block);
            let used_up =
                block.iter().all(|vector| vector.iter().all(|entry| *entry == 0.0));
            let full = krylov.basis.len() >= BASIS;
            if used_up || full || (krylov.basis.len() / 2).is_multiple_of(LOOK) {
                let (best, close) = krylov.best();
                if close || used_up {
                    return join(&best.map(upright));
                }
                if full {
                    block = best;
                    break;
                }
            }
        }
    }
    join(&block.map(upright))
}

/// Two vectors that favour no statement but are the same each time.
fn start(length: usize) -> [Vec<f64>; 2] {
    let noise = |seed: u64| {
        let mut state = seed;
        (0..length)
            .map(|_| {
                // Steele, Lea & Flood's SplitMix64, as a fraction between -1 and 1.
                state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mut bits = state;
                bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                let high = u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or(0);
                f64::from(high) / f64::from(u32::MAX) * 2.0 - 1.0
            })
            .collect()
    };
    [noise(1), noise(2)]
}

/// The vectors the matrix was multiplied by, and what came out.
#[derive(Default)]
struct Krylov {
    basis: Vec<Vec<f64>>,
    images: Vec<Vec<f64>>,
}

impl Krylov {
    /// The best two components within the basis, and whether they are good enough.
    fn best(&self) -> ([Vec<f64>; 2], bool) {
        let size = self.basis.len();
        let mut small = vec![vec![0.0; size]; size];
        for (row, basis) in self.basis.iter().enumerate() {
            for (column, image) in self.images.iter().enumerate().skip(row) {
                small[row][column] = dot(basis, image);
                small[column][row] = small[row][column];
            }
        }
        let (values, vectors) = eigen(small);
        let largest = values[0].abs();
        let mut close = true;
        let best = [0, 1].map(|which: usize| {
            let combine = |of: &[Vec<f64>]| {
                let mut sum = vec![0.0; of[0].len()];
                for (vector, weight) in of.iter().zip(&vectors[which]) {
                    add(&mut sum, vector, *weight);
                }
                sum
            };
            let vector = combine(&self.basis);
            let mut off = combine(&self.images);
            add(&mut off, &vector, -values[which]);
            close &= dot(&off, &off).sqrt() <= CLOSE * largest;
            if values[which] <= NOTHING * largest {
                vec![0.0; vector.len()]
            } else {
                vector
            }
        });
        (best, close)
    }
}

/// Makes both vectors orthogonal to the basis and each other, and of length 1; what is
/// nothing but rounding becomes zero.
fn orthonormalise(basis: &[Vec<f64>], block: &mut [Vec<f64>; 2]) {
    let [first, second] = block;
    against(basis.iter(), first);
    against(basis.iter().chain([&*first]), second);
}

fn against<'a>(basis: impl Iterator<Item = &'a Vec<f64>> + Clone, vector: &mut [f64]) {
    let before = dot(vector, vector).sqrt();
    for _ in 0..2 {
        for other in basis.clone() {
            let along = dot(other, vector);
            add(vector, other, -along);
        }
    }
    let length = dot(vector, vector).sqrt();
    let factor = if length <= NOTHING * before { 0.0 } else { 1.0 / length };
    for entry in vector {
        *entry *= factor;
    }
}

/// The vector or its opposite, whichever has its largest entry positive.
fn upright(vector: Vec<f64>) -> Vec<f64> {
    let largest =
        vector.iter().fold(
            0.0_f64,
            |most, entry| if entry.abs() > most.abs() { *entry } else { most },
        );
    if largest < 0.0 { vector.into_iter().map(|entry| -entry).collect() } else { vector }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn add(to: &mut [f64], vector: &[f64], times: f64) {
    for (to, entry) in to.iter_mut().zip(vector) {
        *to += times * entry;
    }
}

fn join([first, second]: &[Vec<f64>; 2]) -> Pairs {
    first.iter().zip(second).map(|(first, second)| [*first, *second]).collect()
}

fn split(pairs: &[[f64; 2]]) -> [Vec<f64>; 2] {
    [0, 1].map(|which| pairs.iter().map(|pair| pair[which]).collect())
}

/// Eigenvalues, largest first, and eigenvectors of a symmetric matrix by Jacobi's
/// rotations.
fn eigen(mut matrix: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let size = matrix.len();
    let mut vectors: Vec<Vec<f64>> = (0..size)
        .map(|row| (0..size).map(|column| float(usize::from(row == column))).collect())
        .collect();
    let whole: f64 = matrix.iter().flatten().map(|entry| entry * entry).sum();
    for _ in 0..40 {
        let off: f64 = (0..size)
            .flat_map(|row| &matrix[row][row + 1..])
            .map(|entry| entry * entry)
            .sum();
        if off <= whole * 1e-30 {
            break;
        }
        for row in 0..size {
            for column in row + 1..size {
                rotate(&mut matrix, &mut vectors, row, column);
            }
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|one, other| matrix[*other][*other].total_cmp(&matrix[*one][*one]));
    let values = order.iter().map(|at| matrix[*at][*at]).collect();
    (values, order.into_iter().map(|at| std::mem::take(&mut vectors[at])).collect())
}

/// One rotation that makes the entry at `row`, `column` zero. `vectors` holds one
/// eigenvector a row.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], row: usize, column: usize) {
    let entry = matrix[row][column];
    if entry == 0.0 {
        return;
    }
    let slope = (matrix[column][column] - matrix[row][row]) / (2.0 * entry);
    let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    let turn = |one: &mut f64, other: &mut f64| {
        (*one, *other) = (cosine * *one - sine * *other, sine * *one + cosine * *other);
    };
    for line in matrix.iter_mut() {
        let (left, right) = line.split_at_mut(column);
        turn(&mut left[row], &mut right[0]);
    }
    for lines in [matrix, vectors] {
        let (above, below) = lines.split_at_mut(column);
        for (one, other) in above[row].iter_mut().zip(&mut below[0]) {
            turn(one, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvectors_of_a_small_matrix_are_found() {
        let matrix = vec![vec![2.0, 1.0, 0.0], vec![1.0, 2.0, 1.0], vec![0.0, 1.0, 2.0]];

        let (values, vectors) = eigen(matrix.clone());

        let wanted = [2.0 + 2.0_f64.sqrt(), 2.0, 2.0 - 2.0_f64.sqrt()];
        for (which, value) in wanted.into_iter().enumerate() {
            assert!((values[which] - value).abs() < 1e-12);
            for row in 0..3 {
                let image = dot(&matrix[row], &vectors[which]);
                assert!((image - value * vectors[which][row]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn what_the_basis_holds_already_becomes_nothing() {
        let basis = [vec![1.0, 0.0, 0.0]];
        let mut block = [vec![3.0, 0.0, 0.0], vec![1.0, 2.0, 0.0]];

        orthonormalise(&basis, &mut block);

        assert_eq!(block, [vec![0.0; 3], vec![0.0, 1.0, 0.0]]);
    }
}
