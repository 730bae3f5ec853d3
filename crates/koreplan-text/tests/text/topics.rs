//! See `topics`.
