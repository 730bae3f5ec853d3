//! See `segments`.

use koreplan_text::segments::{paragraphs, segments, sentences};
use proptest::prelude::*;

fn cut(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|at| &text[at]).collect()
}

#[test]
fn a_letter_is_cut_into_its_sentences() {
    assert_eq!(
        cut("Vi er imod. Hvorfor nu?\n\nSend brev i stedet."),
        ["Vi er imod.", "Hvorfor nu?", "Send brev i stedet."]
    );
}

#[test]
fn an_abbreviation_ends_no_sentence() {
    for whole in [
        "Det gælder f.eks. KL og bl.a. Danske Regioner.",
        "Loven siger (jf. Kapitel 3), at nr. III bortfalder.",
        "Vi mødes kl. 10 i Aarhus, ca. 50 MW senere.",
        "Se § 3, stk. 2, nr. IV.",
        "Skriv til hr. Jensen.",
    ] {
        assert_eq!(cut(whole), [whole]);
    }
}

#[test]
fn a_sum_may_end_a_sentence_and_a_line_ends_one_always() {
    for text in ["Det koster 300 kr. Vi siger nej.", "Se bl.a.\nVi siger nej."] {
        assert_eq!(cut(text).len(), 2, "{text}");
    }
    assert_eq!(cut("Jf. § 3, stk. 2. Vi siger nej.").len(), 2);
}

#[test]
fn a_paragraph_stands_between_empty_lines() {
    let text = "\n Kære alle\nvi er her. \r\n \t\r\nFarvel\n\n\n";
    let found: Vec<_> = paragraphs(text).into_iter().map(|at| &text[at]).collect();
    assert_eq!(found, ["Kære alle\nvi er her.", "Farvel"]);
}

#[test]
fn a_sentence_keeps_its_id_when_others_change() {
    let before = "Vi er imod. Hvorfor nu?\n\nVi er imod.";
    let after = "Kære alle. VI ER  IMOD! Og helt uenige.\n\nVi er imod.";
    let id = |text, at: usize| segments(text)[at].id;

    assert_eq!(id(before, 0), id(after, 1));
    assert_eq!(id(before, 2), id(after, 3), "the second of them");
    assert_ne!(id(before, 0), id(before, 2));
    assert_eq!(segments(before)[2].paragraph, 1);
}

#[test]
fn an_id_is_the_same_for_composed_and_decomposed_letters() {
    let id = |text| segments(text)[0].id;
    assert_eq!(id("Å"), id("A\u{30a}"));
    assert_eq!(id("Nej").to_string(), "9401e1e849b6f0d4-0");
}

proptest! {
    #[test]
    fn no_word_is_lost_between_the_sentences(text in "\\PC{0,200}") {
        let words = |text: &str| text.split_whitespace().collect::<String>();
        let kept: String = cut(&text).into_iter().map(words).collect();
        prop_assert_eq!(kept, words(&text));
    }

    #[test]
    fn sentences_and_paragraphs_stand_in_order_and_apart(text in "(\\PC|[.\n\r ]){0,200}") {
        for spans in [sentences(&text), paragraphs(&text)] {
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(spans.iter().all(|at| !text[at.clone()].trim().is_empty()));
        }
    }

    #[test]
    fn a_sentence_lies_in_its_paragraph(text in "(\\PC|[.\n\r ]){0,200}") {
        let paragraphs = paragraphs(&text);
        let mut ids = Vec::new();
        for segment in segments(&text) {
            let paragraph = &paragraphs[segment.paragraph];
            prop_assert!(paragraph.start <= segment.span.start);
            prop_assert!(segment.span.end <= paragraph.end);
            ids.push(segment.id);
        }
        let all = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), all, "every id is its own");
    }
}
