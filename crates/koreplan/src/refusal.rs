//! What every "no" has in common: why, and the way forward.

use fluent_bundle::FluentValue;

/// A sentence in the reader's language, not yet spoken.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub key: &'static str,
    pub args: Vec<(&'static str, FluentValue<'static>)>,
}

impl Message {
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    #[must_use]
    pub fn with(
        mut self,
        name: &'static str,
        value: impl Into<FluentValue<'static>>,
    ) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// A rule said no. `Display` says why to logs and tests; the page says it in the
/// reader's language.
pub trait Refusal: std::error::Error {
    fn why(&self) -> Message;
    fn way_forward(&self) -> Message;

    /// Whether the request contradicts one that was sent before it, rather than how
    /// things stand.
    fn is_contradiction(&self) -> bool {
        false
    }
}
