//! What strangers send: told by its bytes, read in a locked worker, stripped for the
//! public.
//!
//! Everything here is a function from bytes to an answer; nothing opens a file, reads a
//! clock or knows the application. [`sandbox::run`] is the only way the application calls
//! it: the same binary once more, with neither files nor network, little memory and little
//! time.
//!
//! ```text
//! bytes ─▶ kind ─▶ packed, xml, picture: the limits ─▶ text
//!                                                   └─▶ public copy
//! ```

pub mod limits;
pub mod refused;
pub mod kind;
pub mod packed;
pub mod xml;
pub mod picture;
pub mod pdf;
pub mod reading;
pub mod office;
pub mod plain;
pub mod table;
pub mod work;
pub mod sandbox;
mod cell;

#[doc(hidden)]
pub use cell::serve;
pub use cell::worker;
pub use kind::Kind;
pub use refused::{NoCopy, Refused};
