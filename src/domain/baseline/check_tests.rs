use super::*;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, PatchSource,
};
use crate::domain::fleet::platform::OperatingSystem as Os;

fn definition(os: Os) -> Definition {
    Definition {
        name: "prod".to_owned(),
        description: None,
        rules: Baseline::empty(os),
        sources: Vec::new(),
    }
}

fn filter(key: FilterKey, values: &[&str]) -> Filter {
    Filter {
        key,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn rule(filters: Vec<Filter>) -> Rule {
    Rule {
        filters,
        approval: Approval::AfterDays(7),
        level: ComplianceLevel::Unspecified,
        enable_non_security: false,
    }
}

/// The places of what is wrong after a change.
fn places(os: Os, change: impl FnOnce(&mut Definition)) -> Vec<String> {
    let mut definition = definition(os);
    change(&mut definition);
    check(&definition, &Path::default())
        .iter()
        .map(Violation::place)
        .collect()
}

/// Gives a definition so many of something.
type Change = fn(&mut Definition, usize);

#[test]
fn every_limit_holds_at_its_bound_and_not_beyond() {
    // Of its products no list judges the names.
    let os = Os::Alma;
    let table: [(&str, usize, usize, Change); 12] = [
        ("name", 3, 128, |d, n| d.name = "a".repeat(n)),
        ("description", 1, 1024, |d, n| {
            d.description = Some("é".repeat(n));
        }),
        ("global_filters", 0, 4, |d, n| {
            d.rules.global_filters = vec![filter(FilterKey::Product, &["*"]); n];
        }),
        ("approval_rules", 0, 10, |d, n| {
            d.rules.rules = vec![rule(vec![]); n];
        }),
        ("approval_rules[0].filters", 0, 4, |d, n| {
            d.rules.rules = vec![rule(vec![filter(FilterKey::Product, &["*"]); n])];
        }),
        ("approval_rules[0].filters.PRODUCT", 1, 20, |d, n| {
            d.rules.rules = vec![rule(vec![Filter {
                key: FilterKey::Product,
                values: vec!["a".to_owned(); n],
            }])];
        }),
        ("approval_rules[0].filters.PRODUCT[0]", 1, 64, |d, n| {
            d.rules.rules = vec![rule(vec![Filter {
                key: FilterKey::Product,
                values: vec!["é".repeat(n)],
            }])];
        }),
        ("approved_patches", 0, 50, |d, n| {
            d.rules.approved = (0..n).map(|number| format!("p{number}")).collect();
        }),
        ("rejected_patches", 0, 50, |d, n| {
            d.rules.rejected = (0..n).map(|number| format!("p{number}")).collect();
        }),
        ("approved_patches[0]", 1, 100, |d, n| {
            d.rules.approved = vec!["é".repeat(n)];
        }),
        ("sources", 0, 20, |d, n| {
            let source = PatchSource {
                name: "main".to_owned(),
                products: vec!["AmazonLinux2023".to_owned()],
                configuration: "x".to_owned(),
            };
            d.sources = vec![source; n];
        }),
        ("sources[0].configuration", 1, 1024, |d, n| {
            d.sources = vec![PatchSource {
                name: "main".to_owned(),
                products: vec!["a".to_owned()],
                configuration: "x".repeat(n),
            }];
        }),
    ];
    for (place, least, most, change) in table {
        for good in [least, most] {
            assert_eq!(
                places(os, |d| change(d, good)),
                Vec::<String>::new(),
                "{place} with {good}"
            );
        }
        let bad = [least.checked_sub(1), Some(most + 1)];
        for bad in bad.into_iter().flatten() {
            assert_eq!(
                places(os, |d| change(d, bad)),
                [place],
                "{place} with {bad}"
            );
        }
    }
    for (days, wrong) in [(0, false), (360, false), (361, true)] {
        let found = places(os, |d| {
            d.rules.rules = vec![Rule {
                approval: Approval::AfterDays(days),
                ..rule(vec![])
            }];
        });
        assert_eq!(!found.is_empty(), wrong, "{days}");
    }
}

#[test]
fn names_have_the_characters_of_the_pattern() {
    for good in ["abc", "A_b-c.9"] {
        assert!(
            places(Os::Suse, |d| d.name = good.to_owned()).is_empty(),
            "{good}"
        );
    }
    for bad in [
        "a b",
        "näme",
        "a/b",
        "a:b",
        "abc\n",
        "AWS-Mine",
        "pb-0123456789abcdef0",
    ] {
        assert_eq!(
            places(Os::Suse, |d| d.name = bad.to_owned()),
            ["name"],
            "{bad}"
        );
    }
}

#[test]
fn what_belongs_to_one_operating_system_is_refused_for_another() {
    assert_eq!(
        places(Os::Windows, |d| d.rules.approved_non_security = true),
        ["approved_patches_enable_non_security"]
    );
    assert_eq!(
        places(Os::MacOs, |d| d.rules.rules = vec![Rule {
            enable_non_security: true,
            ..rule(vec![])
        }]),
        ["approval_rules[0].enable_non_security"]
    );
    let available = |d: &mut Definition| {
        d.rules.available_security_updates = Some(AvailableSecurityUpdates::Compliant);
    };
    assert_eq!(
        places(Os::RedHat, available),
        ["available_security_updates_compliance_status"]
    );
    assert!(places(Os::Windows, available).is_empty());
    let source = |d: &mut Definition| {
        d.sources = vec![PatchSource {
            name: "main".to_owned(),
            products: vec!["x".to_owned()],
            configuration: "x".to_owned(),
        }];
    };
    assert_eq!(places(Os::Windows, source), ["sources"]);
    let keys = [
        (Os::Debian, FilterKey::Classification),
        (Os::MacOs, FilterKey::Severity),
        (Os::RedHat, FilterKey::MsrcSeverity),
        (Os::Windows, FilterKey::Severity),
        (Os::AmazonLinux2023, FilterKey::CveId),
    ];
    for (os, key) in keys {
        let found = places(os, |d| {
            d.rules.rules = vec![rule(vec![filter(key, &["x"])])];
        });
        assert_eq!(
            found,
            [format!("approval_rules[0].filters.{}", key.as_str())],
            "{os}"
        );
    }
}

#[test]
fn a_product_of_another_family_matches_nothing() {
    let pair = |product: &str, family: &str| {
        places(Os::Windows, |d| {
            d.rules.rules = vec![rule(vec![
                filter(FilterKey::Product, &[product]),
                filter(FilterKey::ProductFamily, &[family]),
            ])];
        })
    };
    assert_eq!(
        pair("WindowsServer2022", "Office"),
        ["approval_rules[0].filters.PRODUCT"]
    );
    assert_eq!(
        pair("Office 2010", "Windows"),
        ["approval_rules[0].filters.PRODUCT"]
    );
    assert!(pair("Office 2010", "Office").is_empty());
    assert!(pair("*", "Office").is_empty());
    assert!(
        pair("SharePoint Server 2019", "Office").is_empty(),
        "a product that is not known is not judged"
    );
}

#[test]
fn a_patch_is_not_approved_and_rejected_at_once() {
    let found = places(Os::RedHat, |d| {
        d.rules.approved = vec!["bash".to_owned(), "kernel*".to_owned()];
        d.rules.rejected = vec!["zsh".to_owned(), "kernel*".to_owned()];
    });
    assert_eq!(found, ["rejected_patches[1]"]);
    assert_eq!(
        places(Os::RedHat, |d| d.rules.approved =
            vec!["bash".to_owned(), "bash".to_owned()]),
        ["approved_patches[1]"]
    );
}

#[test]
fn values_that_no_list_has_are_refused_with_what_was_meant() {
    let told = |os, key, value: &str| {
        let mut definition = definition(os);
        definition.rules.rules = vec![rule(vec![filter(key, &[value])])];
        let found = check(&definition, &Path::default());
        found
            .iter()
            .map(Violation::in_a_line)
            .collect::<Vec<_>>()
            .join("|")
    };
    for (os, key, value, meant) in [
        (
            Os::AmazonLinux,
            FilterKey::Product,
            "All",
            "every value is \"*\"",
        ),
        (
            Os::AmazonLinux,
            FilterKey::Classification,
            "All",
            "every value is \"*\"",
        ),
        (
            Os::Debian,
            FilterKey::Priority,
            "important",
            "did you mean `Important`?",
        ),
        (
            Os::Debian,
            FilterKey::Priority,
            "Standart",
            "did you mean `Standard`?",
        ),
        (
            Os::Suse,
            FilterKey::Classification,
            "Secruity",
            "did you mean `Security`?",
        ),
        (
            Os::Windows,
            FilterKey::PatchSet,
            "APPLICATIONS",
            "did you mean `APPLICATION`?",
        ),
        (
            Os::Windows,
            FilterKey::MsrcSeverity,
            "Grave",
            "the values are Critical,",
        ),
        (
            Os::Windows,
            FilterKey::ProductFamily,
            "SQLServer",
            "did you mean `SQL Server`?",
        ),
        (
            Os::AmazonLinux2,
            FilterKey::Severity,
            "Critical, Important",
            "these are 2 values: [Critical, Important]",
        ),
    ] {
        let said = told(os, key, value);
        assert!(
            said.contains(meant) && said.contains("which would match nothing"),
            "{os} {value}: {said}"
        );
    }
    for (os, key, value) in [
        (Os::RedHat, FilterKey::Severity, "Moderate"),
        (Os::Ubuntu, FilterKey::Section, "anything"),
        (Os::Oracle, FilterKey::Product, "OracleLinux99"),
        (Os::Windows, FilterKey::Product, "*"),
    ] {
        assert_eq!(told(os, key, value), "", "{os} {value}");
    }
}

#[test]
fn a_key_of_another_system_names_its_sibling() {
    for (os, key, sibling) in [
        (
            Os::Windows,
            FilterKey::Severity,
            "did you mean MSRC_SEVERITY?",
        ),
        (
            Os::RedHat,
            FilterKey::MsrcSeverity,
            "did you mean SEVERITY?",
        ),
        (Os::Debian, FilterKey::Severity, "write PRIORITY"),
        (Os::Debian, FilterKey::Classification, "enable_non_security"),
        (Os::CentOs, FilterKey::PatchId, "rejected_patches"),
    ] {
        let mut definition = definition(os);
        definition.rules.global_filters = vec![filter(key, &["x"])];
        let said = check(&definition, &Path::default())[0].in_a_line();
        assert!(
            said.contains(sibling) && !said.contains("ARCH"),
            "{os}: {said}"
        );
    }
}

#[test]
fn tags_follow_the_limits_of_aws() {
    let one = |key: &str, value: &str| {
        check_tags(
            &BTreeMap::from([(key.to_owned(), value.to_owned())]),
            &Path::default(),
        )
        .len()
    };
    assert_eq!(
        [
            one("Env", "prod"),
            one(&"k".repeat(128), &"v".repeat(256)),
            one("k", "")
        ],
        [0, 0, 0]
    );
    assert_eq!(
        [
            one("", "x"),
            one(&"k".repeat(129), "x"),
            one("k", &"v".repeat(257)),
            one("AWS:x", "y"),
            one("k", "a!b")
        ],
        [1; 5]
    );
    let many = |number: usize| {
        (0..number)
            .map(|key| (key.to_string(), String::new()))
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(
        [
            check_tags(&many(50), &Path::default()).len(),
            check_tags(&many(51), &Path::default()).len()
        ],
        [0, 1]
    );
}
