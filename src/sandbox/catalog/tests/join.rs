use super::super::join::{Change, join};
use super::super::{ImportOptions, Imported};
use super::update;
use crate::domain::fleet::platform::OperatingSystem;
use crate::error::Result;
use crate::sandbox::fleet;
use crate::sandbox::fleet::file::{FleetFile, UpdateFile};

const FLEET: &str = "
fleet: small
regions: [eu-west-1]
accounts:
  - {id: '999988887777', name: only, email: only@example.com, management: true}
catalogues:
  one: {os: REDHAT_ENTERPRISE_LINUX, platform_name: R, platform_version: '9.4', product: RedhatEnterpriseLinux9.4, image: 2024-01-10,
        base: [a-1-1.noarch, c-1-1.noarch], updates: [{advisory: X, released: 2024-05-01, packages: [a-2-1.noarch, b-2-1.noarch]}]}
  two: {os: REDHAT_ENTERPRISE_LINUX, platform_name: R, platform_version: '8.10', product: RedhatEnterpriseLinux8.10, image: 2024-01-10}
nodes:
  - {id: i-0a1b2c3d4e5f60001, account: only, region: eu-west-1, catalogue: one, installed: {also: [b]}}
";

fn small() -> FleetFile {
    fleet::read("small.yaml", FLEET).unwrap()
}

fn notice(id: &str, packages: &[&str]) -> UpdateFile {
    UpdateFile {
        advisory: Some(id.to_owned()),
        released: Some("2024-05-01".to_owned()),
        ..update(packages)
    }
}

fn run(
    fleet: &mut FleetFile,
    updates: &[UpdateFile],
    change: impl FnOnce(&mut ImportOptions),
) -> Result<Vec<Change>> {
    let mut options = ImportOptions {
        os: OperatingSystem::RedHat,
        product: None,
        paths: Vec::new(),
        replace: false,
    };
    change(&mut options);
    let imported = Imported {
        updates: updates.to_vec(),
        ..Imported::default()
    };
    join(fleet, &options, &imported, jiff::Timestamp::UNIX_EPOCH)
}

fn numbers(change: &Change) -> (&str, [usize; 4]) {
    (
        change.catalogue.as_str(),
        [change.added, change.changed, change.kept, change.removed],
    )
}

#[test]
fn a_second_time_changes_nothing_and_what_says_something_else_replaces_its_older_self() {
    let mut fleet = small();
    let incoming = [
        notice("X", &["a-2-1.noarch", "a-3-1.noarch"]),
        notice("Y", &["a-3-1.noarch"]),
    ];
    let changes = run(&mut fleet, &incoming, |_| {}).unwrap();
    assert_eq!(
        changes.iter().map(numbers).collect::<Vec<_>>(),
        [("one", [2, 0, 1, 0]), ("two", [3, 0, 0, 0])]
    );
    let once = fleet.catalogues["one"].updates.clone();
    let changes = run(&mut fleet, &incoming, |_| {}).unwrap();
    assert_eq!(
        changes.iter().map(numbers).collect::<Vec<_>>(),
        [("one", [0, 0, 3, 0]), ("two", [0, 0, 3, 0])]
    );
    assert_eq!(fleet.catalogues["one"].updates, once);
    let severe = UpdateFile {
        severity: Some("Critical".to_owned()),
        ..notice("X", &["a-2-1.noarch"])
    };
    let changes = run(&mut fleet, &[severe], |options| {
        options.product = Some("RedhatEnterpriseLinux9.4".to_owned());
    })
    .unwrap();
    assert_eq!(
        changes.iter().map(numbers).collect::<Vec<_>>(),
        [("one", [0, 1, 0, 0])]
    );
    let of = |package: &str| -> Vec<Option<String>> {
        let holds = |update: &&UpdateFile| {
            update.packages.iter().any(|text| text == package)
                && update.advisory.as_deref() == Some("X")
        };
        fleet.catalogues["one"]
            .updates
            .iter()
            .filter(holds)
            .map(|update| update.severity.clone())
            .collect()
    };
    assert_eq!(of("a-2-1.noarch"), [Some("Critical".to_owned())]);
    assert_eq!(
        of("b-2-1.noarch"),
        [None],
        "the others of the old notice stay as they were"
    );
}

#[test]
fn replacing_takes_out_the_old_but_not_what_a_node_names() {
    let mut fleet = small();
    let changes = run(&mut fleet, &[notice("Z", &["b-9-1.noarch"])], |options| {
        options.replace = true;
    })
    .unwrap();
    assert_eq!(numbers(&changes[0]), ("one", [1, 0, 0, 2]));
    let error = run(&mut small(), &[notice("Z", &["a-9-1.noarch"])], |options| {
        options.replace = true;
    })
    .unwrap_err();
    assert!(
        error.to_string().contains("nodes[0].installed.also[0]"),
        "{error}"
    );
}

#[test]
fn a_catalogue_is_made_where_there_is_none_and_only_with_a_product() {
    let mut fleet = small();
    let error = run(&mut fleet, &[notice("Z", &["a-9-1.noarch"])], |options| {
        options.os = OperatingSystem::Rocky;
    })
    .unwrap_err();
    assert_eq!(error.exit_code().number(), 2);
    let changes = run(&mut fleet, &[notice("Z", &["a-9-1.noarch"])], |options| {
        options.os = OperatingSystem::Rocky;
        options.product = Some("RockyLinux9.4".to_owned());
    });
    let changes = changes.unwrap();
    assert!(changes[0].created);
    assert_eq!(numbers(&changes[0]), ("rockylinux9.4", [1, 0, 0, 0]));
    let made = &fleet.catalogues["rockylinux9.4"];
    assert_eq!(
        (made.platform_name.as_str(), made.platform_version.as_str()),
        ("Rocky Linux", "9.4")
    );
}

#[test]
fn metadata_of_several_products_is_not_mixed() {
    let told = ["Ubuntu20.04".to_owned(), "Ubuntu22.04".to_owned()];
    let imported = Imported {
        updates: vec![update(&["a amd64 1"])],
        told: told.into_iter().collect(),
        ..Imported::default()
    };
    let mut options = ImportOptions {
        os: OperatingSystem::Ubuntu,
        product: None,
        paths: Vec::new(),
        replace: false,
    };
    let error = join(
        &mut small(),
        &options,
        &imported,
        jiff::Timestamp::UNIX_EPOCH,
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("Ubuntu20.04, Ubuntu22.04"),
        "{error}"
    );
    options.product = Some("Ubuntu22.04".to_owned());
    assert_eq!(
        join(
            &mut small(),
            &options,
            &imported,
            jiff::Timestamp::UNIX_EPOCH
        )
        .unwrap()
        .len(),
        1
    );
}
