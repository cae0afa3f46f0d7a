use serde_json::json;

use crate::sandbox::testing::{Box, MANAGEMENT, clock, example};
use crate::sandbox::{Sandbox, SeedOptions, aws_config_file, credentials_file, reset, seed};

#[test]
fn the_first_use_seeds_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep/box");
    assert!(Sandbox::open(&path, clock()).unwrap().seeded);
    assert!(!Sandbox::open(&path, clock()).unwrap().seeded);
    let config = std::fs::read_to_string(aws_config_file(&path)).unwrap();
    assert!(
        config.contains("[default]\nregion = us-east-1") && config.contains("[profile workloads]"),
        "{config}"
    );
    let credentials = std::fs::read_to_string(credentials_file(&path)).unwrap();
    assert!(
        credentials.contains("[workloads]\naws_access_key_id = AKIA"),
        "{credentials}"
    );
}

#[test]
fn what_a_killed_program_left_of_a_new_store_goes_with_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let left = ["state.new-1", "state.new-1-journal"].map(|name| dir.path().join(name));
    for path in &left {
        std::fs::write(path, "half a store").unwrap();
    }
    assert!(Sandbox::open(dir.path(), clock()).unwrap().seeded);
    assert!(left.iter().all(|path| !path.exists()));
}

#[test]
fn two_openings_see_the_same_and_a_seed_reaches_both() {
    let dir = tempfile::tempdir().unwrap();
    let first = Sandbox::open(dir.path(), clock()).unwrap().sandbox;
    let second = Sandbox::open(dir.path(), clock()).unwrap().sandbox;
    first.advance(jiff::SignedDuration::from_hours(5)).unwrap();
    assert_eq!(
        second.offset().unwrap(),
        jiff::SignedDuration::from_hours(5)
    );
    let status = seed(
        dir.path(),
        clock(),
        &SeedOptions {
            fleet: None,
            generated_nodes: Some(7),
        },
    )
    .unwrap();
    assert_eq!(
        (status.generated_nodes, status.offset),
        (7, jiff::SignedDuration::ZERO)
    );
    assert_eq!(first.status().unwrap().generated_nodes, 7);
    assert_eq!(
        second
            .status()
            .unwrap()
            .scopes
            .iter()
            .map(|scope| scope.nodes)
            .sum::<usize>(),
        7
    );
}

#[tokio::test]
async fn the_same_fleet_and_clock_answer_the_same_bytes() {
    let (one, other) = (example(), example());
    for operation in [
        "DescribeInstanceInformation",
        "ListResourceComplianceSummaries",
        "DescribePatchBaselines",
        "ListComplianceItems",
    ] {
        let first = one
            .client(MANAGEMENT, "us-east-1")
            .ssm(operation, json!({}))
            .await;
        let second = other
            .client(MANAGEMENT, "us-east-1")
            .ssm(operation, json!({}))
            .await;
        assert_eq!(first.text, second.text, "{operation}");
    }
}

#[test]
fn a_damaged_store_is_said_to_be_and_a_reset_removes_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("box");
    Sandbox::open(&path, clock()).unwrap();
    std::fs::write(
        path.join("state.sqlite"),
        "this is no database, and long enough to be taken for one ".repeat(30),
    )
    .unwrap();
    let error = Sandbox::open(&path, clock()).unwrap_err();
    assert!(error.message().contains("is damaged"), "{error}");
    assert_eq!(
        (error.hints(), error.exit_code().number()),
        (["patchctl sandbox reset".to_owned()].as_slice(), 1)
    );
    assert!(seed(&path, clock(), &SeedOptions::default()).is_err());
    assert!(reset(&path).unwrap());
    assert!(!path.exists());
    assert!(!reset(&path).unwrap());
    assert!(Sandbox::open(&path, clock()).unwrap().seeded);
}

#[test]
fn another_version_and_an_empty_file_are_damage_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("box");
    Sandbox::open(&path, clock()).unwrap();
    let store = path.join("state.sqlite");
    let connection = rusqlite::Connection::open(&store).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    assert!(
        Sandbox::open(&path, clock())
            .unwrap_err()
            .message()
            .contains("version 99")
    );
    for name in ["state.sqlite-wal", "state.sqlite-shm"] {
        let _ = std::fs::remove_file(path.join(name));
    }
    std::fs::write(&store, "").unwrap();
    assert!(
        Sandbox::open(&path, clock())
            .unwrap_err()
            .message()
            .contains("is damaged")
    );
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    assert!(!reset(dir.path()).unwrap());
    std::fs::write(dir.path().join("state.sqlite"), "someone else's").unwrap();
    assert!(reset(dir.path()).is_err());
    assert!(dir.path().join("state.sqlite").exists());
    let empty = tempfile::tempdir().unwrap();
    Sandbox::open(&empty.path().join("box"), clock()).unwrap();
    std::fs::write(empty.path().join("box/notes.txt"), "mine").unwrap();
    assert!(reset(&empty.path().join("box")).unwrap());
    assert!(
        empty.path().join("box/notes.txt").exists(),
        "a file of the user's stays"
    );
}

#[test]
fn a_file_in_the_place_of_the_folder_is_a_clear_error() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("box"), "x").unwrap();
    let error = Sandbox::open(&dir.path().join("box"), clock()).unwrap_err();
    assert!(
        error.message().starts_with("cannot create the sandbox in"),
        "{error}"
    );
}

#[test]
fn two_openings_that_write_at_once_lose_nothing() {
    let sandbox = example();
    let path = sandbox.dir.path().join("box");
    let create = &|writer: usize| {
        let sandbox = Sandbox::open(&path, clock()).unwrap().sandbox;
        let client = Box {
            sandbox,
            dir: tempfile::tempdir().unwrap(),
        }
        .client(MANAGEMENT, "us-east-1");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut ids = Vec::new();
            for number in 0..10 {
                let created = client
                    .ssm(
                        "CreatePatchBaseline",
                        json!({"Name": format!("writer-{writer}-{number}")}),
                    )
                    .await
                    .ok();
                let id = created["BaselineId"].as_str().unwrap().to_owned();
                let pair =
                    json!({"BaselineId": id, "PatchGroup": format!("group {writer} {number}")});
                client
                    .ssm("RegisterPatchBaselineForPatchGroup", pair)
                    .await
                    .ok();
                let arn = "arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f60001";
                let input =
                    json!({"ResourceARNList": [arn], "Tags": {format!("{writer}-{number}"): "x"}});
                client
                    .json(
                        "tagging",
                        "ResourceGroupsTaggingAPI_20170126.TagResources",
                        input,
                    )
                    .await
                    .ok();
                ids.push(id);
            }
            ids
        })
    };
    let mut ids: Vec<String> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| scope.spawn(move || create(writer)))
            .collect();
        writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap())
            .collect()
    });
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 40, "no two creations gave the same id");
    let snapshot = sandbox.sandbox.0.store.snapshot().unwrap();
    let scope = snapshot.world.changed_scopes().next().unwrap();
    let baselines = snapshot.world.baselines(scope);
    assert!(
        ids.iter()
            .all(|id| baselines.find(id).is_some() && baselines.groups_of(id).len() == 1)
    );
    let node = snapshot.world.node(scope, "i-0a1b2c3d4e5f60001").unwrap();
    assert_eq!(node.tags.values().filter(|value| *value == "x").count(), 40);
}

#[test]
fn a_store_of_the_version_before_is_refused_with_the_command_that_helps() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("box");
    Sandbox::open(&path, clock()).unwrap();
    let connection = rusqlite::Connection::open(path.join("state.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    drop(connection);
    let error = Sandbox::open(&path, clock()).unwrap_err();
    assert!(
        error
            .message()
            .contains("version 1, and this program knows version 2"),
        "{error}"
    );
    assert_eq!(error.hints(), ["patchctl sandbox reset"]);
}

#[test]
fn two_openings_that_move_the_clock_at_once_both_move_it() {
    let sandbox = example();
    let path = sandbox.dir.path().join("box");
    let hour = jiff::SignedDuration::from_hours(1);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let sandbox = Sandbox::open(&path, clock()).unwrap().sandbox;
                for _ in 0..10 {
                    sandbox.advance(hour).unwrap();
                }
            });
        }
    });
    assert_eq!(sandbox.sandbox.offset().unwrap(), hour * 40);
}
