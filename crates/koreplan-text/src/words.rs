//! Words: what language, which stem, which parts.
