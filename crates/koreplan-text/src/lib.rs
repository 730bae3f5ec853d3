//! What texts say. No file, no clock, no chance: the same bytes in give the same bytes
//! out, on any machine and with any number of threads, so that a statistician can repeat
//! every result. Each claim leads back to bytes of the text it was read from.

pub mod segments;
pub mod words;
pub mod campaigns;
pub mod topics;
pub mod opinions;
pub mod agreement;
