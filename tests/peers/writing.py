"""Writing commands with what they are to change: each has a state before, words, and the truth afterwards, read directly."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import baselines
from support import Sandbox, rows

REGION = ["--region", "us-east-1"]
INSTANCE, HYBRID = "i-0a1b2c3d4e5f6000a", "mi-0f1e2d3c4b5a60001"
RULE = {"PatchRules": [baselines.rule(3, baselines.filters(CLASSIFICATION=["Security"]), ComplianceLevel="HIGH", EnableNonSecurity=False)]}


def quick_node(number: int) -> str:
    return f"i-{number:017}"


@dataclass
class Scene:
    """One run of a command: the sandbox as it is, and names of its own."""

    sandbox: Sandbox
    #: The proxy, under whose address a run is kept by who began it.
    url: str
    number: int
    folder: Path
    #: What the preparation leaves for the rest.
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"w-{self.folder.name}-{self.number}"

    @property
    def ssm(self):
        return self.client("ssm")

    def client(self, service: str):
        if service not in self.kept:
            self.kept[service] = self.sandbox.client(service)
        return self.kept[service]

    def own(self, name: str | None = None) -> list[str]:
        """The ids of the baselines of a name."""
        found = rows(self.ssm, "describe_patch_baselines", "BaselineIdentities", Filters=baselines.SELF)
        return [row["BaselineId"] for row in found if row["BaselineName"] == (name or self.name)]

    def create(self, name: str | None = None, **members) -> str:
        wanted = {"Name": name or self.name, "OperatingSystem": "SUSE", "ApprovalRules": RULE} | members
        return self.ssm.create_patch_baseline(**wanted)["BaselineId"]

    def groups(self) -> dict[str, str]:
        found = rows(self.ssm, "describe_patch_groups", "Mappings")
        return {row["PatchGroup"]: row["BaselineIdentity"]["BaselineId"] for row in found if row["BaselineIdentity"]["OperatingSystem"] == "SUSE"}

    def tags(self, node: str) -> dict[str, str]:
        if node.startswith("mi-"):
            found = self.ssm.list_tags_for_resource(ResourceType="ManagedInstance", ResourceId=node)["TagList"]
        else:
            arn = f"arn:aws:ec2:us-east-1:111122223333:instance/{node}"
            (row,) = self.client("resourcegroupstaggingapi").get_resources(ResourceARNList=[arn])["ResourceTagMappingList"] or [{"Tags": []}]
            found = row["Tags"]
        return {tag["Key"]: tag["Value"] for tag in found}

    def settle(self) -> None:
        """Nothing runs any more on any node."""
        for _ in range(200):
            listed = rows(self.ssm, "list_commands", "Commands", Filters=[{"key": "ExecutionStage", "value": "Executing"}])
            stages = [{"Key": "ExecutionStatus", "Values": ["Pending", "InProgress", "Waiting", "Cancelling"]}]
            running = rows(self.ssm, "describe_automation_executions", "AutomationExecutionMetadataList", Filters=stages)
            for row in running:
                if row["AutomationExecutionStatus"] != "Cancelling":
                    self.ssm.stop_automation_execution(AutomationExecutionId=row["AutomationExecutionId"])
            for row in listed:
                if row["Status"] != "Cancelling":
                    self.ssm.cancel_command(CommandId=row["CommandId"])
            if not listed and not running:
                return
            time.sleep(0.3)
        raise AssertionError(f"something runs for ever: {listed} {running}")


def count(number: int) -> str:
    return {0: "nothing", 1: "done"}.get(number, "twice")


@dataclass(frozen=True)
class Writing:
    """A command that writes."""

    words: Callable[[Scene], list[str]]
    #: `nothing`, `done` or `twice`; of a command of several steps, what became of each kind of step.
    truth: Callable[[Scene], str | dict[str, str]]
    prepare: Callable[[Scene], None] = lambda scene: None
    clear: Callable[[Scene], None] = lambda scene: None
    #: Whether it belongs to the fleet that patches within seconds.
    patches: bool = False


def clear_baselines(scene: Scene) -> None:
    for group, baseline in scene.groups().items():
        if group.startswith(scene.name):
            scene.ssm.deregister_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=group)
    for name in (scene.name, f"{scene.name}-b", f"{scene.name}-c"):
        for baseline in scene.own(name):
            scene.ssm.delete_patch_baseline(BaselineId=baseline)


def document(name: str, days: int = 3, more: str = "") -> str:
    return f"""name: {name}
operating_system: SUSE
approval_rules:
  - filters: {{CLASSIFICATION: [Security]}}
    approve_after_days: {days}
    compliance_level: HIGH
{more}"""


def file_of(scene: Scene, text: str) -> str:
    path = scene.folder / f"{scene.number}.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


# --- baselines ------------------------------------------------------------------------------------------------------------------------


def created(scene: Scene) -> str:
    return count(len(scene.own()))


def apply_new(scene: Scene) -> list[str]:
    text = document(scene.name, more=f"patch_groups: [{scene.name}]\ntags: {{made: by-hand}}\n")
    return ["baseline", "apply", "-f", file_of(scene, text), "--yes"]


def applied_new(scene: Scene) -> dict[str, str]:
    made = scene.own()
    return {"create": count(len(made)), "register-group": count(int(scene.groups().get(scene.name) in made))}


def prepare_changed(scene: Scene) -> None:
    scene.kept["id"] = scene.create()
    scene.kept["other"] = scene.create(f"{scene.name}-b")
    scene.ssm.register_patch_baseline_for_patch_group(BaselineId=scene.kept["other"], PatchGroup=scene.name)


def apply_changed(scene: Scene) -> list[str]:
    moved = document(scene.name, 9, f"patch_groups: [{scene.name}]\ntags: {{made: by-hand}}\n")
    return ["baseline", "apply", "-f", file_of(scene, moved + "---\n" + document(f"{scene.name}-b", more="patch_groups: []\n")), "--yes"]


def days(scene: Scene) -> int:
    found = scene.ssm.get_patch_baseline(BaselineId=scene.kept["id"])
    return found["ApprovalRules"]["PatchRules"][0]["ApproveAfterDays"]


def applied_changed(scene: Scene) -> dict[str, str]:
    tags = scene.ssm.list_tags_for_resource(ResourceType="PatchBaseline", ResourceId=scene.kept["id"])["TagList"]
    group = scene.groups().get(scene.name)
    return {
        "update": count(int(days(scene) == 9)),
        "tag": count(int(tags == [{"Key": "made", "Value": "by-hand"}])),
        "deregister-group": count(int(group != scene.kept["other"])),
        "register-group": count(int(group == scene.kept["id"])),
    }


def prepare_one(scene: Scene) -> None:
    scene.kept["id"] = scene.create()


def deleted(scene: Scene) -> str:
    return count(int(not scene.own()))


def prepare_default(scene: Scene) -> None:
    prepare_one(scene)
    scene.kept["before"] = scene.ssm.get_default_patch_baseline(OperatingSystem="SUSE")["BaselineId"]


def became_default(scene: Scene) -> str:
    return count(int(scene.ssm.get_default_patch_baseline(OperatingSystem="SUSE")["BaselineId"] == scene.kept["id"]))


def clear_default(scene: Scene) -> None:
    scene.ssm.register_default_patch_baseline(BaselineId=scene.kept["before"])
    clear_baselines(scene)


# --- groups ---------------------------------------------------------------------------------------------------------------------------


def prepare_registered(scene: Scene) -> None:
    prepare_one(scene)
    scene.ssm.register_patch_baseline_for_patch_group(BaselineId=scene.kept["id"], PatchGroup=scene.name)


def registered(scene: Scene) -> str:
    return count(int(scene.groups().get(scene.name) == scene.kept["id"]))


def deregistered(scene: Scene) -> str:
    return count(int(scene.name not in scene.groups()))


def replaced(scene: Scene) -> dict[str, str]:
    group = scene.groups().get(scene.name)
    return {"deregister-group": count(int(group != scene.kept["other"])), "register-group": count(int(group == scene.kept["id"]))}


def put_back(scene: Scene, node: str) -> None:
    kept = {key: value for key, value in scene.tags(node).items() if key in ("Patch Group", "PatchGroup")}
    before = scene.kept.get("tags", {})
    if node.startswith("mi-"):
        where = {"ResourceType": "ManagedInstance", "ResourceId": node}
        scene.ssm.remove_tags_from_resource(TagKeys=["Patch Group", "PatchGroup"], **where)
        scene.ssm.add_tags_to_resource(Tags=[{"Key": key, "Value": value} for key, value in before.items()] or [{"Key": "w", "Value": "w"}], **where)
    elif kept != before:
        arns = [f"arn:aws:ec2:us-east-1:111122223333:instance/{node}"]
        tagging = scene.client("resourcegroupstaggingapi")
        tagging.untag_resources(ResourceARNList=arns, TagKeys=["Patch Group", "PatchGroup"])
        if before:
            tagging.tag_resources(ResourceARNList=arns, Tags=before)


def prepare_member(node: str) -> Callable[[Scene], None]:
    def prepare(scene: Scene) -> None:
        scene.kept["tags"] = {key: value for key, value in scene.tags(node).items() if key in ("Patch Group", "PatchGroup")}

    return prepare


def prepare_leaving(scene: Scene) -> None:
    prepare_member(INSTANCE)(scene)
    arns = [f"arn:aws:ec2:us-east-1:111122223333:instance/{INSTANCE}"]
    scene.client("resourcegroupstaggingapi").tag_resources(ResourceARNList=arns, Tags={"PatchGroup": scene.name})


def joined(node: str) -> Callable[[Scene], str]:
    return lambda scene: count(int(scene.name in scene.tags(node).values()))


def left(node: str) -> Callable[[Scene], str]:
    return lambda scene: count(int(not {"Patch Group", "PatchGroup"} & scene.tags(node).keys()))


# --- objects --------------------------------------------------------------------------------------------------------------------------


def objects(scene: Scene) -> str:
    listed = scene.client("s3").list_objects_v2(Bucket="writes", Prefix=f"{scene.name}.")
    return count(listed.get("KeyCount", 0))


def override_list(scene: Scene) -> list[str]:
    text = 'patches:\n  - id: "bash.x86_64"\n    title: "2-1"\n'
    return ["override", "upload", file_of(scene, text), f"s3://writes/{scene.name}.yaml", "--yes"]


# --- windows ---------------------------------------------------------------------------------------------------------------------------


def windows(scene: Scene) -> list[str]:
    found = rows(scene.ssm, "describe_maintenance_windows", "WindowIdentities", Filters=[{"Key": "Name", "Values": [scene.name]}])
    return [row["WindowId"] for row in found]


def clear_windows(scene: Scene) -> None:
    for window in windows(scene):
        scene.ssm.delete_maintenance_window(WindowId=window)


def window_targets(scene: Scene, window: str) -> dict[str, list]:
    found = rows(scene.ssm, "describe_maintenance_window_targets", "Targets", WindowId=window)
    return {row["WindowTargetId"]: row["Targets"] for row in found}


def window_tasks(scene: Scene, window: str) -> list[dict]:
    return rows(scene.ssm, "describe_maintenance_window_tasks", "Tasks", WindowId=window)


def create_window(scene: Scene) -> list[str]:
    words = ["--schedule", "rate(7 days)", "--duration", "2", "--cutoff", "0", "--tag", "Env=prod"]
    return ["window", "create", scene.name, *words, "--operation", "scan", "--max-concurrency", "1", "--max-errors", "0", "--yes"]


def created_window(scene: Scene) -> dict[str, str]:
    made = windows(scene)
    inside = [(len(window_targets(scene, window)), len(window_tasks(scene, window))) for window in made]
    targets, tasks = (sum(numbers) for numbers in zip(*inside)) if inside else (0, 0)
    return {"create": count(len(made)), "register-target": count(targets), "register-task": count(tasks)}


def prepare_window(scene: Scene) -> None:
    """Two targets, of which the task runs on the first."""
    window = scene.ssm.create_maintenance_window(Name=scene.name, Schedule="rate(7 days)", Duration=2, Cutoff=0, AllowUnassociatedTargets=False)["WindowId"]
    register = lambda key, values: scene.ssm.register_target_with_maintenance_window(  # noqa: E731
        WindowId=window, ResourceType="INSTANCE", Targets=[{"Key": key, "Values": values}]
    )["WindowTargetId"]
    target, other = register("tag:Env", ["prod"]), register("InstanceIds", [INSTANCE])
    command = {"Parameters": {"Operation": ["Scan"]}}
    scene.ssm.register_task_with_maintenance_window(
        WindowId=window,
        TaskType="RUN_COMMAND",
        TaskArn="AWS-RunPatchBaseline",
        TaskInvocationParameters={"RunCommand": command},
        Targets=[{"Key": "WindowTargetIds", "Values": [target]}],
        MaxConcurrency="1",
        MaxErrors="0",
    )
    scene.kept |= {"id": window, "target": target, "other": other}


def apply_window(scene: Scene) -> list[str]:
    text = f"""name: {scene.name}
schedule: rate(8 days)
duration: 2
cutoff: 0
targets:
  - tags: {{Env: [test]}}
task: {{operation: Scan, max_concurrency: 2, max_errors: 0}}
tags: {{made: by-hand}}
"""
    return ["window", "apply", "-f", file_of(scene, text), "--yes"]


def applied_window(scene: Scene) -> dict[str, str]:
    window = scene.kept["id"]
    targets = window_targets(scene, window)
    tags = scene.ssm.list_tags_for_resource(ResourceType="MaintenanceWindow", ResourceId=window)["TagList"]
    (task,) = window_tasks(scene, window)
    return {
        "update-target": count(int(targets.get(scene.kept["target"]) == [{"Key": "tag:Env", "Values": ["test"]}])),
        "update-task": count(int(task["MaxConcurrency"] == "2")),
        "deregister-target": count(int(scene.kept["other"] not in targets)),
        "update": count(int(scene.ssm.get_maintenance_window(WindowId=window)["Schedule"] == "rate(8 days)")),
        "tag": count(int(tags == [{"Key": "made", "Value": "by-hand"}])),
    }


# --- associations ----------------------------------------------------------------------------------------------------------------------


def associations(scene: Scene) -> list[str]:
    wanted = [{"key": "AssociationName", "value": scene.name}]
    return [row["AssociationId"] for row in rows(scene.ssm, "list_associations", "Associations", AssociationFilterList=wanted)]


def clear_associations(scene: Scene) -> None:
    for association in associations(scene):
        scene.ssm.delete_association(AssociationId=association)


def create_association(scene: Scene) -> list[str]:
    words = ["--operation", "scan", "--tag", "Env=prod", "--schedule", "cron(0 2 * * ? *)", "--max-errors", "1"]
    return ["association", "create", scene.name, *words, "--yes"]


def prepare_association(scene: Scene) -> None:
    """One that waits for its time and has a tag."""
    scene.kept["id"] = scene.ssm.create_association(
        Name="AWS-RunPatchBaseline",
        AssociationName=scene.name,
        Parameters={"Operation": ["Scan"]},
        Targets=[{"Key": "InstanceIds", "Values": [quick_node(1)]}],
        ScheduleExpression="cron(0 2 ? * SUN#2 *)",
        ApplyOnlyAtCronInterval=True,
        MaxErrors="1",
        Tags=[{"Key": "made", "Value": "before"}],
    )["AssociationDescription"]["AssociationId"]


def prepare_start(scene: Scene) -> None:
    scene.settle()
    prepare_association(scene)


def apply_association(scene: Scene) -> list[str]:
    text = f"""name: {scene.name}
document: AWS-RunPatchBaseline
operation: Scan
targets: {{nodes: [{quick_node(1)}]}}
schedule: cron(0 2 ? * SUN#2 *)
at_once: false
max_errors: 2
tags: {{made: by-hand}}
"""
    return ["association", "apply", "-f", file_of(scene, text), "--yes"]


def applied_association(scene: Scene) -> dict[str, str]:
    resource = {"ResourceType": "Association", "ResourceId": scene.kept["id"]}
    tags = scene.ssm.list_tags_for_resource(**resource)["TagList"]
    return {"update": changed_association(scene, "2"), "tag": count(int(tags == [{"Key": "made", "Value": "by-hand"}]))}


def changed_association(scene: Scene, errors: str) -> str:
    """Every version after the first is a change."""
    versions = rows(scene.ssm, "list_association_versions", "AssociationVersions", AssociationId=scene.kept["id"])
    assert all(version["MaxErrors"] == errors for version in versions[1:])
    return count(len(versions) - 1)


def started_association(scene: Scene) -> str:
    found = rows(scene.ssm, "describe_association_executions", "AssociationExecutions", AssociationId=scene.kept["id"])
    return count(len(found))


# --- runs -----------------------------------------------------------------------------------------------------------------------------


def sent(scene: Scene) -> str:
    listed = rows(scene.ssm, "list_commands", "Commands")
    return count(len([row for row in listed if row["Comment"].startswith(f"patchctl run={scene.name} ")]))


def prepare_running(scene: Scene) -> None:
    scene.settle()
    words = ("patch-now", "scan", "--node", quick_node(3), "--run-name", scene.name, "--yes", "--no-wait")
    begun = scene.sandbox.patchctl(*words, *REGION, url=scene.url)
    assert begun.code == 0, begun.err


def cancelled(scene: Scene) -> str:
    listed = rows(scene.ssm, "list_commands", "Commands")
    (row,) = [row for row in listed if row["Comment"].startswith(f"patchctl run={scene.name} ")]
    return count(int(row["Status"] in ("Cancelling", "Cancelled")))


def executions(scene: Scene) -> set[str]:
    listed = rows(scene.ssm, "describe_automation_executions", "AutomationExecutionMetadataList")
    return {row["AutomationExecutionId"] for row in listed}


def prepare_automation(scene: Scene) -> None:
    scene.settle()
    scene.kept["before"] = executions(scene)


def started(scene: Scene) -> str:
    return count(len(executions(scene) - scene.kept["before"]))


def prepare_execution(scene: Scene) -> None:
    scene.settle()
    parameters = {"InstanceId": [quick_node(3)]}
    scene.kept["id"] = scene.ssm.start_automation_execution(DocumentName="AWS-PatchAsgInstance", Parameters=parameters)["AutomationExecutionId"]


def stopped(scene: Scene) -> str:
    found = scene.ssm.get_automation_execution(AutomationExecutionId=scene.kept["id"])["AutomationExecution"]
    return count(int(found["AutomationExecutionStatus"] in ("Cancelling", "Cancelled")))


COMMANDS: dict[str, Writing] = {
    "baseline create": Writing(lambda s: ["baseline", "create", s.name, "--os", "SUSE", "--approved-patches", "zsh*", "--yes"], created, clear=clear_baselines),
    "baseline apply, new": Writing(apply_new, applied_new, clear=clear_baselines),
    "baseline apply, changed": Writing(apply_changed, applied_changed, prepare_changed, clear_baselines),
    "baseline update": Writing(
        lambda s: ["baseline", "update", s.kept["id"], "--description", "new", "--yes"],
        lambda s: count(int(s.ssm.get_patch_baseline(BaselineId=s.kept["id"]).get("Description") == "new")),
        prepare_one,
        clear_baselines,
    ),
    "baseline delete": Writing(lambda s: ["baseline", "delete", s.kept["id"], "--yes"], deleted, prepare_one, clear_baselines),
    "baseline set-default": Writing(lambda s: ["baseline", "set-default", s.kept["id"], "--yes"], became_default, prepare_default, clear_default),
    "group register": Writing(lambda s: ["group", "register", s.name, "--baseline", s.kept["id"], "--yes"], registered, prepare_one, clear_baselines),
    "group register --replace": Writing(
        lambda s: ["group", "register", s.name, "--baseline", s.kept["id"], "--replace", "--yes"],
        replaced,
        prepare_changed,
        clear_baselines,
    ),
    "group deregister": Writing(lambda s: ["group", "deregister", s.name, "--yes"], deregistered, prepare_registered, clear_baselines),
    "group add": Writing(
        lambda s: ["group", "add", s.name, INSTANCE, "--yes"], joined(INSTANCE), prepare_member(INSTANCE), lambda s: put_back(s, INSTANCE)
    ),
    "group add, hybrid": Writing(lambda s: ["group", "add", s.name, HYBRID, "--yes"], joined(HYBRID), prepare_member(HYBRID), lambda s: put_back(s, HYBRID)),
    "group remove": Writing(lambda s: ["group", "remove", s.name, INSTANCE, "--yes"], left(INSTANCE), prepare_leaving, lambda s: put_back(s, INSTANCE)),
    "override upload": Writing(override_list, objects),
    "report csv": Writing(lambda s: ["report", "csv", "--to", f"s3://writes/{s.name}.csv"], objects),
    "window create": Writing(create_window, created_window, clear=clear_windows),
    "window apply, changed": Writing(apply_window, applied_window, prepare_window, clear_windows),
    "window update": Writing(
        lambda s: ["window", "update", s.kept["id"], "--duration", "5", "--yes"],
        lambda s: count(int(s.ssm.get_maintenance_window(WindowId=s.kept["id"])["Duration"] == 5)),
        prepare_window,
        clear_windows,
    ),
    "window delete": Writing(
        lambda s: ["window", "delete", s.kept["id"], "--yes"], lambda s: count(int(not windows(s))), prepare_window, clear_windows
    ),
    "association create": Writing(create_association, lambda s: count(len(associations(s))), clear=clear_associations),
    "association apply, changed": Writing(apply_association, applied_association, prepare_association, clear_associations),
    "association update": Writing(
        lambda s: ["association", "update", s.kept["id"], "--max-errors", "5", "--yes"],
        lambda s: changed_association(s, "5"),
        prepare_association,
        clear_associations,
    ),
    "association delete": Writing(
        lambda s: ["association", "delete", s.kept["id"], "--yes"],
        lambda s: count(int(not associations(s))),
        prepare_association,
        clear_associations,
    ),
    "association run": Writing(
        lambda s: ["association", "run", s.kept["id"], "--yes", "--no-wait"], started_association, prepare_start, clear_associations, patches=True
    ),
    "patch-now scan": Writing(
        lambda s: ["patch-now", "scan", "--node", quick_node(1), "--run-name", s.name, "--yes", "--no-wait"], sent, Scene.settle, patches=True
    ),
    "patch-now install": Writing(
        lambda s: ["patch-now", "install", "--node", quick_node(5), "--reboot", "never", "--run-name", s.name, "--yes", "--no-wait"],
        sent,
        Scene.settle,
        patches=True,
    ),
    "patch-now cancel": Writing(lambda s: ["patch-now", "cancel", s.name, "--yes", "--timeout", "2s"], cancelled, prepare_running, patches=True),
    "patch-now asg": Writing(lambda s: ["patch-now", "asg", quick_node(6), "--yes", "--no-wait"], started, prepare_automation, patches=True),
    "patch-now cancel, automation": Writing(
        lambda s: ["patch-now", "cancel", s.kept["id"], "--yes", "--timeout", "2s"], stopped, prepare_execution, patches=True
    ),
}
