//! See `topics`.

use koreplan_text::topics::{Count, Mapper, Proposed, Signed, Term, propose};
use proptest::prelude::*;

const LETTERS: [&str; 12] = [
    "Skolerne mangler lærere, og eleverne får for lidt undervisning.",
    "Lærerne på skolerne har brug for tid til undervisning af eleverne.",
    "Eleverne i folkeskolen skal have flere timer med lærerne.",
    "Folkeskolen har for få lærere til eleverne.",
    "Busserne kører for sjældent på landet, og togene er forsinkede.",
    "Togene og busserne skal passe sammen på stationen.",
    "Uden busserne kan vi på landet ikke komme til stationen.",
    "Billetter til togene og busserne er for dyre.",
    "Digital post er svær for ældre uden computer.",
    "Ældre uden computer skal kunne få breve i stedet for digital post.",
    "Mange ældre kan ikke læse digital post uden hjælp.",
    "Giv de ældre hjælp til computer og digital post.",
];

fn three() -> Vec<Proposed> {
    propose(&LETTERS, Count::Exactly(3))
}

#[test]
fn letters_about_the_same_come_under_one_topic() {
    let mut groups: Vec<Vec<usize>> = three()
        .iter()
        .map(|topic| {
            let mut texts: Vec<_> = topic.members.iter().map(|one| one.text).collect();
            texts.sort_unstable();
            texts
        })
        .collect();
    groups.sort();
    assert_eq!(groups, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]);
}

#[test]
fn a_topic_is_named_by_its_own_words_and_shows_them_in_its_texts() {
    for topic in three() {
        for label in topic.name.split(", ") {
            let is_said = |text: &&str| text.to_lowercase().contains(label);
            assert!(LETTERS.iter().any(is_said), "{label}");
        }
        for member in &topic.members {
            assert!(!member.because.is_empty());
            for span in &member.because {
                assert!(LETTERS[member.text].get(span.clone()).is_some());
            }
        }
    }
}

#[test]
fn a_letter_that_is_there_twice_weighs_no_more_and_is_placed_twice() {
    let mut twice = LETTERS.to_vec();
    twice.extend([LETTERS[8]; 40]);
    let terms = |topics: Vec<Proposed>| {
        let mut terms: Vec<Vec<Term>> =
            topics.into_iter().map(|topic| topic.terms).collect();
        terms.sort_by(|a, b| a[0].stem.cmp(&b[0].stem));
        terms
    };
    let found = propose(&twice, Count::Exactly(3));

    assert_eq!(found[0].members.len(), 44);
    assert_eq!(terms(found), terms(three()));
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(propose(&[], Count::Best(30)), []);
    assert_eq!(propose(&["", "!", "ja", "nej"], Count::Best(30)), []);
}

fn signed(name: &str, description: &str) -> Signed {
    Signed { name: name.into(), description: description.into(), terms: Vec::new() }
}

fn mapper() -> Mapper {
    let topics = [
        signed("Kollektiv trafik", "Busserne og togene"),
        signed("Skolen", "Lærere og undervisning"),
    ];
    Mapper::new(&topics, &LETTERS)
}

#[test]
fn further_sentences_are_placed_by_the_words_people_gave() {
    let found = mapper().place("Bussen til byen kører ikke om søndagen.");

    assert_eq!(found.len(), 1);
    assert_eq!(found[0].topic, 0);
    assert_eq!(found[0].because[0], 0..6, "Bussen");
    assert_eq!(mapper().place("Vi takker for lejligheden."), []);
}

#[test]
fn words_used_together_with_those_of_people_are_learned() {
    let found = mapper().place("Eleverne har det ikke godt.");
    assert_eq!(found[0].topic, 1);
}

#[test]
fn the_parts_of_a_compound_are_terms_of_their_own() {
    let topics = [signed("Strategi", "")];
    let mapper = Mapper::new(&topics, &["Vi bakker op om det hele."]);
    assert_eq!(mapper.place("Digitaliseringsstrategien er god.").len(), 1);
}

/// What was found, told without the places of the texts in the list.
fn said(texts: &[&str], topics: &[Proposed]) -> Vec<String> {
    let member = |topic: &Proposed| {
        let members = topic.members.iter();
        let members = members.map(|one| {
            format!("{} {:x} {:?}", texts[one.text], one.strength.to_bits(), one.because)
        });
        members.collect::<Vec<_>>().join("\n")
    };
    let all = topics.iter();
    all.map(|topic| format!("{} {:?}\n{}", topic.name, topic.terms, member(topic)))
        .collect()
}

fn letters() -> impl Strategy<Value = Vec<String>> {
    let word =
        "(skole|lærer|elever|busser|tog|stationen|digital|post|ældre|computer|og|for)";
    let words = proptest::collection::vec(word, 1..9).prop_map(|words| words.join(" "));
    proptest::collection::vec(words, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_the_texts_never_changes_the_result(
        letters in letters().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let (one, other) = &letters;
        let one: Vec<&str> = one.iter().map(String::as_str).collect();
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        let found = |texts: &[&str]| said(texts, &propose(texts, Count::Best(8)));
        prop_assert_eq!(found(&one), found(&other));

        let topics = [signed("Skole", "lærer"), signed("Tog", "busser og tog")];
        let (a, b) = (Mapper::new(&topics, &one), Mapper::new(&topics, &other));
        for text in one {
            prop_assert_eq!(a.place(text), b.place(text));
        }
    }

    #[test]
    fn the_number_of_threads_never_changes_the_result(letters in letters()) {
        let texts: Vec<&str> = letters.iter().map(String::as_str).collect();
        let by = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| said(&texts, &propose(&texts, Count::Best(8))))
        };
        prop_assert_eq!(by(1), by(3));
    }

    #[test]
    fn every_reason_is_a_place_in_its_text(
        texts in proptest::collection::vec("(\\PC{0,6} |skole |e\u{301}n ){0,12}", 0..12),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mapper = Mapper::new(&[signed("skole én", "")], &texts);
        let found = propose(&texts, Count::Best(4));
        let proposed = found.iter().flat_map(|topic| &topic.members);
        let proposed = proposed.map(|one| (texts[one.text], one.because.clone()));
        let placed = texts.iter().flat_map(|text| {
            mapper.place(text).into_iter().map(|one| (*text, one.because))
        });
        for (text, because) in proposed.chain(placed) {
            prop_assert!(because.iter().all(|at| text.get(at.clone()).is_some()));
            prop_assert!(because.windows(2).all(|two| two[0].end <= two[1].start));
        }
    }
}
