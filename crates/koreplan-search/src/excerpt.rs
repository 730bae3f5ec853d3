//! The part of a text that shows why it was found.

use std::ops::Range;

use crate::{Question, index::composed, terms::Cache, words_in};

/// A run of characters, and whether it is a word that was searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub marked: bool,
}

/// Words shown before the first one that was found.
const BEFORE: usize = 10;
/// Words shown in all.
const SHOWN: usize = 36;
/// Characters shown of what has no end.
const LETTERS: usize = 80;

/// The part of a text around the first words found, in pieces that are marked or not. A
/// text without any of the words is shown from its beginning.
pub fn excerpt(text: &str, question: &Question) -> Vec<Piece> {
    let text = &*composed(text);
    let mut cache = Cache::default();
    let words: Vec<Range<usize>> = words_in(text).collect();
    let is_hit = |word: &Range<usize>, cache: &mut Cache| {
        question.marks(&text[word.clone()], cache)
    };
    let first = words.iter().position(|word| is_hit(word, &mut cache)).unwrap_or(0);
    let from = first.saturating_sub(BEFORE);
    let shown = &words[from.min(words.len())..words.len().min(from + SHOWN)];
    let (Some(begin), Some(end)) = (shown.first(), shown.last()) else {
        return vec![plain(text)];
    };
    let mut pieces = Vec::new();
    let start = if from == 0 { 0 } else { begin.start };
    if start > 0 {
        pieces.push(plain("… "));
    }
    let mut at = start;
    for word in shown {
        pieces.push(plain(&text[at..word.start]));
        let marked = is_hit(word, &mut cache);
        let text = text[word.clone()].chars().take(LETTERS).collect();
        pieces.push(Piece { text, marked });
        at = word.end;
    }
    if from + SHOWN >= words.len() {
        pieces.push(plain(&text[end.end..]));
    } else {
        pieces.push(plain(" …"));
    }
    joined(pieces)
}

fn plain(text: &str) -> Piece {
    Piece { text: text.chars().take(LETTERS).collect(), marked: false }
}

/// Puts neighbours of a kind together.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.marked == piece.marked => last.text.push_str(&piece.text),
            _ if piece.text.is_empty() => {}
            _ => joined.push(piece),
        }
    }
    joined
}
