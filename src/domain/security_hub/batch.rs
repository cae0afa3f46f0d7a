//! How many findings go into one call.

use serde::Serialize;

use super::finding::NodeFinding;

/// How many findings `BatchImportFindings` takes (Security Hub API: 100).
pub const FINDINGS: usize = 100;
/// How many bytes a call has at most: 6 MB, less what encloses the findings (Security Hub User Guide).
const BYTES: usize = 6_000_000 - 1_000;

/// The input of one call: findings of one account and Region.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Batch<'a> {
    /// The findings.
    pub findings: Vec<&'a NodeFinding>,
}

/// Divides findings of one account and Region, in their order.
pub fn batches<'a>(findings: impl IntoIterator<Item = &'a NodeFinding>) -> Vec<Batch<'a>> {
    within(findings, BYTES)
}

fn within<'a>(findings: impl IntoIterator<Item = &'a NodeFinding>, most: usize) -> Vec<Batch<'a>> {
    let mut batches: Vec<Batch<'_>> = Vec::new();
    let mut used = 0;

    // Each is measured as it is sent: names of many bytes are few characters.
    for finding in findings {
        // With the comma behind it.
        let size = serde_json::to_vec(finding).map_or(0, |bytes| bytes.len()) + 1;
        let fits = |batch: &&mut Batch<'_>| batch.findings.len() < FINDINGS && used + size <= most;
        if let Some(batch) = batches.last_mut().filter(fits) {
            batch.findings.push(finding);
            used += size;
        } else {
            let findings = vec![finding];
            batches.push(Batch { findings });
            used = size;
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compliance::tests::{judge, now};

    #[test]
    fn a_batch_is_full_by_number_or_by_size() {
        let finding = NodeFinding::of(&judge("Online", None, None), "aws", now());
        let size = serde_json::to_vec(&finding).unwrap().len();
        let many = vec![finding; 201];
        let sizes = |batches: Vec<Batch<'_>>| -> Vec<usize> {
            batches.iter().map(|batch| batch.findings.len()).collect()
        };
        assert_eq!(sizes(batches(&many)), [100, 100, 1]);
        assert_eq!(sizes(within(&many[..5], 2 * (size + 1))), [2, 2, 1]);
        // What is too large by itself goes alone: Security Hub says so of it.
        assert_eq!(sizes(within(&many[..2], 10)), [1, 1]);
        assert!(batches(&[]).is_empty());
    }
}
