//! What the exit codes of the patching documents mean, offline.
//!
//! Sources: AWS User Guide, "Troubleshooting Patch Manager"; the documents AWS-RunPatchBaseline and
//! AWS-RunPatchBaselineWithHooks.

use serde::Serialize;

/// One exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code as Run Command shows it.
    #[expect(clippy::struct_field_names, reason = "the name in the JSON")]
    pub code: i64,
    /// Where it comes from.
    pub platform: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What helps.
    pub advice: &'static str,
}

macro_rules! codes {
    ($($code:literal $platform:literal $meaning:literal $advice:literal)*) => {
        /// Every code that is known, in their order.
        pub const CODES: &[Code] = &[$(Code { code: $code, platform: $platform, meaning: $meaning, advice: $advice }),*];
    };
}

codes! {
    -1 "Windows" "an error without a code of its own" "read the end of the node's error output: patch-now logs RUN NODE"
    0 "all" "success" "compare the patch state: success of the command does not say that every patch is in"
    1 "all" "a step failed without saying more" "read what it printed: patch-now logs RUN NODE; on Windows it is also seen after a reboot although everything is installed, and a scan tells"
    2 "Linux" "the package manager's dependency check failed" "read the node's error output; an override list may name only one of two packages that need each other"
    3 "all" "more than 6 reboots in one command" "look at why the node wants to reboot again and again, then run the installation once more"
    4 "all" "another patching operation held the lock of the node for more than five minutes" "wait for the other command, association or maintenance window, then retry; patch-now plan lists overlaps"
    12 "Linux" "neither curl nor wget is there" "install one of them"
    13 "Linux, macOS" "no Python that the patch script can use" "install Python 2.6 to 2.7 or 3"
    14 "Windows" "access to the bucket of the patch module was denied" "allow the node to read the Patch Manager buckets of the Region (VPC endpoint policy)"
    15 "all" "the patch module could not be downloaded" "give the node a way to S3: endpoint, proxy, DNS, disk"
    16 "all" "the checksum of the patch module is wrong, or Python and package manager do not fit together" "retry; then check for a proxy that changes downloads, and for an unsupported release of the operating system"
    17 "all" "a local input or output error" "free space under /var (Linux) or C: (Windows), then retry"
    18 "Windows" "the operating system or the agent (below 2.0.834.0) is not supported" "update the SSM Agent"
    21 "all" "TLS failed during the download" "check the clock and the certificate store of the node, and any proxy"
    22 "all" "a certificate was not accepted during the download" "check the clock and the certificate store of the node, and any proxy"
    126 "Linux" "the script may not be executed" "remount without noexec the file system that holds /var/lib/amazon"
    130 "Linux" "the association could not be read" "check the permissions of the instance profile"
    131 "Linux" "the association could not be read" "check the permissions of the instance profile"
    132 "Linux" "the association could not be read" "check the permissions of the instance profile"
    133 "Linux" "GetPatchBaseline failed" "check the permissions of the instance profile and the way to the SSM endpoint"
    134 "Linux" "GetPatchBaseline failed" "check the permissions of the instance profile and the way to the SSM endpoint"
    135 "Linux" "GetPatchBaseline failed" "check the permissions of the instance profile and the way to the SSM endpoint"
    136 "Linux" "DescribePatchBaselines failed" "BaselineTags needs ssm:DescribePatchBaselines for the instance profile"
    137 "Linux" "DescribePatchBaselines failed" "BaselineTags needs ssm:DescribePatchBaselines for the instance profile"
    138 "Linux" "DescribePatchBaselines failed" "BaselineTags needs ssm:DescribePatchBaselines for the instance profile"
    139 "Linux" "GetResources failed" "BaselineTags needs tag:GetResources for the instance profile"
    140 "Linux" "GetResources failed" "BaselineTags needs tag:GetResources for the instance profile"
    141 "Linux" "GetResources failed" "BaselineTags needs tag:GetResources for the instance profile"
    142 "Linux" "several baselines carry the tag of BaselineTags" "leave the tag on one baseline for each operating system"
    143 "Linux" "the patch snapshot could not be read" "retry with a new run; a snapshot lives for 24 hours"
    144 "Linux" "the patch snapshot could not be read" "retry with a new run; a snapshot lives for 24 hours"
    145 "Linux" "access to the patch snapshot was denied" "check ssm:GetDeployablePatchSnapshotForInstance and the way to the snapshot bucket"
    146 "Linux" "the patch snapshot knows no such operating system" "the release of the operating system is not supported"
    147 "Linux" "the patch snapshot could not be read" "retry with a new run; a snapshot lives for 24 hours"
    148 "Linux" "the instance metadata could not be read" "check access to the metadata service (IMDS)"
    149 "Linux" "the result could not be uploaded (PutInventory)" "packages may be installed; check ssm:PutInventory, then run patch-now scan"
    150 "Linux" "the patch snapshot is invalid" "retry with a new run"
    151 "Linux" "the time of the last boot could not be read" "check /proc/uptime"
    152 "Linux" "the file of patch states is broken, often because two operations met or /var is full" "remove /var/log/amazon/ssm/patch-configuration/patch-states-configuration.json (pending reboots are forgotten), then scan"
    153 "Linux" "BaselineTags has the wrong form" "write Key=NAME,Values=VALUE"
    155 "Linux" "seen when two patching operations met, or /var was full" "wait for the other operation, free space, then retry"
    156 "Linux" "seen when an operation was cut off or S3 was not reached; AWS does not document it" "run patch-now scan: the scan tells the truth"
    157 "Linux" "a Python module of the patch script could not be loaded" "check the Python of the node: hardened or mixed installations break it"
    160 "Linux" "access to the BaselineOverride file was denied" "let the node read the object; a patch policy needs its tag and instance policy"
    161 "Linux" "the BaselineOverride file is not a list in JSON" "correct the file"
    162 "Linux" "the BaselineOverride file could not be downloaded" "check the URL and the node's way to S3"
    163 "Linux" "the BaselineOverride file has no baseline for this operating system" "add one, or leave the node out"
    165 "Linux" "the BaselineOverride file has several baselines for this operating system" "leave one"
    166 "Linux" "the BaselineOverride file names an unsupported operating system" "correct the file"
    167 "Linux" "BaselineOverride and InstallOverrideList were both given" "give one of them"
    168 "hook documents" "nothing more to do: the document stops here with success" "nothing is wrong"
    169 "hook documents" "the local patch inventory of the node is not there" "run patch-now scan on the node first, then retry"
    170 "Linux" "an error that the patch script did not expect" "read the node's error output: patch-now logs RUN NODE"
    194 "Linux" "the node reboots, and the command goes on afterwards" "nothing is wrong; if it stays, the agent did not come back after the reboot"
    195 "Linux" "the node reboots after an installation in which something failed" "look at the failed patches: compliance patches NODE --state failed"
    196 "Linux" "the node reboots after an installation in which the dependency check failed" "look at the failed patches: compliance patches NODE --state failed"
    3010 "Windows" "the node reboots, and the command goes on afterwards" "nothing is wrong; if it stays, the agent did not come back after the reboot"
    4_294_967_295 "Windows" "an error without a code of its own (-1)" "look for the HRESULT in the node's error output, such as 0x80072EE2 for no way to Windows Update"
}

/// What is known of a code.
pub fn code(number: i64) -> Option<&'static Code> {
    CODES.iter().find(|entry| entry.code == number)
}

/// `exit code 4: another patching operation …`, for a receipt.
pub fn sentence(number: i32) -> String {
    match code(i64::from(number)) {
        Some(known) => format!("exit code {number}: {}", known.meaning),
        None => format!("exit code {number}"),
    }
}

/// How the steps begin that run a hook (document AWS-RunPatchBaselineWithHooks).
const HOOK: &str = "CustomerProvided";

/// The same for a step: what a hook of the user's own ends with means what that says, and not what the
/// patch script means by it.
pub fn of_step(step: &str, number: i32) -> String {
    if number != 0 && step.starts_with(HOOK) {
        return format!("exit code {number} of the hook document");
    }
    sentence(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_hook_is_the_hooks_own() {
        let hook = of_step("CustomerProvidedPrePatchHook", 4);
        assert_eq!(hook, "exit code 4 of the hook document");
        assert!(of_step("PatchLinux", 4).contains("lock"));
    }

    #[test]
    fn codes_are_sorted_and_found() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(code(4).is_some_and(|found| found.meaning.contains("lock")));
        assert_eq!(code(99), None);
        assert_eq!(sentence(99), "exit code 99");
    }
}
