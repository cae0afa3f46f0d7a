"""AWS's own sample outputs, as the installed AWS CLI package carries them (`examples/<service>/<operation>.rst`)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import awscli
from botocore import xform_name

EXAMPLES = Path(awscli.__file__).parent / "examples"
SAMPLE = re.compile(r"^Output\s*::[ \t]*\n((?:[ \t]*\n|[ \t]+\S.*\n?)+)", re.MULTILINE)


def operations(service_model) -> dict[str, str]:
    """CLI spelling to the model's."""
    return {xform_name(name, "-"): name for name in service_model.operation_names}


def documents(text: str):
    """The JSON documents under "Output::"; what a sample leaves out (`...`) is taken away before it is parsed."""
    for block in SAMPLE.findall(text):
        lines = [line for line in block.splitlines() if not re.fullmatch(r"\s*(\.\.\.|<\.\.\.>|#.*),?\s*", line)]
        cleaned = "\n".join(lines)
        cleaned = re.sub(r",(\s*[}\]])", r"\1", cleaned)
        start = cleaned.find("{")
        if start < 0 or cleaned[:start].strip():
            continue
        try:
            document, _ = json.JSONDecoder().raw_decode(cleaned[start:])
        except ValueError:
            yield None
            continue
        yield document


def samples(folder: str, service_model):
    """(operation, document or None) for every sample of a service."""
    names = operations(service_model)
    for page in sorted((EXAMPLES / folder).glob("*.rst")):
        if page.stem in names:
            for document in documents(page.read_text(encoding="utf-8")):
                yield names[page.stem], document
