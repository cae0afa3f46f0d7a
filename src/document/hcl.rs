//! What every Terraform configuration of ours is made of.

use std::collections::{BTreeMap, BTreeSet};

use hcl::expr::TemplateExpr;
use hcl::structure::BodyBuilder;
use hcl::{Attribute, Expression, Traversal, Variable};

use crate::error::{Error, Result};

/// A configuration as a text.
///
/// # Errors
/// When the writer of HCL refuses it.
pub(super) fn written(body: BodyBuilder) -> Result<String> {
    hcl::to_string(&body.build())
        .map_err(|error| Error::failed("cannot write Terraform").with_source(error))
}

/// A label that Terraform takes, and that no other block has.
pub(super) fn label(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut plain = name.replace(|c: char| !(c.is_ascii_alphanumeric() || c == '-'), "_");
    // An identifier of HCL begins with a letter or a low line.
    if !plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        plain.insert(0, '_');
    }

    // Names of baselines need not differ, and two that do may become one label.
    let mut label = plain.clone();
    let mut number = 2;
    while !taken.insert(label.clone()) {
        label = format!("{plain}_{number}");
        number += 1;
    }

    label
}

/// What another block is, such as `aws_ssm_patch_baseline.web.id`.
///
/// # Errors
/// When a part of it is no identifier.
pub(super) fn reference(parts: &[&str]) -> Result<Expression> {
    let (first, rest) = parts.split_first().expect("a reference has parts");
    let variable = Variable::new(*first)
        .map_err(|error| Error::failed("cannot write Terraform").with_source(error))?;
    let traversal = rest
        .iter()
        .fold(Traversal::builder(variable), |traversal, part| {
            traversal.attr(*part)
        });
    Ok(Expression::from(traversal.build()))
}

/// A text as it is, with nothing in it that Terraform would take as a template.
///
/// Escaped here: the writer passes over a marker that follows another `$` or `%`, and writes `\b`
/// and `\f`, which HCL does not know.
pub(super) fn text(text: &str) -> Expression {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            c if c.is_control() => escaped.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => escaped.push(c),
        }
    }

    // `$${` and `%%{` are how HCL writes the two markers themselves.
    Expression::from(TemplateExpr::QuotedString(
        escaped.replace("${", "$${").replace("%{", "%%{"),
    ))
}

/// A list of texts.
pub(super) fn texts(list: &[String]) -> Expression {
    Expression::Array(list.iter().map(|entry| text(entry)).collect())
}

/// The tags of a resource.
pub(super) fn tags(tags: &BTreeMap<String, String>) -> Attribute {
    let entries = tags
        .iter()
        .map(|(key, value)| (hcl::ObjectKey::Expression(text(key)), text(value)));

    Attribute::new("tags", Expression::Object(entries.collect()))
}
