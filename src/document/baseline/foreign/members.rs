//! Members of AWS's shapes, each read as what AWS has there.

use serde_json::{Map, Value};

use super::value::unresolved;

/// An object of AWS's shapes, with its place for errors.
pub(super) struct Members<'v> {
    at: String,
    of: &'v Map<String, Value>,
}

type Read<T> = Result<T, String>;

impl<'v> Members<'v> {
    /// The members of a value that has to be an object.
    pub(super) fn of(value: &'v Value, at: &str) -> Read<Self> {
        if let Some(written) = unresolved(value) {
            return Err(only_there(at, &written));
        }
        match value {
            Value::Object(of) => Ok(Self {
                at: at.to_owned(),
                of,
            }),
            _ => Err(format!("{at} is not an object")),
        }
    }

    /// The place of a member.
    pub(super) fn place(&self, key: &str) -> String {
        if self.at.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.at)
        }
    }

    /// A member that is there; `null` is nothing, as AWS's tools write it.
    pub(super) fn get(&self, key: &str) -> Read<Option<&'v Value>> {
        let value = self.of.get(key).filter(|value| !value.is_null());
        match value.and_then(unresolved) {
            Some(written) => Err(only_there(&self.place(key), &written)),
            None => Ok(value),
        }
    }

    /// A text; an empty one is nothing.
    pub(super) fn text(&self, key: &str) -> Read<Option<String>> {
        match self.get(key)? {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(_) => Err(format!("{} is not a text", self.place(key))),
        }
    }

    /// A word that is left out of a document where it is what AWS has without it.
    pub(super) fn word(&self, key: &str, usual: &str) -> Read<Option<String>> {
        Ok(self.text(key)?.filter(|word| word != usual))
    }

    /// A whole number, which `CloudFormation` also takes as a text.
    pub(super) fn number(&self, key: &str) -> Read<Option<i64>> {
        let number = match self.get(key)? {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_i64(),
            Some(Value::String(text)) => text.parse().ok(),
            Some(_) => None,
        };
        number
            .map(Some)
            .ok_or_else(|| format!("{} is not a whole number", self.place(key)))
    }

    /// A yes; `None` for a no, which is what documents have without it.
    pub(super) fn yes(&self, key: &str) -> Read<Option<bool>> {
        match self.get(key)? {
            None | Some(Value::Bool(false)) => Ok(None),
            Some(Value::Bool(true)) => Ok(Some(true)),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(None),
            Some(_) => Err(format!("{} is neither true nor false", self.place(key))),
        }
    }

    /// The items of a list with their places.
    pub(super) fn list(&self, key: &str) -> Read<Vec<(String, &'v Value)>> {
        let items = match self.get(key)? {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(format!("{} is not a list", self.place(key))),
        };
        let places = items.iter().enumerate();
        Ok(places
            .map(|(index, item)| (format!("{}[{index}]", self.place(key)), item))
            .collect())
    }

    /// The texts of a list.
    pub(super) fn texts(&self, key: &str) -> Read<Vec<String>> {
        self.list(key)?
            .into_iter()
            .map(|(at, item)| match (item, unresolved(item)) {
                (_, Some(written)) => Err(only_there(&at, &written)),
                (Value::String(text), _) => Ok(text.clone()),
                (Value::Number(number), _) => Ok(number.to_string()),
                _ => Err(format!("{at} is not a text")),
            })
            .collect()
    }

    /// The objects of a list inside an object, such as `ApprovalRules.PatchRules`.
    pub(super) fn nested(&self, key: &str, list: &str) -> Read<Vec<Members<'v>>> {
        let Some(value) = self.get(key)? else {
            return Ok(Vec::new());
        };
        let inside = Members::of(value, &self.place(key))?;
        let items = inside.list(list)?;
        items
            .into_iter()
            .map(|(at, item)| Members::of(item, &at))
            .collect()
    }

    /// The keys that are none of these.
    pub(super) fn others(&self, known: &[&str]) -> Vec<String> {
        let others = self
            .of
            .iter()
            .filter(|(key, value)| !value.is_null() && !known.contains(&key.as_str()));
        others.map(|(key, _)| self.place(key)).collect()
    }
}

fn only_there(at: &str, written: &str) -> String {
    format!(
        "{at} is `{written}`, which only CloudFormation can resolve; write the value in its place"
    )
}
