//! SARIF 2.1.0 (OASIS), the format of code scanning.

use serde_json::{Value, json};

use super::{Annotation, Rule};
use crate::output::{sanitize, value};

/// Where the lists are documented.
const INFORMATION: &str = "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html";

/// Draws findings as a SARIF log of one run; columns count code points.
pub fn draw(rules: &[Rule], annotations: &[Annotation]) -> String {
    let results = annotations
        .iter()
        .map(|annotation| result(rules, annotation));
    value::json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "patchctl",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": INFORMATION,
                "rules": rules.iter().map(descriptor).collect::<Vec<Value>>(),
            } },
            // Said because the default counts UTF-16 code units (SARIF 2.1.0, `columnKind`).
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<Value>>(),
        }],
    }))
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "defaultConfiguration": { "level": rule.level.of_sarif() },
    })
}

fn result(rules: &[Rule], annotation: &Annotation) -> Value {
    let Annotation {
        start, end, path, ..
    } = annotation;
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&annotation.file) },
            "region": { "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 },
        },
    });

    // What is wrong with the whole file has no place in the document.
    if !path.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": path }]);
    }

    json!({
        "ruleId": annotation.rule,
        "ruleIndex": rules.iter().position(|rule| rule.name == annotation.rule),
        "level": annotation.level.of_sarif(),
        "message": { "text": sanitize::for_terminal(&annotation.message) },
        "locations": [location],
    })
}

/// A path as a URI reference: relative as it was named, or of the scheme `file`.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') {
        "file://".to_owned()
    } else {
        String::new()
    };

    // The unreserved characters of RFC 3986 and the slash stay; everything else is encoded, byte by
    // byte.
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }

    uri
}

#[cfg(test)]
mod tests {
    use super::super::tests::annotation;
    use super::super::{Level, Rule};
    use super::*;

    #[test]
    fn results_refer_to_rules_and_places() {
        let rules = [
            Rule {
                name: "a/b",
                summary: "A.",
                level: Level::Warning,
            },
            Rule {
                name: "id/type",
                summary: "B.",
                level: Level::Error,
            },
        ];
        let log: Value = serde_json::from_str(&draw(&rules, &[annotation()])).unwrap();
        let result = &log["runs"][0]["results"][0];
        assert_eq!(
            (&result["ruleId"], &result["ruleIndex"], &result["level"]),
            (&json!("id/type"), &json!(1), &json!("error"))
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "lists/a%20b%2Cc%3A1.yaml");
        assert_eq!(
            place["region"],
            json!({ "startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 13 })
        );
        assert_eq!(uri("/tmp/é.yaml"), "file:///tmp/%C3%A9.yaml");
        assert_eq!(uri("./a.yaml"), "a.yaml");
    }
}
