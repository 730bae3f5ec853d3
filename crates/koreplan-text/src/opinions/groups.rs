//! Groups of participants by where they stand.

use super::{
    Tried,
    matrix::{Pairs, float, in_parts},
};

/// Base clusters, which stand for many participants when groups are sought.
const BASES: usize = 100;
/// The most groups.
const MOST: usize = 5;
/// One more group must make the silhouette better by this much: a map with fewer groups
/// is easier to understand, and hardly any difference is none.
const BETTER: f64 = 0.02;
/// Rounds of k-means at most; it ends by itself when nobody moves.
const ROUNDS: usize = 100;
/// Rounds for base clusters, which need not be the best there are.
const BASE_ROUNDS: usize = 8;
/// From so many distances on a second thread is worth starting.
const MANY: usize = 1 << 20;

type Point = [f64; 2];

pub(super) struct Grouped {
    /// By participant; None for who is not grouped.
    pub of: Vec<Option<usize>>,
    /// Participants by group.
    pub sizes: Vec<usize>,
    pub tried: Vec<Tried>,
}

/// Points with the number of participants at each.
struct Cloud {
    points: Pairs,
    weights: Vec<f64>,
}

/// Groups those who are in. Names and order of participants never show: what is worked on
/// is the sorted list of distinct places.
pub(super) fn find(positions: &[Point], is_in: impl Fn(usize) -> bool) -> Grouped {
    let mut order: Vec<usize> = (0..positions.len()).filter(|who| is_in(*who)).collect();
    order.sort_unstable_by(|one, other| by_place(&positions[*one], &positions[*other]));
    let mut cloud = Cloud { points: Vec::new(), weights: Vec::new() };
    let same = |one: &usize, other: &usize| {
        by_place(&positions[*one], &positions[*other]).is_eq()
    };
    let together: Vec<&[usize]> = order.chunk_by(same).collect();
    for members in &together {
        cloud.points.push(positions[members[0]]);
        cloud.weights.push(float(members.len()));
    }
    let bases = cloud.bases();
    let (centres, tried) = bases.choose();
    let (nearest, _) = cloud.settle(centres, ROUNDS);
    let mut grouped =
        Grouped { of: vec![None; positions.len()], sizes: Vec::new(), tried };
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    for (group, members) in nearest.iter().zip(&together) {
        let next = sizes.len();
        sizes.extend((next..=*group).map(|group| (0, group)));
        sizes[*group].0 += members.len();
    }
    // The largest group is the first; of groups as large, the one that was found first.
    sizes.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut rank = vec![0; sizes.len()];
    for (place, (size, group)) in sizes.into_iter().enumerate() {
        rank[group] = place;
        grouped.sizes.push(size);
    }
    for (group, members) in nearest.iter().zip(together) {
        for who in members {
            grouped.of[*who] = Some(rank[*group]);
        }
    }
    grouped
}

impl Cloud {
    /// At most [`BASES`] points that stand for all: cells split at their mean along their
    /// longer side, the widest first, and then settled by k-means.
    fn bases(&self) -> Self {
        if self.points.len() <= BASES {
            return Self { points: self.points.clone(), weights: self.weights.clone() };
        }
        let mut cells = vec![self.cell((0..self.points.len()).collect())];
        while cells.len() < BASES {
            let widest = (0..cells.len()).reduce(|one, other| {
                if cells[other].spread > cells[one].spread { other } else { one }
            });
            let Some(cell) = widest.map(|widest| cells.swap_remove(widest)) else {
                break;
            };
            if cell.spread <= 0.0 {
                cells.push(cell);
                break;
            }
            let (low, high) = cell
                .members
                .iter()
                .partition(|at| self.points[**at][cell.axis] <= cell.mean[cell.axis]);
            cells.extend([self.cell(low), self.cell(high)]);
        }
        let mut centres: Pairs = cells.iter().map(|cell| cell.mean).collect();
        centres.sort_unstable_by(by_place);
        let (nearest, centres) = self.settle(centres, BASE_ROUNDS);
        let mut bases = Self { weights: vec![0.0; centres.len()], points: centres };
        for (base, weight) in nearest.into_iter().zip(&self.weights) {
            bases.weights[base] += weight;
        }
        bases
    }

    fn cell(&self, members: Vec<usize>) -> Cell {
        let weight: f64 = members.iter().map(|at| self.weights[*at]).sum();
        let mean = [0, 1].map(|axis| {
            members
                .iter()
                .map(|at| self.points[*at][axis] * self.weights[*at])
                .sum::<f64>()
                / weight
        });
        let spread = [0, 1].map(|axis: usize| {
            let off = |at: &usize| self.points[*at][axis] - mean[axis];
            members.iter().map(|at| off(at) * off(at) * self.weights[*at]).sum::<f64>()
        });
        let axis = usize::from(spread[1] > spread[0]);
        Cell { members, mean, spread: spread[axis], axis }
    }

    /// K-means from these centres on: for each point the number of its centre, and the
    /// centres, none of them empty.
    fn settle(&self, mut centres: Pairs, rounds: usize) -> (Vec<usize>, Pairs) {
        let mut nearest = self.nearest(&centres);
        for _ in 0..rounds {
            centres = self.means(&mut nearest, centres.len());
            let moved = self.nearest(&centres);
            if moved == nearest {
                break;
            }
            nearest = moved;
        }
        centres = self.means(&mut nearest, centres.len());
        (nearest, centres)
    }

    fn nearest(&self, centres: &[Point]) -> Vec<usize> {
        let threads = if self.points.len() * centres.len() < MANY {
            1
        } else {
            std::thread::available_parallelism().map_or(1, |threads| threads.get().min(8))
        };
        let search = |point: &Point| {
            let mut best = (f64::INFINITY, 0);
            for (at, centre) in centres.iter().enumerate() {
                let distance = square(point, centre);
                if distance < best.0 {
                    best = (distance, at);
                }
            }
            best.1
        };
        let parts = in_parts(self.points.len(), threads, |range| {
            self.points[range].iter().map(search).collect::<Vec<_>>()
        });
        parts.concat()
    }

    /// The mean of the points of each centre; centres nobody is near are left out.
    fn means(&self, nearest: &mut [usize], centres: usize) -> Pairs {
        let mut sums = vec![([0.0; 2], 0.0); centres];
        for ((point, weight), at) in self.points.iter().zip(&self.weights).zip(&*nearest)
        {
            let (sum, all) = &mut sums[*at];
            sum[0] += point[0] * weight;
            sum[1] += point[1] * weight;
            *all += weight;
        }
        let mut kept = vec![0; centres];
        let mut means = Pairs::new();
        for (at, (sum, all)) in sums.into_iter().enumerate() {
            kept[at] = means.len();
            if all > 0.0 {
                means.push(sum.map(|sum| sum / all));
            }
        }
        for at in nearest {
            *at = kept[*at];
        }
        means
    }

    /// Sum of squared distances to the nearest centre.
    fn looseness(&self, nearest: &[usize], centres: &[Point]) -> f64 {
        let points = self.points.iter().zip(&self.weights).zip(nearest);
        points.map(|((point, weight), at)| weight * square(point, &centres[*at])).sum()
    }

    /// The centres of the number of groups with the best silhouette, and all numbers
    /// tried. Every number is built on the one below it: each point is tried as the new
    /// group's centre (Likas, Vlassis & Verbeek, "The global k-means clustering
    /// algorithm", 2003), so that no lucky start is needed.
    fn choose(&self) -> (Pairs, Vec<Tried>) {
        if self.points.is_empty() {
            return (Pairs::new(), Vec::new());
        }
        let (_, mut centres) = self.settle(vec![self.points[0]], ROUNDS);
        let mut chosen = centres.clone();
        let mut tried: Vec<Tried> = Vec::new();
        let mut best = f64::NEG_INFINITY;
        for groups in 2..=MOST.min(2 + self.points.len() / 12) {
            let mut tightest: Option<(f64, Vec<usize>, Pairs)> = None;
            for point in &self.points {
                let mut start = centres.clone();
                start.push(*point);
                let (nearest, settled) = self.settle(start, ROUNDS);
                let loose = self.looseness(&nearest, &settled);
                if settled.len() == groups
                    && tightest.as_ref().is_none_or(|best| loose < best.0)
                {
                    tightest = Some((loose, nearest, settled));
                }
            }
            let Some((_, nearest, settled)) = tightest else { break };
            centres = settled;
            let silhouette = self.silhouette(&nearest, groups);
            tried.push(Tried { groups, silhouette });
            if silhouette > best + BETTER {
                best = silhouette;
                chosen.clone_from(&centres);
            }
        }
        (chosen, tried)
    }

    /// The mean silhouette (Rousseeuw 1987) of all participants, each at its base cluster;
    /// who is alone in a group counts 0.
    fn silhouette(&self, nearest: &[usize], groups: usize) -> f64 {
        let mut weights = vec![0.0; groups];
        for (group, weight) in nearest.iter().zip(&self.weights) {
            weights[*group] += weight;
        }
        let mut sum = 0.0;
        let mut distances = vec![0.0; groups];
        for (at, point) in self.points.iter().enumerate() {
            let own = nearest[at];
            if weights[own] <= 1.0 {
                continue;
            }
            distances.fill(0.0);
            for (other, place) in self.points.iter().enumerate() {
                distances[nearest[other]] +=
                    square(place, point).sqrt() * self.weights[other];
            }
            let within = distances[own] / (weights[own] - 1.0);
            let others = (0..groups).filter(|group| *group != own);
            let beside = others
                .map(|group| distances[group] / weights[group])
                .fold(f64::INFINITY, f64::min);
            let larger = within.max(beside);
            if larger > 0.0 {
                sum += self.weights[at] * (beside - within) / larger;
            }
        }
        sum / self.weights.iter().sum::<f64>()
    }
}

struct Cell {
    members: Vec<usize>,
    mean: Point,
    /// Along the axis on which the members differ more.
    spread: f64,
    axis: usize,
}

fn square(one: &Point, other: &Point) -> f64 {
    let (x, y) = (one[0] - other[0], one[1] - other[1]);
    x * x + y * y
}

fn by_place(one: &Point, other: &Point) -> std::cmp::Ordering {
    one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1]))
}
