//! The style sheet, the script and the fonts, as bytes inside the program.
//!
//! Names carry the hash of their content, so a browser may keep a file for ever.

/// One file of the `/assets` folder.
#[derive(Debug)]
pub struct File {
    pub name: &'static str,
    pub bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/table.rs"));

impl File {
    /// The file of that name, if there is one.
    pub fn find(name: &str) -> Option<&'static Self> {
        FILES.iter().find(|file| file.name == name)
    }

    /// The media type, by the file's ending.
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        }
    }
}
