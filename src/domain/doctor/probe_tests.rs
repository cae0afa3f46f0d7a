//! What answers of nodes come to.

use super::*;
use crate::domain::compliance::tests::node as online;

const WELL: &str = "patchctl-probe=1\npython3=3.9\npython2=2.7\ncurl=yes\nfree-mib:/var=20000\nsources=4\nreach:aws-ssm-us-east-1=403\npatchctl-probe-end=1\n";

fn rules(os: Os, version: &str, text: &str) -> Vec<&'static str> {
    let mut node = online("Online");
    node.operating_system = Some(os);
    node.platform_version = Some(version.into());
    let answer = Answer::read(text).expect("an answer");
    findings(&node, &answer)
        .iter()
        .map(|found| found.rule.name)
        .collect()
}

#[test]
fn each_lack_is_found_and_nothing_else() {
    for os in [
        Os::AmazonLinux2,
        Os::AmazonLinux2023,
        Os::Ubuntu,
        Os::RedHat,
    ] {
        assert_eq!(rules(os, "9.1", WELL), Vec::<&str>::new(), "{os:?}");
    }
    for (os, version, from, to, rule) in [
        (Os::AmazonLinux2, "2", "python2=2.7\n", "", "node/no-python"),
        (Os::RedHat, "7.9", "python2=2.7\n", "", "node/no-python"),
        (Os::Ubuntu, "22.04", "python3=3.9\n", "", "node/no-python"),
        (
            Os::Ubuntu,
            "22.04",
            "python3=3.9",
            "python3=3.14",
            "node/other-python",
        ),
        (
            Os::Suse,
            "15.5",
            "python3=3.9\npython2=2.7\n",
            "",
            "node/no-python",
        ),
        (Os::Suse, "15.5", "curl=yes\n", "", "node/no-fetcher"),
        (
            Os::Suse,
            "15.5",
            "/var=20000",
            "/var=499",
            "node/little-space",
        ),
        (
            Os::Suse,
            "15.5",
            "sources=4",
            "sources=0",
            "node/no-sources",
        ),
        (Os::Suse, "15.5", "=403", "=000", "node/buckets-unreached"),
        (Os::Suse, "15.5", "=403", "=", "node/buckets-unreached"),
        (
            Os::Suse,
            "15.5",
            "sources=4",
            "noexec:/var=yes",
            "node/noexec",
        ),
        (Os::Suse, "15.5", "sources=4", "proxy=yes", "node/proxy"),
    ] {
        let text = WELL.replace(from, to);
        assert_ne!(text, WELL);
        assert_eq!(rules(os, version, &text), [rule], "{os:?} {text}");
    }
    // RHEL 8 and later have dnf, which is made with Python 3.
    assert_eq!(
        rules(Os::RedHat, "8.6", &WELL.replace("python2=2.7\n", "")),
        Vec::<&str>::new()
    );
}

#[test]
fn a_bucket_that_was_not_tried_is_neither_reached_nor_lost() {
    let text = WELL.replace("=403", "=unknown");
    assert_eq!(rules(Os::Suse, "15.5", &text), Vec::<&str>::new());
    let answer = Answer::read(&text).expect("an answer");
    let told = answer.untried().expect("a sentence");
    assert!(told.starts_with("whether it reaches aws-ssm-us-east-1 is not known"));
    assert_eq!(Answer::read(WELL).expect("an answer").untried(), None);
}

#[test]
fn what_is_no_answer_is_none() {
    for text in [
        "",
        "python3=3.9\n",
        "patchctl-probe=2\n",
        // It was cut off.
        "patchctl-probe=1\npython3=3.9\n",
        "AWS-RunShellScript: no\npatchctl-probe=1\n",
    ] {
        assert_eq!(Answer::read(text), None, "{text}");
    }
    assert!(Answer::read("\n  patchctl-probe=1\n  patchctl-probe-end=1\n").is_some());
}

#[test]
fn the_script_tries_the_buckets_of_its_region_and_none_whose_name_is_not_known() {
    let of = |name: &str| script(&name.parse().expect("a Region"), "amazonaws.com");
    let here = of("us-east-1");
    for bucket in [
        "aws-ssm-us-east-1",
        "patch-baseline-snapshot-us-east-1",
        "aws-patch-manager-us-east-1-1970c647d",
    ] {
        assert!(
            here.contains(&format!(
                "\nreach {bucket} {bucket}.s3.us-east-1.amazonaws.com\n"
            )),
            "{here}"
        );
    }
    assert!(!of("mx-central-1").contains('<'));
}
