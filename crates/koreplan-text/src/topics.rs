//! Topics: what many texts are about, named by their own words.
