"""Override lists as PyYAML sees them: whatever it reads differently from what is written must be reported, and nothing else be an error.

The node's loader is ruamel.yaml 0.11.6, which is PyYAML with three more number forms and one refusal; they are added here. Content is judged
by `id/…`, `title/…` and `list/…` rules; reading by `yaml/…`, `file/…` and `…/type`.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from support import seeds

CORPUS = Path(__file__).parent / "override_corpus"
FIXED_SEED = 20261122


class NodeLoader(yaml.Loader):
    """PyYAML's default loader as it was in ruamel.yaml 0.11.6: more forms of numbers, and no colon in an unquoted text within brackets."""

    def scan_plain(self):
        token = super().scan_plain()
        if self.flow_level and ":" in token.value:
            raise yaml.scanner.ScannerError("while scanning a plain scalar", token.start_mark, "found unexpected ':'", token.end_mark)
        return token


NodeLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9_]+(?:[eE][-+][0-9]+)?)$"),
    list("-+.0123456789"),
)
NodeLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?0o[0-7_]+$"), list("-+0"))


def read(text: str):
    """What the node has, and how the entries were written; raises when it has nothing."""
    data = yaml.load(text, Loader=NodeLoader)
    return data, yaml.compose(text, Loader=NodeLoader)


def duplicates(node) -> bool:
    """Whether a mapping has a key twice, as the node would see the keys."""
    if isinstance(node, yaml.MappingNode):
        keys = []
        for key, value in node.value:
            loader = NodeLoader("")
            keys.append(loader.construct_object(key, deep=True) if isinstance(key, yaml.ScalarNode) else id(key))
            if duplicates(value):
                return True
        return len(set(map(str, keys))) < len(keys)
    if isinstance(node, yaml.SequenceNode):
        return any(duplicates(item) for item in node.value)
    return False


def signs(text: str) -> bool:
    """Whether anchors, aliases or tags stand in the file: not what is written is read then."""
    return any(
        isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)) for token in yaml.scan(text, Loader=NodeLoader)
    ) or any(isinstance(token, yaml.ScalarToken) and token.plain and token.value == "<<" for token in yaml.scan(text, Loader=NodeLoader))


def cut(text: str) -> bool:
    """Whether what follows a value looks like a part of it: `a #b`, and `'a'#b` or `{a}#b`, which PyYAML takes for a comment."""
    for token in yaml.scan(text, Loader=NodeLoader):
        end = token.end_mark.index
        if end > token.start_mark.index and text[end : end + 1] == "#" and text[end - 1] not in " \n":
            return True
    return re.search(r"(?m)^[ ]*(?:- +)?(?:id|title): [^'\"#\[{|>\n]*[^ '\"\n] +#[^\s#]", text) is not None


def differs(text: str) -> str | None:
    """Why the node does not have what is written; None when it has."""
    try:
        data, root = read(text)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        return f"error: {type(error).__name__}"
    if signs(text):
        return "signs"
    if duplicates(root):
        return "duplicate"
    if not isinstance(data, dict) or not isinstance(data.get("patches"), list) or not data["patches"]:
        return "shape"
    for entry in data["patches"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not isinstance(entry.get("title", ""), str):
            return "type"
        if any(entry.get(key) is not None and "\n" in entry[key] for key in ("id", "title")):
            return "lines"
    if cut(text):
        return "cut"
    return None


def is_about_reading(rule: str) -> bool:
    # What ids can name is no matter of how YAML is read.
    if rule == "list/names-nothing":
        return False
    return rule.startswith(("yaml/", "file/", "list/", "entry/not")) or rule in ("id/type", "id/missing", "title/type")


def validate(binary: str, folder: Path, texts: list[bytes]) -> list[dict]:
    """The findings of many texts, in one run."""
    names = []
    for number, text in enumerate(texts):
        (folder / f"{number}.yaml").write_bytes(text)
        names.append(f"{number}.yaml")
    findings = []
    for start in range(0, len(names), 500):
        ran = subprocess.run(
            [binary, "override", "validate", "-q", "-o", "json", *names[start : start + 500]],
            cwd=folder, env={"HOME": str(folder), "PATH": ""}, capture_output=True, timeout=120, check=False,
        )
        assert ran.returncode in (0, 3), ran.stderr.decode()
        findings.extend(json.loads(ran.stdout)["files"])
    assert len(findings) == len(texts)
    return findings


def judge(text: str, file: dict) -> str | None:
    """What is wrong with our word on a text; None when nothing is."""
    why = differs(text)
    reported = [finding["rule"] for finding in file["findings"]]
    errors = [finding["rule"] for finding in file["findings"] if finding["severity"] == "error" and is_about_reading(finding["rule"])]
    if why and not reported:
        return f"not reported: {why}"
    if why and why not in ("cut", "lines") and file["valid"]:
        return f"valid, and the node has something else: {why}"
    if not why and errors:
        return f"called an error: {errors}"
    return None


def assert_agreement(binary: str, folder: Path, texts: list[str]) -> None:
    files = validate(binary, folder, [text.encode() for text in texts])
    wrong = [(text, problem) for text, file in zip(texts, files) if (problem := judge(text, file))]
    listed = "\n".join(f"{problem}: {text!r}" for text, problem in wrong[:15])
    assert not wrong, f"{len(wrong)} of {len(texts)}:\n{listed}"


def test_the_corpus_is_judged_as_pyyaml_reads_it(binary, tmp_path):
    texts = [path.read_bytes().decode() for path in sorted(CORPUS.glob("*.yaml"))]
    assert len(texts) > 60
    reasons = {differs(text) for text in texts}
    assert {None, "duplicate", "signs", "shape", "type", "cut", "lines"} <= reasons
    assert_agreement(binary, tmp_path, texts)


def test_good_files_of_the_corpus_have_no_findings_at_all(binary, tmp_path):
    paths = sorted(CORPUS.glob("good-*.yaml"))
    assert len(paths) >= 8
    for path, file in zip(paths, validate(binary, tmp_path, [path.read_bytes() for path in paths])):
        rules = [f["rule"] for f in file["findings"] if f["severity"] == "error"]
        assert rules == [], (path.name, file["findings"])


WORDS = """
yes no on off true false y n Yes NO On oFF null Null ~ nil 0 1 7 010 08 0o17 0o8 0b11 0b12 0b_ 0x1F 0xG 1_000 1_ _1 +1 -1 -0 00 1e3 1.e3 1.5e3
1e+3 1.0e+3 1.10 1. .5 -.5 . .. ._ 6.0_0 .inf -.INF +.inf .nan .NaN .Nan 12:30 1:60 1:5 12:30:45 190:20:30.15 -1:30 1:30. 1:2:3:4
2001-12-14 2001-1-4 9999-99-99 2001-12-14T21:59:43Z 2001-12-14t21:59:43.10-05:00 2001-02-30 0000-01-01 = == << <<< < > ! & * ? - : # % @
openssl.x86_64 bind-libs* KB4284819 MS17-023 3.0.2-0ubuntu1.18 32:9.8.2-0.62.rc1.57.amzn1 a:b a#b a,b a]b a}b [a] {a} 'a' "a" a'b a"b
5.1 1.2.3 1,000 0.0 1__0 -01 +0b1 -0x1 +12e03 1e 1e- e1 infinity NaN None True TRUE tRUE FALSE 999999999999999999999999
""".split()


def test_every_word_as_an_id_and_as_a_title(binary, tmp_path):
    texts = []
    for word in WORDS:
        texts.append(f"patches:\n  - id: {word}\n")
        texts.append(f"patches:\n  - id: bash.x86_64\n    title: {word}\n")
        texts.append(f"patches:\n  - id: bash.x86_64\n    other: {word}\n")
    assert_agreement(binary, tmp_path, texts)


def scalar(random_: random.Random) -> str:
    kind = random_.randrange(6)
    word = random_.choice(WORDS)
    if kind == 0:
        return "'" + word.replace("'", "''") + "'"
    if kind == 1:
        return json.dumps(word)
    if kind == 2:
        return "".join(random_.choice("0123456789.:_-+eExbo") for _ in range(random_.randrange(1, 8)))
    if kind == 3:
        return word + random_.choice([" #x", " # x", "  ", "#x", ": x", " x", ":", "\tx", "\n      more"])
    return word


def document(random_: random.Random) -> str:
    text = random_.choice(["", "", "---\n", "# a\n", "note: 1\n"]) + "patches:\n"
    for _ in range(random_.randrange(1, 4)):
        text += f"  - id: {scalar(random_)}\n"
        if random_.random() < 0.5:
            text += f"    {random_.choice(['title', 'title', 'note', 'id'])}: {scalar(random_)}\n"
    return text + random_.choice(["", "", "", "...\n", "---\n", "\t\n", "x: [\n", "# end"])


@pytest.mark.parametrize("seed", seeds(FIXED_SEED, 3611149946, 7))
def test_random_documents_are_judged_as_pyyaml_reads_them(binary, tmp_path, seed):
    random_ = random.Random(seed)
    assert_agreement(binary, tmp_path, [document(random_) for _ in range(3000)])


def test_what_is_read_is_what_pyyaml_reads(binary, tmp_path):
    """Ids and titles of valid files are the texts that PyYAML has: `override match` on a list shows them."""
    random_ = random.Random(FIXED_SEED)
    texts = [document(random_) for _ in range(400)]
    files = validate(binary, tmp_path, [text.encode() for text in texts])
    valid = [text for text, file in zip(texts, files) if file["valid"]]
    assert len(valid) > 20
    for text in valid:
        data, _ = read(text)
        assert all(isinstance(entry["id"], str) for entry in data["patches"])


def test_sarif_has_the_shape_of_the_standard(binary, tmp_path):
    (tmp_path / "list.yaml").write_text("patches:\n  - id: on\n  - id: 1.10\n    title: é*\n", encoding="utf-8")
    ran = subprocess.run(
        [binary, "override", "validate", "-q", "-o", "sarif", "list.yaml"],
        cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": ""}, capture_output=True, timeout=60, check=False,
    )
    assert ran.returncode == 3
    log = json.loads(ran.stdout)
    assert set(log) == {"$schema", "version", "runs"} and log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert {"name", "version", "informationUri", "rules"} <= set(driver) and driver["informationUri"].startswith("https://")
    names = [rule["id"] for rule in driver["rules"]]
    assert len(set(names)) == len(names) and run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) >= 2
    for result in run["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"] and result["level"] in ("error", "warning") and result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "list.yaml"
        region = place["region"]
        assert region["startLine"] >= 1 and region["startColumn"] >= 1 and region["endLine"] >= region["startLine"]
