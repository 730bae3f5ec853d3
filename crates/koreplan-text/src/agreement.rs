//! How far readers agree when they code the same texts: Krippendorff's alpha for nominal
//! codes, with any number of coders and with missing codes (Klaus Krippendorff, "Computing
//! Krippendorff's Alpha-Reliability", 2011, section C).

use std::collections::BTreeMap;

/// Krippendorff's alpha of `units` x coders: 1 is full agreement, 0 is what chance gives,
/// below 0 is worse than chance. `None` stands for a coder who did not code that unit; a
/// unit with fewer than two codes says nothing and is left out.
///
/// `None` when nothing can be compared: no unit was coded twice, or every code is the same,
/// so that no disagreement was possible and agreement proves nothing.
pub fn alpha(units: &[Vec<Option<u32>>]) -> Option<f64> {
    // Whole numbers until the last step, so that the order of units and coders cannot be
    // seen in the last bit: disagreeing pairs by how many codes their unit has.
    let mut disagreeing: BTreeMap<u64, u64> = BTreeMap::new();
    let mut totals: BTreeMap<u32, u64> = BTreeMap::new();
    for unit in units {
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        for code in unit.iter().flatten() {
            *counts.entry(*code).or_default() += 1;
        }
        let codes: u64 = counts.values().sum();
        if codes < 2 {
            continue;
        }
        *disagreeing.entry(codes).or_default() += unlike_pairs(&counts);
        for (code, count) in counts {
            *totals.entry(code).or_default() += count;
        }
    }
    let expected = unlike_pairs(&totals);
    if expected == 0 {
        return None;
    }
    let observed: f64 =
        disagreeing.iter().map(|(codes, pairs)| float(*pairs) / float(codes - 1)).sum();
    let comparable: u64 = totals.values().sum();
    Some(1.0 - float(comparable - 1) * observed / float(expected))
}

/// Ordered pairs of two different codes.
fn unlike_pairs<K>(counts: &BTreeMap<K, u64>) -> u64 {
    let all: u64 = counts.values().sum();
    counts.values().map(|count| count * (all - count)).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of codes stay far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}
