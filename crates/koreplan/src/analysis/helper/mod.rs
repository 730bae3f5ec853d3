//! An outside helper, if the house has set one up: any endpoint that speaks as
//! `OpenAI`'s does may propose what a topic is called and what was said of it. Off by default, and
//! never the only source of anything.
//!
//! ```text
//! shown what would be sent ── ask ──▶ sent ──▶ answered: sentences, each tied to given ones
//!                                       │          └──▶ taken by a person | left
//!                                       └──▶ no answer that can be used: said why
//! ```
//!
//! What leaves the house is the topic's sentences and nothing else: no sender's name, no
//! personal data the finder finds, nothing that is redacted, no input whose sender is
//! protected. A person sees every byte of it first. What comes back is words to read: a
//! sentence that rests on nothing that was sent is thrown away and counted.

pub mod rules;
pub mod storage;
pub mod endpoint;
pub mod pages;
