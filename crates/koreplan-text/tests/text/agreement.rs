//! Agreement beside published worked examples, and its laws.

use koreplan_text::agreement::alpha;
use proptest::prelude::*;

fn close(found: Option<f64>, wanted: f64) {
    let found = found.expect("something to compare");
    assert!((found - wanted).abs() < 0.0005, "{found} is not {wanted}");
}

/// Units from one line per coder; a dot is a missing code.
fn units(coders: &[&str]) -> Vec<Vec<Option<u32>>> {
    let coders: Vec<Vec<Option<u32>>> = coders
        .iter()
        .map(|codes| codes.split(' ').map(|code| code.parse().ok()).collect())
        .collect();
    (0..coders[0].len())
        .map(|unit| coders.iter().map(|codes| codes[unit]).collect())
        .collect()
}

#[test]
fn the_worked_example_of_four_coders_with_missing_codes_gives_its_published_alpha() {
    // Krippendorff 2011, section C: nominal alpha 0.743.
    let published = units(&[
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]);
    close(alpha(&published), 0.743);
}

#[test]
fn the_worked_example_of_two_coders_and_two_codes_gives_its_published_alpha() {
    // Krippendorff 2011, section A: 0.095.
    close(alpha(&units(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"])), 0.095);
}

#[test]
fn two_coders_who_never_differ_agree_fully() {
    close(alpha(&units(&["1 2 3", "1 2 3"])), 1.0);
}

#[test]
fn two_coders_who_always_differ_agree_less_than_by_chance() {
    assert!(alpha(&units(&["1 2 1 2", "2 1 2 1"])).expect("comparable") < 0.0);
}

#[test]
fn nothing_to_compare_has_no_alpha() {
    assert_eq!(alpha(&[]), None);
    assert_eq!(alpha(&units(&["1 . 2", ". 1 ."])), None);
    assert_eq!(alpha(&units(&["7 7", "7 7"])), None, "one code alone could not disagree");
}

fn codings() -> impl Strategy<Value = Vec<Vec<Option<u32>>>> {
    (1..5_usize).prop_flat_map(|coders| {
        let unit = prop::collection::vec(prop::option::weighted(0.8, 0..4_u32), coders);
        prop::collection::vec(unit, 0..30)
    })
}

proptest! {
    #[test]
    fn the_order_of_units_and_coders_never_changes_alpha(
        (units, shuffled) in codings().prop_flat_map(|units| (Just(units.clone()), Just(units).prop_shuffle())),
    ) {
        let coders_turned: Vec<_> =
            shuffled.iter().map(|unit| unit.iter().rev().copied().collect()).collect();
        prop_assert_eq!(alpha(&units), alpha(&coders_turned));
    }

    #[test]
    fn other_names_for_the_codes_never_change_alpha(units in codings()) {
        let renamed: Vec<_> =
            units.iter().map(|unit| unit.iter().map(|code| code.map(|code| code ^ 0xBEEF)).collect()).collect();
        prop_assert_eq!(alpha(&units), alpha(&renamed));
    }

    #[test]
    fn a_unit_that_one_coder_read_says_nothing(units in codings(), code in 0..4_u32) {
        let mut more = units.clone();
        more.push(vec![Some(code), None, None]);
        prop_assert_eq!(alpha(&units), alpha(&more));
    }

    #[test]
    fn alpha_is_never_above_one(units in codings()) {
        prop_assert!(alpha(&units).is_none_or(|alpha| alpha <= 1.0));
    }
}
