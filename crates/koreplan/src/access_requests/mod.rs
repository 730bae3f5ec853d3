//! Access requests (aktindsigt, offentlighedsloven §§7-36): somebody asks for documents.
//!
//! The documents of the case that the request is about are collected into a file list,
//! each with its text as it was. Each is classified, and given, given redacted, or
//! withheld with a section of the law and a reason. What is exported is written anew from
//! what remains, so that nothing is hidden in it. Seven working days; longer with notice.
//!
//! ```text
//! received ──▶ collected ──▶ each document decided ──▶ decided (letter, export)
//!      └── extension, with a reason and notice ──┘
//! ```

pub mod rules;
pub mod storage;
pub mod export;
pub mod pages;
