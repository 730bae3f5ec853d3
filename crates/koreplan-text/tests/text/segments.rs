//! See `segments`.
