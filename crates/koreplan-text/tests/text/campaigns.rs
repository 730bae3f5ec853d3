//! See `campaigns`.
