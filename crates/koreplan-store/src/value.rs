//! The few kinds of value that mean the same in both databases.

use crate::StoreError;

/// A value on its way in or out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Val {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<i64> for Val {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Val {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Val {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Val {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Val {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<&[u8]> for Val {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Val {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of a query's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Val>);

impl Row {
    /// All values, in the order of the columns.
    pub fn into_values(self) -> Vec<Val> {
        self.0
    }

    /// The value of column `at`, counted from 0.
    ///
    /// # Errors
    /// [`StoreError::Broken`] if the column is missing or holds another kind of value:
    /// never silently a null.
    pub fn get<T: FromVal>(&self, at: usize) -> Result<T, StoreError> {
        let value = self
            .0
            .get(at)
            .ok_or_else(|| StoreError::Broken(format!("no column {at}")))?;
        T::from_val(value).ok_or_else(|| {
            StoreError::Broken(format!("column {at} holds another kind of value"))
        })
    }
}

/// What a column can be read as.
pub trait FromVal: Sized {
    fn from_val(value: &Val) -> Option<Self>;
}

impl FromVal for i64 {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::Int(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromVal for bool {
    fn from_val(value: &Val) -> Option<Self> {
        i64::from_val(value).map(|value| value != 0)
    }
}

impl FromVal for String {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::Text(value) => Some(value.clone()),
            _ => None,
        }
    }
}

impl FromVal for Vec<u8> {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::Bytes(value) => Some(value.clone()),
            _ => None,
        }
    }
}

impl<T: FromVal> FromVal for Option<T> {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::Null => Some(None),
            value => T::from_val(value).map(Some),
        }
    }
}
