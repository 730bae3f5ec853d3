//! See `agreement`.
