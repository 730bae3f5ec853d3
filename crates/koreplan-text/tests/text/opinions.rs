//! See `opinions`.
