//! Danish and English are complete, equal, and used.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use koreplan::web::l10n::{DANISH, ENGLISH};

/// Each key with the variables its text uses.
fn texts(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for file in files {
        let resource = parser::parse(*file)
            .unwrap_or_else(|(_, faults)| panic!("a locale file has faults: {faults:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut variables = BTreeSet::new();
            if let Some(pattern) = &message.value {
                collect(pattern, &mut variables);
            }
            let twice = found.insert(message.id.name.to_owned(), variables);
            assert!(twice.is_none(), "{} stands twice", message.id.name);
        }
    }
    found
}

fn collect(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                into.insert(id.name.to_owned());
            }
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    into.insert(id.name.to_owned());
                }
                for variant in variants {
                    collect(&variant.value, into);
                }
            }
            Expression::Inline(_) => {}
        }
    }
}

/// All string literals of the program that could be keys.
fn literals(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            literals(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            into.extend(text.split('"').map(str::to_owned));
        }
    }
}

fn source() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    literals(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    found
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let (danish, english) = (texts(DANISH), texts(ENGLISH));

    assert_eq!(danish, english);
}

#[test]
fn every_text_is_used() {
    let source = source();
    let unused: Vec<_> =
        texts(DANISH).into_keys().filter(|key| !source.contains(key)).collect();

    assert!(unused.is_empty(), "never shown: {unused:?}");
}

#[test]
fn no_text_is_missing() {
    let known = texts(DANISH);
    let starts: BTreeSet<&str> = known
        .keys()
        .filter_map(|key| key.split_once('-'))
        .map(|(start, _)| start)
        .collect();
    // What looks like a key and is something else: classes, ids, headers, attributes.
    let looks_like = |text: &str| {
        text.split_once('-').is_some_and(|(start, _)| starts.contains(start))
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !text.ends_with('-')
    };
    let other = [
        "access-requests",
        "joint-answers",
        "my-page",
        "nav-link",
        "post-list",
        "topic-mappings",
        "topic-searches",
        "written-procedures",
    ];
    let missing: Vec<_> = source()
        .into_iter()
        .filter(|text| looks_like(text) && !known.contains_key(text))
        .filter(|text| !other.contains(&text.as_str()))
        .collect();

    assert!(missing.is_empty(), "no text for: {missing:?}");
}

#[test]
fn no_text_is_empty_or_left_in_the_other_language() {
    let value = |files: &[&str]| -> BTreeMap<String, String> {
        files
            .iter()
            .flat_map(|file| file.lines())
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect()
    };
    let (danish, english) = (value(DANISH), value(ENGLISH));
    let same: Vec<_> = danish
        .iter()
        .filter(|(key, text)| text.len() > 25 && english.get(*key) == Some(text))
        .collect();

    assert!(same.is_empty(), "the same in both languages: {same:?}");
}
