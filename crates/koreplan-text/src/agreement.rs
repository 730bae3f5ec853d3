//! How far two readers agree (Krippendorff's alpha).
