//! The SSM documents that patch a node, or reboot it for patches.

use crate::domain::export::RUNBOOK;

/// By their exact names: Quick Setup has helpers beside them that only tag a node or attach a profile,
/// and whose names hold the same words (AWS User Guide, "SSM Command documents for patching"; the
/// automations of the reference of runbooks; the templates of Quick Setup).
const PATCHING: [&str; 8] = [
    "AWS-RunPatchBaseline",
    "AWS-RunPatchBaselineAssociation",
    "AWS-RunPatchBaselineWithHooks",
    "AWS-InstanceRebootWithHooks",
    "AWS-ApplyPatchBaseline",
    "AWS-InstallWindowsUpdates",
    "AWS-PatchInstanceWithRollback",
    "AWS-PatchAsgInstance",
];

/// Whether a document, by its name or ARN, patches or reboots for patches, so that two of them at
/// once break each other.
pub fn patches(document: &str) -> bool {
    PATCHING.contains(&name(document))
}

/// Whether a document writes reports of patches.
pub fn reports(document: &str) -> bool {
    name(document) == RUNBOOK
}

/// The name of a document, without what stands before and behind it in an ARN.
fn name(document: &str) -> &str {
    let name = document.rsplit('/').next().unwrap_or(document);
    name.split(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::patches;

    #[test]
    fn helpers_of_quick_setup_patch_nobody() {
        for document in [
            "AWS-RunPatchBaseline",
            "arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline",
            "AWS-RunPatchBaselineWithHooks",
        ] {
            assert!(patches(document), "{document}");
        }
        for document in [
            "AWSQuickSetup-AddOrRemoveTag-PatchPolicy-q4bkg",
            "AWSQuickSetup-PatchPolicy-Remediation-q4bkg",
            "AWSQuickSetup-CreateAndAttachIAMToEc2Node-q4bkg",
            "AWS-UpdateSSMAgent",
            "",
        ] {
            assert!(!patches(document), "{document}");
        }
    }
}
