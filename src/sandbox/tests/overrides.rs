//! Override lists, hooks, and the outputs of commands.

use serde_json::{Value, json};

use super::commands::{FLEET, It, id};
use crate::sandbox::testing::Box;

/// Puts an object into a bucket of the sandbox, as S3 lays it down.
fn put(it: &Box, key: &str, text: &str) {
    let path = it.dir.path().join("box/s3").join(key);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn get(it: &Box, key: &str) -> Option<String> {
    std::fs::read_to_string(it.dir.path().join("box/s3").join(key)).ok()
}

async fn install(it: &It, node: u32, url: &str) -> Value {
    let command = it
        .patch(&[node], "Install", json!({"InstallOverrideList": url}))
        .await;
    it.after(400);
    it.plugin(
        &command,
        node,
        if node == 5 {
            "PatchWindows"
        } else {
            "PatchLinux"
        },
    )
    .await
}

#[tokio::test]
async fn a_list_goes_around_the_baseline_on_linux() {
    let it = It::new();
    put(
        &it.it,
        "run-output/lists/one.yaml",
        "patches:\n- id: zsh.noarch\n  title: '*2-1'\n- id: not-there*\n",
    );
    let url = "s3://run-output/lists/one.yaml";
    it.patch(&[1], "Scan", json!({"InstallOverrideList": url}))
        .await;
    it.after(30);
    assert!(
        it.state(1).await["InstallOverrideList"].is_null(),
        "a scan does not look at it"
    );
    assert_eq!(install(&it, 1, url).await["Status"], "Success");
    assert_eq!(
        it.patches(1).await,
        [
            "bash.x86_64 bash.x86_64:0:2-1 Missing",
            "curl.x86_64 curl.x86_64:0:2-1 Missing",
            "zsh.noarch zsh.noarch:0:2-1 InstalledOther"
        ],
        "the version that the list asks for, which the baseline does not know, and nothing else"
    );
    assert_eq!(it.state(1).await["InstallOverrideList"], url);
    assert_eq!(install(&it, 1, url).await["Status"], "Success");
    assert_eq!(
        it.patches(1).await[2],
        "zsh.noarch zsh.noarch:0:2-1 InstalledOther",
        "nothing is installed twice"
    );
}

#[tokio::test]
async fn what_a_list_asks_for_and_does_not_get_has_failed() {
    let it = It::new();
    put(&it.it, "run-output/l.yaml", "patches: [{id: bash.x86_64}]");
    let ran = install(&it, 6, "s3://run-output/l.yaml").await;
    assert_eq!(
        (&ran["Status"], &ran["ResponseCode"]),
        (&json!("Failed"), &json!(1))
    );
    let patches = it.patches(6).await;
    assert!(
        patches[0].ends_with(" Failed") && patches[1].ends_with(" Missing"),
        "{patches:?}"
    );
}

#[tokio::test]
async fn a_list_on_windows_needs_the_baseline_too() {
    let it = It::new();
    put(
        &it.it,
        "run-output/w.yaml",
        "patches: [{id: kb4}, {id: KB3, title: anything}]",
    );
    assert_eq!(
        install(&it, 5, "s3://run-output/w.yaml").await["Status"],
        "Success"
    );
    let patches = it.patches(5).await;
    assert!(
        patches.contains(&"KB3 three Installed".to_owned()),
        "{patches:?}"
    );
    assert!(
        !patches
            .iter()
            .any(|patch| patch.starts_with("KB4") && patch.contains("Installed")),
        "not approved: {patches:?}"
    );
}

#[tokio::test]
async fn odd_lists_do_what_the_node_does() {
    let it = It::new();
    let table = [
        ("patches: []", 0, "has no patches"),
        ("nothing: here", 0, "has no patches"),
        (
            "patches: [{title: x}]",
            170,
            "Must provide an id for each patch",
        ),
        (
            "patches: [{id: 1.10}]",
            170,
            "'float' object has no attribute 'lower'",
        ),
        (
            "[1, 2]",
            170,
            "content of the provided InstallOverrideList is invalid",
        ),
        ("patches: [", 170, "Unable to load yaml file"),
    ];
    for (text, code, expected) in table {
        put(&it.it, "run-output/l.yaml", text);
        let ran = install(&it, 1, "s3://run-output/l.yaml").await;
        assert_eq!(ran["ResponseCode"], code, "{text}");
        let said = format!(
            "{}{}",
            ran["StandardOutputContent"].as_str().unwrap(),
            ran["StandardErrorContent"].as_str().unwrap()
        );
        assert!(said.contains(expected), "{text}: {said}");
    }
    let unreachable = [
        ("s3://run-output/none.yaml", "NoSuchKey"),
        ("s3://no-such-bucket/x", "NoSuchBucket"),
        ("s3://not-ours/x", "AccessDenied"),
        ("https://example.com/list.yaml", "no network"),
    ];
    for (url, expected) in unreachable {
        let ran = install(&it, 1, url).await;
        let said = ran["StandardErrorContent"].as_str().unwrap();
        assert!(
            ran["Status"] == "Failed" && said.contains(expected),
            "{url}: {said}"
        );
    }
    let both = it
        .patch(
            &[1],
            "Install",
            json!({"InstallOverrideList": "s3://a/b", "BaselineOverride": "s3://a/b"}),
        )
        .await;
    it.after(30);
    assert_eq!(it.plugin(&both, 1, "PatchLinux").await["ResponseCode"], 167);
}

async fn hooked(it: &It, node: u32, parameters: Value) -> (String, Vec<String>) {
    let mut wanted = json!({"Operation": ["Install"]});
    for (name, value) in parameters.as_object().unwrap() {
        wanted[name] = json!([value]);
    }
    let input = json!({"InstanceIds": [id(node)], "DocumentName": "AWS-RunPatchBaselineWithHooks", "Parameters": wanted});
    let command = it.send(input).await;
    it.after(600);
    let answer = it
        .ok(
            "ListCommandInvocations",
            json!({"CommandId": command, "Details": true}),
        )
        .await;
    let invocation = &answer["CommandInvocations"][0];
    let plugins = invocation["CommandPlugins"].as_array().unwrap().iter();
    let plugins = plugins.filter(|plugin| !plugin["Output"].as_str().unwrap().contains("skipped"));
    let steps = plugins.map(|plugin| {
        format!(
            "{} {} {}",
            plugin["Name"].as_str().unwrap(),
            plugin["Status"].as_str().unwrap(),
            plugin["ResponseCode"]
        )
    });
    (
        invocation["Status"].as_str().unwrap().to_owned(),
        steps.collect(),
    )
}

#[tokio::test]
async fn hooks_run_in_their_order_and_a_failing_one_is_not_masked() {
    let it = It::new();
    let (status, steps) = hooked(
        &it,
        8,
        json!({"PreInstallHookDocName": "drain", "OnExitHookDocName": "AWS-Noop"}),
    )
    .await;
    assert_eq!(status, "Failed");
    let expected = [
        "PreInstallScan Success 0",
        "VerifyLocalPatchStatesLinux Success 0",
        "CustomerProvidedPrePatchHook Failed 7",
        "CustomerProvidedOnExitHook Success 0",
    ];
    assert_eq!(
        steps, expected,
        "only the hook on exit runs after a failure"
    );
    assert_eq!(
        it.state(8).await["MissingCount"],
        2,
        "nothing was installed"
    );
    let (status, steps) = hooked(&it, 8, json!({"PreInstallHookDocName": "drain"})).await;
    assert_eq!(status, "Success", "the fleet file lets it fail once");
    let expected = [
        "PreInstallScan Success 0",
        "VerifyLocalPatchStatesLinux Success 0",
        "CustomerProvidedPrePatchHook Success 0",
        "InstallNoReboot Success 0",
        "CustomerProvidedPostInstallHook Success 0",
        "VerifyIfShouldRebootLinux Success 0",
        "RebootHandlingAndReporting Success 0",
        "CustomerProvidedOnExitHook Success 0",
    ];
    assert_eq!(steps, expected);
    assert_eq!(
        (
            it.state(8).await["InstalledCount"].clone(),
            it.state(8).await["InstalledPendingRebootCount"].clone()
        ),
        (json!(2), json!(0))
    );
    let (status, steps) = hooked(&it, 8, json!({"PreInstallHookDocName": "needs-more"})).await;
    assert_eq!(
        status, "Success",
        "nothing is missing, so that the hook is not run"
    );
    assert_eq!(
        steps,
        [
            "PreInstallScan Success 0",
            "VerifyLocalPatchStatesLinux Success 168",
            "CustomerProvidedOnExitHook Success 0"
        ]
    );
    for name in ["needs-more", "no-such-document", "AWS-RunPowerShellScript"] {
        let it = It::new();
        let (status, steps) = hooked(&it, 1, json!({"PreInstallHookDocName": name})).await;
        assert_eq!(
            (status.as_str(), steps[2].as_str()),
            ("Failed", "CustomerProvidedPrePatchHook Failed 1"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_node_that_waits_for_its_reboot_is_rebooted_later() {
    let it = It::new();
    let (status, steps) = hooked(&it, 1, json!({"RebootOption": "NoReboot"})).await;
    assert_eq!(
        (status.as_str(), steps[5].as_str()),
        ("Success", "VerifyIfShouldRebootLinux Success 168")
    );
    assert_eq!(it.state(1).await["InstalledPendingRebootCount"], 2);
    let reboot =
        json!({"InstanceIds": [id(1), id(2)], "DocumentName": "AWS-InstanceRebootWithHooks"});
    let command = it.send(reboot).await;
    it.after(300);
    assert_eq!(
        it.invocations(&command).await,
        ["1 Success/Success", "2 Failed/Failed"]
    );
    assert_eq!(it.state(1).await["InstalledPendingRebootCount"], 0);
    let step = it
        .plugin(&command, 2, "VerifyPendingRebootPatchesAndRebootLinux")
        .await;
    assert_eq!(step["ResponseCode"], 169, "it was never scanned");
}

#[tokio::test]
async fn outputs_are_cut_in_answers_and_whole_in_the_bucket() {
    let it = It::new();
    let input = json!({
        "InstanceIds": [id(8), id(7)], "DocumentName": "AWS-RunPatchBaseline", "Parameters": {"Operation": ["Install"]},
        "OutputS3BucketName": "run-output", "OutputS3KeyPrefix": "runs/",
    });
    let command = it.send(input.clone()).await;
    let key = |node: u32, stream: &str| {
        format!(
            "run-output/runs/{command}/{}/awsrunShellScript/PatchLinux/{stream}",
            id(node)
        )
    };
    it.after(5);
    it.status(&command).await;
    assert_eq!(get(&it.it, &key(8, "stdout")), None);
    it.after(400);
    let plugin = it.plugin(&command, 8, "PatchLinux").await;
    let answer = it
        .ok(
            "ListCommandInvocations",
            json!({"CommandId": command, "InstanceId": id(8), "Details": true}),
        )
        .await;
    let details = answer["CommandInvocations"][0]["CommandPlugins"]
        .as_array()
        .unwrap()
        .clone();
    let shown = details
        .iter()
        .find(|plugin| plugin["Name"] == "PatchLinux")
        .unwrap();
    let short = shown["Output"].as_str().unwrap();
    assert!(short.chars().count() == 2500 && short.ends_with("--output truncated--"));
    let content = plugin["StandardOutputContent"].as_str().unwrap();
    let whole = get(&it.it, &key(8, "stdout")).unwrap();
    assert!(
        whole.len() > 20_000 && whole.contains("Installed: 2"),
        "{}",
        whole.len()
    );
    assert!(content.chars().count() == whole.chars().count().min(24_000));
    assert_eq!(
        get(&it.it, &key(8, "stderr")),
        None,
        "an empty output leaves no object"
    );
    assert_eq!(get(&it.it, &key(7, "stderr")).as_deref(), Some("boom"));
    assert!(
        plugin["StandardOutputUrl"]
            .as_str()
            .unwrap()
            .ends_with(&key(8, "stdout"))
    );
    std::fs::remove_file(it.it.dir.path().join("box/s3").join(key(8, "stdout"))).unwrap();
    it.status(&command).await;
    assert_eq!(
        get(&it.it, &key(8, "stdout")),
        None,
        "what a user removes stays removed"
    );
    for bucket in ["no-such-bucket", "not-ours"] {
        let mut lost = input.clone();
        lost["OutputS3BucketName"] = json!(bucket);
        let command = it.send(lost).await;
        it.after(400);
        assert_eq!(it.status(&command).await.0, "Success/Success");
        assert!(
            !it.it
                .dir
                .path()
                .join("box/s3")
                .join(bucket)
                .join("runs")
                .exists(),
            "{bucket}"
        );
    }
}

#[tokio::test]
async fn documents_and_scripts_run_as_the_fleet_file_says() {
    let it = It::of(&FLEET.replace("patching: {scan: 20s,", "patching: {script: 3s, scan: 20s,"));
    let script = json!({"InstanceIds": [id(1)], "DocumentName": "AWS-RunShellScript", "Parameters": {"commands": ["date", "id"]}});
    let command = it.send(script).await;
    it.after(10);
    let only = it
        .ok(
            "GetCommandInvocation",
            json!({"CommandId": command, "InstanceId": id(1)}),
        )
        .await;
    assert_eq!(
        (&only["PluginName"], &only["Status"]),
        (&json!("aws:runShellScript"), &json!("Success"))
    );
    let command = it
        .send(json!({"InstanceIds": [id(8)], "DocumentName": "drain"}))
        .await;
    it.after(10);
    let drained = it.plugin(&command, 8, "drain").await;
    assert_eq!(
        (&drained["ResponseCode"], &drained["StandardErrorContent"]),
        (&json!(7), &json!("no drain"))
    );
    let refused = it
        .call(
            "SendCommand",
            json!({"InstanceIds": [id(8)], "DocumentName": "needs-more"}),
        )
        .await;
    assert_eq!(refused.code(), "InvalidParameters");
    assert!(
        refused.text.contains("Parameter Who requires a value"),
        "{}",
        refused.text
    );
}
