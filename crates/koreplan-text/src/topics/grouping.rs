//! Groups of points on a sphere: spherical k-means from several starts, the number of
//! groups by how much nearer points are to their own group than to the next.
//!
//! # Source
//! I. S. Dhillon, D. S. Modha, Concept decompositions for large sparse text data,
//! Machine Learning 42 (2001); starts as in D. Arthur, S. Vassilvitskii, k-means++ (2007).

use rayon::prelude::*;

use super::{Count, count, dot};

/// So many starts are tried; the one whose points lie nearest is kept.
const STARTS: u64 = 10;

/// Starts are tried on at most this many points, spread over all.
const TRIED: usize = 4000;

/// k-means is at rest long before this.
const ROUNDS: usize = 50;

/// Sums are taken in parts of this many points, whatever the number of threads.
const PART: usize = 2048;

/// The centres of the groups. Points at the middle belong to none and are left out.
pub fn group(points: &[Vec<f64>], count: Count) -> Vec<Vec<f64>> {
    let points: Vec<&[f64]> = points
        .iter()
        .map(Vec::as_slice)
        .filter(|point| point.iter().any(|at| *at != 0.0))
        .collect();
    if points.is_empty() {
        return Vec::new();
    }
    let some = spread(&points, TRIED);
    let centres = match count {
        Count::Exactly(exactly) => best_start(&some, exactly.clamp(1, some.len())),
        Count::Best(most) => best_number(&some, most),
    };
    settle(&points, centres).0
}

/// At most so many points, evenly over the list.
fn spread<'a>(points: &[&'a [f64]], most: usize) -> Vec<&'a [f64]> {
    let step = points.len().div_ceil(most).max(1);
    points.iter().copied().step_by(step).collect()
}

/// The number of groups from 3 on whose points lie nearest to their own group beside
/// the next: the largest mean silhouette, measured to centres.
fn best_number(points: &[&[f64]], most: usize) -> Vec<Vec<f64>> {
    let most = most.min(points.len() / 4).max(1);
    let tried: Vec<(f64, Vec<Vec<f64>>)> = numbers(most)
        .into_iter()
        .map(|number| {
            let centres = best_start(points, number);
            (silhouette(points, &centres), centres)
        })
        .collect();
    let best =
        tried.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, centres)| centres).unwrap_or_default()
}

/// Every number up to 12, then every third.
fn numbers(most: usize) -> Vec<usize> {
    let all = (3..=most).filter(|number| *number <= 12 || number % 3 == 0);
    let all: Vec<usize> = all.collect();
    if all.is_empty() { vec![most] } else { all }
}

fn silhouette(points: &[&[f64]], centres: &[Vec<f64>]) -> f64 {
    let each: Vec<f64> = points
        .par_iter()
        .map(|point| {
            let (mut own, mut next) = (-1.0_f64, -1.0_f64);
            for near in centres.iter().map(|centre| dot(point, centre)) {
                if near > own {
                    (own, next) = (near, own);
                } else {
                    next = next.max(near);
                }
            }
            let (own, next) = (1.0 - own, 1.0 - next);
            if next > 0.0 { (next - own) / next } else { 0.0 }
        })
        .collect();
    each.iter().sum::<f64>() / count(each.len())
}

fn best_start(points: &[&[f64]], number: usize) -> Vec<Vec<f64>> {
    let tried: Vec<(Vec<Vec<f64>>, f64)> = (0..STARTS)
        .into_par_iter()
        .map(|start| settle(points, first_centres(points, number, start)))
        .collect();
    let best =
        tried.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(centres, _)| centres).unwrap_or_default()
}

/// Points far from each other, chosen as k-means++ does with a chance that repeats.
fn first_centres(points: &[&[f64]], number: usize, start: u64) -> Vec<Vec<f64>> {
    let mut chance = start;
    let mut drawn = || {
        chance = scrambled(chance);
        let high = u32::try_from(chance >> 32).unwrap_or(0);
        f64::from(high) / (f64::from(u32::MAX) + 1.0)
    };
    let mut far = vec![1.0; points.len()];
    let mut centres: Vec<Vec<f64>> = Vec::new();
    while centres.len() < number {
        let total: f64 = far.iter().sum();
        if total <= 0.0 {
            break;
        }
        let mut left = drawn() * total;
        let chosen = far.iter().position(|far| {
            left -= far;
            left < 0.0
        });
        let centre = points[chosen.unwrap_or(points.len() - 1)].to_vec();
        for (far, point) in far.iter_mut().zip(points) {
            *far = far.min((1.0 - dot(point, &centre)).max(0.0));
        }
        centres.push(centre);
    }
    centres
}

/// Moves the centres until no point changes its group; also how near the points lie to
/// their centres in all.
fn settle(points: &[&[f64]], mut centres: Vec<Vec<f64>>) -> (Vec<Vec<f64>>, f64) {
    let mut groups = vec![usize::MAX; points.len()];
    let mut near = 0.0;
    for _ in 0..ROUNDS {
        let now: Vec<(usize, f64)> =
            points.par_iter().map(|point| nearest(point, &centres)).collect();
        near = now.iter().map(|(_, near)| near).sum();
        if now.iter().zip(&groups).all(|((group, _), before)| group == before) {
            break;
        }
        groups = now.into_iter().map(|(group, _)| group).collect();
        move_to_middle(points, &groups, &mut centres);
    }
    (centres, near)
}

fn nearest(point: &[f64], centres: &[Vec<f64>]) -> (usize, f64) {
    let mut best = (0, f64::NEG_INFINITY);
    for (group, centre) in centres.iter().enumerate() {
        let near = dot(point, centre);
        if near > best.1 {
            best = (group, near);
        }
    }
    best
}

/// An empty group keeps its centre.
fn move_to_middle(points: &[&[f64]], groups: &[usize], centres: &mut [Vec<f64>]) {
    let empty = || centres.iter().map(|centre| vec![0.0; centre.len()]).collect();
    let parts: Vec<Vec<Vec<f64>>> = points
        .par_chunks(PART)
        .zip(groups.par_chunks(PART))
        .map(|(points, groups)| {
            let mut sums: Vec<Vec<f64>> = empty();
            for (point, group) in points.iter().zip(groups) {
                for (sum, at) in sums[*group].iter_mut().zip(*point) {
                    *sum += at;
                }
            }
            sums
        })
        .collect();
    let mut sums: Vec<Vec<f64>> = empty();
    for part in parts {
        for (sum, part) in sums.iter_mut().flatten().zip(part.into_iter().flatten()) {
            *sum += part;
        }
    }
    for (centre, mut sum) in centres.iter_mut().zip(sums) {
        let length = dot(&sum, &sum).sqrt();
        if length > 0.0 {
            for at in &mut sum {
                *at /= length;
            }
            *centre = sum;
        }
    }
}

/// The next number of a sequence that looks like chance (`SplitMix64`).
pub fn scrambled(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
