//! `--query`: JMESPath over the whole result.

use serde_json::Value;

use crate::domain::text::steering::visible;
use crate::error::{Error, Result};

/// A compiled JMESPath expression.
#[derive(Debug)]
pub struct Query {
    expression: jmespath::Expression<'static>,
}

impl Query {
    /// Compiles an expression.
    ///
    /// # Errors
    /// A usage error with the place of the mistake.
    pub fn compile(text: &str) -> Result<Self> {
        let expression = jmespath::compile(text).map_err(|error| mistake(text, &error))?;
        Ok(Self { expression })
    }

    /// What the expression selects from `document`.
    ///
    /// # Errors
    /// A usage error when a function is applied to a value of the wrong type.
    pub fn apply(&self, document: &Value) -> Result<Value> {
        let found = self
            .expression
            .search(document)
            .map_err(|error| Error::usage(format!("--query failed: {error}")))?;
        serde_json::to_value(&*found)
            .map_err(|error| Error::failed("cannot read the result of --query").with_source(error))
    }
}

/// The mistake with its place drawn below the expression.
fn mistake(text: &str, error: &jmespath::JmespathError) -> Error {
    let reason = match &error.reason {
        jmespath::ErrorReason::Parse(text) => text.clone(),
        jmespath::ErrorReason::Runtime(problem) => problem.to_string(),
    };

    // The library counts columns from 0, people from 1.
    let column = error.column + 1;
    Error::usage(format!(
        "--query is not a JMESPath expression: {reason} at column {column}"
    ))
    .with_report(format!(
        "  {}\n  {}^",
        visible(text),
        " ".repeat(error.column)
    ))
    .hint("try --query 'items[].node', or -o json alone to see what there is")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn selects_and_refuses() {
        let query = Query::compile("items[?n > `1`].id").expect("an expression");
        assert_eq!(
            query
                .apply(&json!({"items": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}))
                .expect("a value"),
            json!(["b"])
        );
        assert!(Query::compile("items[").is_err());
        assert!(
            Query::compile("length(`1`)")
                .expect("parses")
                .apply(&json!({}))
                .is_err()
        );
    }
}
