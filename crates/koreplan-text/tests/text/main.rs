//! What the engine promises, beside real and made-up texts.

mod agreement;
mod campaigns;
mod opinions;
mod segments;
mod topics;
mod words;
