//! A text in paragraphs and sentences, each with its place in bytes.
