//! Closed lists of words: one table for code, database, forms and locale files.

/// One of a closed list of words.
pub trait Choice: Copy + PartialEq + 'static {
    const ALL: &'static [Self];
    /// The word in the database, in addresses and in forms.
    fn word(self) -> &'static str;
    /// The key of its name in the locale files.
    fn key(self) -> &'static str;

    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

/// Reads a word from the database, where only our own words can be.
pub fn stored<T: Choice>(word: &str) -> Result<T, koreplan_store::StoreError> {
    T::of(word).ok_or_else(|| {
        koreplan_store::StoreError::Broken(format!("an unknown word is stored: {word}"))
    })
}

/// `Variant: "word", "locale-key";` — the table one reads instead of three matches.
#[macro_export]
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$vdoc:meta])* $variant:ident: $word:literal, $key:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $crate::web::choices::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = String::deserialize(from)?;
                $crate::web::choices::Choice::of(&word).ok_or_else(|| {
                    serde::de::Error::unknown_variant(&word, &[$($word),+])
                })
            }
        }
    };
}
