//! Quick Setup: policies and host management, their deployments over accounts and Regions, and what
//! they make there.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::sandbox::testing::{Answer, Box, Client, MANAGEMENT, WORKLOADS, fleet};

const FLEET: &str = r#"
fleet: policies
regions: [us-east-1, eu-central-1]
organization:
  id: o-a1b2c3d4e5
  root: r-ab12
  units: [{id: ou-ab12-11111111, name: prod}]
accounts:
  - {id: "111122223333", name: management, email: a@example.com, management: true}
  - {id: "444455556666", name: workloads, email: b@example.com, unit: ou-ab12-11111111}
patching: {scan: 20s, install: 90s, per_patch: 1s, reboot: 45s}
baselines:
  - name: strict
    account: management
    regions: [us-east-1]
    os: AMAZON_LINUX_2
    rules: [{filters: {CLASSIFICATION: [Security]}, approve_after_days: 0, level: CRITICAL}]
catalogues:
  al:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64, curl-1-1.x86_64]
    updates:
      - {classification: Security, severity: Critical, released: 2025-02-01, packages: [bash-2-1.x86_64]}
nodes:
  - {id: i-00000000000000001, account: management, region: us-east-1, catalogue: al, tags: {env: prod}}
  - {id: i-00000000000000002, account: management, region: us-east-1, catalogue: al, instance_profile: false}
  - {id: i-00000000000000003, account: workloads, region: us-east-1, catalogue: al}
  - {id: i-00000000000000004, account: workloads, region: eu-central-1, catalogue: al}
"#;

struct It {
    it: Box,
    client: Client,
}

impl It {
    fn new() -> Self {
        let it = fleet(FLEET);
        let client = it.client(MANAGEMENT, "us-east-1");
        Self { it, client }
    }

    fn after(&self, seconds: i64) {
        let by = SignedDuration::from_secs(seconds);
        self.it.sandbox.advance(by).unwrap();
    }

    async fn call(&self, method: &str, path: &str, input: Value) -> Answer {
        let service = "ssm-quicksetup";
        self.client.rest_by(method, service, path, input).await
    }

    async fn baseline(&self) -> String {
        let filter = json!({"Filters": [{"Key": "OWNER", "Values": ["Self"]}]});
        let answer = self.client.ssm("DescribePatchBaselines", filter).await.ok();
        let id = &answer["BaselineIdentities"][0]["BaselineId"];
        id.as_str().unwrap().to_owned()
    }

    async fn parameters(&self, more: &Value) -> Value {
        let baseline = self.baseline().await;
        let selected =
            json!({"AMAZON_LINUX_2": {"value": baseline, "label": "strict", "disabled": false}});
        let mut parameters = json!({
            "PatchPolicyName": "nightly",
            "SelectedPatchBaselines": selected.to_string(),
            "PatchBaselineRegion": "us-east-1",
            "PatchBaselineUseDefault": "custom",
            "OutputLogEnableS3": "false",
            "IsPolicyAttachAllowed": "true",
            "TargetAccounts": MANAGEMENT,
            "TargetRegions": "us-east-1",
            "TargetType": "*",
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            parameters[name] = value.clone();
        }
        // What is given as null is not sent.
        let members = parameters.as_object_mut().unwrap();
        members.retain(|_, value| !value.is_null());
        parameters
    }

    async fn create(&self, more: Value) -> Answer {
        let parameters = self.parameters(&more).await;
        self.create_with(parameters).await
    }

    async fn create_with(&self, parameters: Value) -> Answer {
        let role = format!(
            "arn:aws:iam::{MANAGEMENT}:role/AWS-QuickSetup-PatchPolicy-LocalAdministrationRole"
        );
        let definition = json!({
            "Type": "AWSQuickSetupType-PatchPolicy",
            "LocalDeploymentAdministrationRoleArn": role,
            "LocalDeploymentExecutionRoleName": "AWS-QuickSetup-PatchPolicy-LocalExecutionRole",
            "Parameters": parameters,
        });
        let input = json!({"Name": "nightly", "ConfigurationDefinitions": [definition]});
        self.call("POST", "/configurationManager", input).await
    }

    /// A policy that is deployed, by its ARN.
    async fn deployed(&self, more: Value) -> String {
        let answer = self.create(more).await.ok();
        self.after(120);
        answer["ManagerArn"].as_str().unwrap().to_owned()
    }

    async fn get(&self, arn: &str) -> Answer {
        self.call("GET", &manager(arn), json!({})).await
    }

    async fn status(&self, arn: &str) -> String {
        let answer = self.get(arn).await.ok();
        let status = &answer["StatusSummaries"][0]["Status"];
        status.as_str().unwrap().to_owned()
    }

    async fn definition(&self, arn: &str) -> String {
        let answer = self.get(arn).await.ok();
        let id = &answer["ConfigurationDefinitions"][0]["Id"];
        id.as_str().unwrap().to_owned()
    }
}

fn manager(arn: &str) -> String {
    format!("/configurationManager/{}", encoded(arn))
}

/// A label is encoded whole, with its colons and slashes.
fn encoded(text: &str) -> String {
    text.replace(':', "%3A").replace('/', "%2F")
}

/// The names of the associations of an account and Region, without the id at their end.
async fn associations(client: &Client) -> Vec<String> {
    let answer = client.ssm("ListAssociations", json!({})).await.ok();
    let rows = answer["Associations"].as_array().unwrap();
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| {
            let name = row["AssociationName"].as_str().unwrap();
            let what = name.rsplit_once('-').unwrap().0;
            what.strip_prefix("AWS-QuickSetup-").unwrap().to_owned()
        })
        .collect();
    names.sort();
    names
}

async fn state(client: &Client, node: u32) -> Value {
    let input = json!({"InstanceIds": [format!("i-{node:017}")]});
    let answer = client.ssm("DescribeInstancePatchStates", input).await.ok();
    answer["InstancePatchStates"][0].clone()
}

#[tokio::test]
async fn a_policy_is_deployed_after_a_while_and_makes_what_the_template_makes() {
    let it = It::new();
    let answer = it.create(json!({})).await.ok();
    let arn = answer["ManagerArn"].as_str().unwrap();
    assert_eq!(it.status(arn).await, "INITIALIZING");
    it.after(30);
    assert_eq!(it.status(arn).await, "DEPLOYING");
    assert!(associations(&it.client).await.is_empty(), "not yet");
    it.after(60);
    assert_eq!(it.status(arn).await, "SUCCEEDED");

    assert_eq!(
        associations(&it.client).await,
        [
            "PatchPolicy-AddRemoveNameTag",
            "PatchPolicy-AttachIAMToEc2Instance",
            "PatchPolicy-AttachIAMToHybridInstance",
            "PatchPolicy-BaselineRemediation",
            "PatchPolicy-EnableExplorer",
            "PatchPolicy-NameTagRemediation",
            "PatchPolicy-ScanForPatches",
        ]
    );
    // Nothing is added to what was sent, and a description is there all the same.
    let read = it.get(arn).await.ok();
    let definition = &read["ConfigurationDefinitions"][0];
    assert_eq!(definition["Parameters"], it.parameters(&json!({})).await);
    assert_eq!(read["Description"], "");

    // It scans at once, by its own baseline, and reports as a policy.
    it.after(60);
    let state = state(&it.client, 1).await;
    assert_eq!(state["Operation"], "Scan");
    assert_eq!(state["MissingCount"], 1);
    assert_ne!(state["BaselineId"], json!(it.baseline().await));
    let input =
        json!({"ResourceIds": ["i-00000000000000001"], "ResourceTypes": ["ManagedInstance"]});
    let items = it.client.ssm("ListComplianceItems", input).await.ok();
    let kind = &items["ComplianceItems"][0]["ExecutionSummary"]["ExecutionType"];
    assert_eq!(kind, "PatchPolicy");
}

#[tokio::test]
async fn a_second_change_while_one_is_carried_out_is_a_conflict() {
    let it = It::new();
    let answer = it.create(json!({})).await.ok();
    let arn = answer["ManagerArn"].as_str().unwrap();
    for (method, input) in [("DELETE", json!({})), ("PUT", json!({"Name": "other"}))] {
        let answer = it.call(method, &manager(arn), input).await;
        assert_eq!(answer.status, 409, "{}", answer.text);
        assert!(answer.text.contains("Another request is being processed"));
    }
}

#[tokio::test]
async fn an_update_reaches_the_associations_and_takes_away_what_is_not_meant_any_more() {
    let it = It::new();
    let arn = it
        .deployed(json!({"TargetRegions": "us-east-1,eu-central-1"}))
        .await;
    let europe = it.it.client(MANAGEMENT, "eu-central-1");
    assert_eq!(associations(&europe).await.len(), 6, "no remediation there");

    let more = json!({
        "ConfigurationOptionsPatchOperation": "ScanAndInstall",
        "ConfigurationOptionsInstallValue": "cron(0 2 ? * SUN *)",
    });
    let parameters = it.parameters(&more).await;
    let path = format!(
        "/configurationDefinition/{}/{}",
        encoded(&arn),
        it.definition(&arn).await
    );
    it.call("PUT", &path, json!({"Parameters": parameters}))
        .await
        .ok();
    assert_eq!(it.status(&arn).await, "INITIALIZING");
    it.after(120);
    assert_eq!(it.status(&arn).await, "SUCCEEDED");
    let names = associations(&it.client).await;
    assert!(names.contains(&"PatchPolicy-InstallPatches".to_owned()));
    assert!(associations(&europe).await.is_empty());

    // Installs wait for their schedule unless the policy says otherwise.
    it.after(60);
    assert_eq!(state(&it.client, 1).await["Operation"], "Scan");
    it.after(2 * 86_400);
    assert_eq!(state(&it.client, 1).await["Operation"], "Scan");
    let commands = it.client.ssm("ListCommands", json!({})).await.ok();
    let installs = commands["Commands"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|command| command["Parameters"]["Operation"] == json!(["Install"]));
    assert_eq!(installs.count(), 1, "on Sunday");
}

#[tokio::test]
async fn a_deleted_policy_leaves_nothing_behind() {
    let it = It::new();
    let arn = it.deployed(json!({})).await;
    it.call("DELETE", &manager(&arn), json!({})).await.ok();
    assert_eq!(it.status(&arn).await, "DELETING");
    // What helps is on its way to be undone; what patches keeps its name until it goes.
    let names = associations(&it.client).await;
    let id = it.definition(&arn).await;
    let leaving = names.iter().filter(|name| name.ends_with(&id));
    assert_eq!(
        leaving.count(),
        names.len() - 1,
        "they are {id}-DELETE: {names:?}"
    );
    it.after(120);
    let gone = it.get(&arn).await;
    assert_eq!(gone.status, 404, "{}", gone.text);
    assert!(associations(&it.client).await.is_empty());
    let node = json!({"ResourceARNList": [format!("arn:aws:ec2:us-east-1:{MANAGEMENT}:instance/i-00000000000000001")]});
    let target = "ResourceGroupsTaggingAPI_20170126.GetResources";
    let tags = it.client.json("tagging", target, node).await.ok();
    let tags = tags["ResourceTagMappingList"][0]["Tags"].to_string();
    assert!(!tags.contains("QSConfigName"), "{tags}");
}

/// The management account gets nothing, the others in every Region.
#[tokio::test]
async fn an_organization_is_reached_but_for_its_management_account() {
    let it = It::new();
    let organization = json!({
        "TargetAccounts": null,
        "TargetOrganizationalUnits": "r-ab12",
        "TargetRegions": "us-east-1,eu-central-1",
        "TargetType": null,
    });
    let arn = it.deployed(organization).await;
    assert_eq!(it.status(&arn).await, "SUCCEEDED");
    assert!(associations(&it.client).await.is_empty());
    for (region, node) in [("us-east-1", 3), ("eu-central-1", 4)] {
        let client = it.it.client(WORKLOADS, region);
        assert_eq!(associations(&client).await.len(), 6, "{region}");
        it.after(60);
        assert_eq!(state(&client, node).await["MissingCount"], 1, "{region}");
    }

    let input = json!({"ManagerArn": arn});
    let listed = it.call("POST", "/listConfigurations", input).await.ok();
    let rows = listed["ConfigurationsList"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(listed["NextToken"], "", "the last page says so");
    let id = rows[0]["Id"].as_str().unwrap();
    let path = format!("/getConfiguration/{id}");
    let one = it.call("GET", &path, json!({})).await.ok();
    assert_eq!(one["Account"], WORKLOADS);
    assert_eq!(one["StatusSummaries"][0]["Status"], "SUCCEEDED");
}

/// Nodes with a profile of their own cannot read the baselines when nothing may be attached to it.
#[tokio::test]
async fn nodes_that_may_not_read_the_baselines_fail() {
    let it = It::new();
    // A threshold of 2% bears no error of two nodes, and the second would not be reached.
    it.deployed(json!({"IsPolicyAttachAllowed": "false", "RateControlErrorThreshold": "100%"}))
        .await;
    it.after(60);
    assert_eq!(state(&it.client, 1).await, Value::Null);
    assert_eq!(state(&it.client, 2).await["MissingCount"], 1);
    let commands = it.client.ssm("ListCommands", json!({})).await.ok();
    let id = &commands["Commands"][0]["CommandId"];
    let input =
        json!({"CommandId": id, "InstanceId": "i-00000000000000001", "PluginName": "PatchLinux"});
    let failed = it.client.ssm("GetCommandInvocation", input).await.ok();
    assert_eq!(failed["ResponseCode"], 160);
    let error = failed["StandardErrorContent"].as_str().unwrap();
    assert!(error.contains("AccessDenied"), "{error}");
}

#[tokio::test]
async fn a_baseline_that_changes_is_copied_at_the_next_full_hour() {
    let it = It::new();
    let arn = it.deployed(json!({})).await;
    it.after(60);
    assert_eq!(state(&it.client, 1).await["MissingCount"], 1);
    let id = it.baseline().await;
    let update =
        json!({"BaselineId": id, "RejectedPatches": ["bash*"], "RejectedPatchesAction": "BLOCK"});
    it.client.ssm("UpdatePatchBaseline", update).await.ok();

    let scan = |it: &It| {
        let client = it.client.clone();
        async move {
            let all = client.ssm("ListAssociations", json!({})).await.ok();
            let rows = all["Associations"].as_array().unwrap().clone();
            let scans = rows.iter().find(|row| {
                let name = row["AssociationName"].as_str().unwrap_or_default();
                name.contains("ScanForPatches")
            });
            let ids = json!({"AssociationIds": [scans.unwrap()["AssociationId"]]});
            client.ssm("StartAssociationsOnce", ids).await.ok();
        }
    };
    scan(&it).await;
    it.after(60);
    assert_eq!(
        state(&it.client, 1).await["MissingCount"],
        1,
        "the old copy"
    );
    it.after(3600);
    scan(&it).await;
    it.after(60);
    assert_eq!(state(&it.client, 1).await["MissingCount"], 0);
    assert_eq!(it.status(&arn).await, "SUCCEEDED");
}

#[tokio::test]
async fn what_cannot_be_deployed_fails_in_its_place_and_says_why() {
    let it = It::new();
    let missing = json!({"AMAZON_LINUX_2": {"value": "pb-0123456789abcdef0"}}).to_string();
    let table = [
        (json!({"SelectedPatchBaselines": missing}), "does not exist"),
        (
            json!({"ConfigurationOptionsScanValue": "rate(1 day)", "ConfigurationOptionsScanNextInterval": "true"}),
            "InvalidSchedule",
        ),
        (
            json!({"ConfigurationOptionsPatchOperation": "ScanAndInstall"}),
            "InstallPatches",
        ),
        (json!({"OutputLogEnableS3": null}), "InvalidOutputLocation"),
        (json!({"TargetRegions": "ap-south-1"}), "enabled"),
    ];
    for (more, why) in table {
        let arn = it.deployed(more.clone()).await;
        let read = it.get(&arn).await.ok();
        let status = &read["StatusSummaries"][0];
        assert_eq!(status["Status"], "FAILED", "{more}");
        let message = status["StatusMessage"].as_str().unwrap();
        assert!(message.contains(why), "{message}");
    }
    assert!(associations(&it.client).await.is_empty());
}

/// One Region whose stack fails leaves the other as it is wanted.
#[tokio::test]
async fn a_region_whose_stack_fails_is_named_and_the_others_stand() {
    let failing = r#"management: true, failing_stacks: {eu-central-1: "Resource handler returned message: Access denied"}"#;
    let it = fleet(&FLEET.replacen("management: true", failing, 1));
    let client = it.client(MANAGEMENT, "us-east-1");
    let it = It { it, client };
    let both = json!({"TargetRegions": "us-east-1,eu-central-1"});
    let arn = it.deployed(both).await;
    assert_eq!(it.status(&arn).await, "FAILED");
    let listed = it.call("POST", "/listConfigurations", json!({"ManagerArn": arn}));
    let listed = listed.await.ok();
    let rows = listed["ConfigurationsList"].as_array().unwrap();
    let of = |region: &str| {
        let row = rows.iter().find(|row| row["Region"] == region).unwrap();
        row["StatusSummaries"][0].clone()
    };
    assert_eq!(of("us-east-1")["Status"], "SUCCEEDED");
    assert_eq!(of("eu-central-1")["Status"], "FAILED");
    let why = of("eu-central-1")["StatusMessage"].to_string();
    assert!(why.contains("Access denied"), "{why}");
    assert!(!associations(&it.client).await.is_empty());
    let there = it.it.client(MANAGEMENT, "eu-central-1");
    assert!(associations(&there).await.is_empty());
}

#[tokio::test]
async fn what_is_wrong_is_refused_before_anything_is_deployed() {
    let it = It::new();
    let table = [
        (json!({"NoSuchParameter": "x"}), 400),
        (json!({"PatchPolicyName": null}), 400),
        (json!({"SelectedPatchBaselines": "[]"}), 400),
        (json!({"TargetAccounts": WORKLOADS}), 400),
        (json!({"TargetOrganizationalUnits": "r-ab12"}), 400),
        (json!({"TargetAccounts": null}), 400),
        (json!({"TargetRegions": "ap-northeast-3"}), 400),
        (json!({"TargetRegions": null}), 400),
        (json!({"RebootOption": "Always"}), 400),
        (json!({"TargetType": "Tags"}), 400),
        (
            json!({"TargetAccounts": null, "TargetOrganizationalUnits": "ou-ab12-99999999"}),
            400,
        ),
        (
            json!({"TargetAccounts": null, "TargetOrganizationalUnits": "r-ab12", "TargetType": "ResourceGroups", "ResourceGroupName": "g"}),
            400,
        ),
    ];
    for (more, status) in table {
        let answer = it.create(more.clone()).await;
        assert_eq!(answer.status, status, "{more}: {}", answer.text);
    }
    let nobody = json!({"ConfigurationDefinitions": [{"Type": "AWSQuickSetupType-PatchPolicy", "Parameters": it.parameters(&json!({})).await}]});
    let answer = it.call("POST", "/configurationManager", nobody).await;
    assert!(answer.text.contains("LocalDeploymentAdministrationRoleArn"));
    let listed = it
        .call("POST", "/listConfigurationManagers", json!({}))
        .await
        .ok();
    assert_eq!(listed["ConfigurationManagersList"], json!([]));
}

#[tokio::test]
async fn types_settings_and_tags_are_there() {
    let it = It::new();
    let types = it.call("GET", "/listQuickSetupTypes", json!({})).await.ok();
    assert_eq!(types["QuickSetupTypeList"].as_array().unwrap().len(), 2);
    let role = format!("arn:aws:iam::{MANAGEMENT}:role/explorer");
    let setting = json!({"ExplorerEnablingRoleArn": role});
    it.call("PUT", "/serviceSettings", setting.clone())
        .await
        .ok();
    let read = it.call("GET", "/serviceSettings", json!({})).await.ok();
    assert_eq!(read["ServiceSettings"], setting);

    let arn = it.deployed(json!({})).await;
    let path = format!("/tags/{}", encoded(&arn));
    it.call("PUT", &path, json!({"Tags": {"team": "ops", "cost": "1"}}))
        .await
        .ok();
    let untag = format!("{path}?tagKeys=cost");
    it.call("DELETE", &untag, json!({})).await.ok();
    let tags = it.call("GET", &path, json!({})).await.ok();
    assert_eq!(tags["Tags"], json!([{"Key": "team", "Value": "ops"}]));
}

/// User Guide, "Quick Setup host management": its scan reports as an association only.
#[tokio::test]
async fn host_management_scans_as_an_association_and_is_one_per_region() {
    let it = It::new();
    let role = format!("arn:aws:iam::{MANAGEMENT}:role/AWS-QuickSetup-LocalAdministrationRole");
    let definition = json!({
        "Type": "AWSQuickSetupType-SSMHostMgmt",
        "LocalDeploymentAdministrationRoleArn": role,
        "LocalDeploymentExecutionRoleName": "AWS-QuickSetup-LocalExecutionRole",
        "Parameters": {"TargetAccounts": MANAGEMENT, "TargetRegions": "us-east-1", "TargetType": "*", "UpdateSSMAgent": "false"},
    });
    let input = json!({"ConfigurationDefinitions": [definition]});
    it.call("POST", "/configurationManager", input.clone())
        .await
        .ok();
    let second = it.call("POST", "/configurationManager", input).await;
    assert_eq!(second.status, 400, "{}", second.text);
    it.after(180);
    let names = associations(&it.client).await;
    assert!(names.contains(&"SSMHostMgmt-ScanForPatches".to_owned()));
    assert!(!names.contains(&"SSMHostMgmt-UpdateSSMAgent".to_owned()));
    it.after(60);
    assert_eq!(
        state(&it.client, 1).await,
        Value::Null,
        "no patch compliance"
    );
}
