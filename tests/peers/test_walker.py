"""Every rule of the walker is seen failing on a hand-made document, and passing on the good one beside it."""

import pytest
from botocore.model import ServiceModel

from wire.walker import Violation, Walker

MODEL = ServiceModel(
    {
        "metadata": {"protocol": "json", "serviceId": "Toy"},
        "operations": {},
        "shapes": {
            "Root": {
                "type": "structure",
                "required": ["Id"],
                "members": {
                    "Id": {"shape": "Id"},
                    "Mail": {"shape": "Mail"},
                    "State": {"shape": "State"},
                    "Count": {"shape": "Count"},
                    "Big": {"shape": "Big"},
                    "Share": {"shape": "Share"},
                    "On": {"shape": "On"},
                    "At": {"shape": "At"},
                    "Data": {"shape": "Data"},
                    "Names": {"shape": "Names"},
                    "Tags": {"shape": "Tags"},
                    "Choice": {"shape": "Choice"},
                    "Child": {"shape": "Child"},
                },
            },
            "Id": {"type": "string", "min": 3, "max": 5, "pattern": "^[a-z]+$"},
            "Mail": {"type": "string", "pattern": "[^\\s@]+@[^\\s@]+"},
            "State": {"type": "string", "enum": ["ON", "OFF"]},
            "Count": {"type": "integer", "min": 5, "max": 50},
            "Big": {"type": "long"},
            "Share": {"type": "double", "max": 1},
            "On": {"type": "boolean"},
            "At": {"type": "timestamp"},
            "Data": {"type": "blob", "max": 4},
            "Names": {"type": "list", "member": {"shape": "Id"}, "min": 1, "max": 2},
            "Tags": {"type": "map", "key": {"shape": "Id"}, "value": {"shape": "Count"}, "max": 2},
            "Choice": {"type": "structure", "union": True, "members": {"A": {"shape": "Id"}, "B": {"shape": "Id"}}},
            "Child": {"type": "structure", "required": ["Id"], "members": {"Id": {"shape": "Id"}, "State": {"shape": "State"}}},
        },
    },
    service_name="toy",
)


def walk(document, timestamps="epoch"):
    walker = Walker("toy.Do response", timestamps)
    walker.walk(MODEL.shape_for("Root"), document)
    return [(violation.rule, violation.path) for violation in walker.violations]


GOOD = {
    "Id": "abc",
    "Mail": "a@b",
    "State": "ON",
    "Count": 5,
    "Big": 2**40,
    "Share": 0.5,
    "On": False,
    "At": 1620064856.25,
    "Data": "AAAA",
    "Names": ["abc", "abcde"],
    "Tags": {"abc": 50},
    "Choice": {"A": "abc"},
    "Child": {"Id": "abc"},
}


def test_a_document_that_uses_every_shape_is_fine():
    assert walk(GOOD) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"Colour": 1}, ("unknown member", "Colour")),
        ({"Child": {"Id": "abc", "Size": 1}}, ("unknown member", "Child.Size")),
        ({"Child": {}}, ("required", "Child.Id")),
        ({"Id": "ab"}, ("min", "Id")),
        ({"Id": "abcdef"}, ("max", "Id")),
        ({"Id": "aBc"}, ("pattern", "Id")),
        ({"Mail": "a@b c"}, ("pattern", "Mail")),
        ({"Id": 7}, ("type", "Id")),
        ({"Id": None}, ("type", "Id")),
        ({"State": "On"}, ("enum", "State")),
        ({"State": ""}, ("enum", "State")),
        ({"Count": 4}, ("min", "Count")),
        ({"Count": 51}, ("max", "Count")),
        ({"Count": "5"}, ("type", "Count")),
        ({"Count": 5.0}, ("type", "Count")),
        ({"Count": True}, ("type", "Count")),
        ({"Big": "1"}, ("type", "Big")),
        ({"Share": 1.5}, ("max", "Share")),
        ({"Share": "0.5"}, ("type", "Share")),
        ({"On": "true"}, ("type", "On")),
        ({"On": 0}, ("type", "On")),
        ({"At": 1620064856250}, ("timestamp", "At")),
        ({"At": -1}, ("timestamp", "At")),
        ({"At": "2021-05-03T18:00:56Z"}, ("timestamp", "At")),
        ({"At": True}, ("timestamp", "At")),
        ({"Data": "AA=A"}, ("type", "Data")),
        ({"Data": 1}, ("type", "Data")),
        ({"Data": "AAAAAAAA"}, ("max", "Data")),
        ({"Names": []}, ("min", "Names")),
        ({"Names": ["abc", "abc", "abc"]}, ("max", "Names")),
        ({"Names": "abc"}, ("type", "Names")),
        ({"Names": ["abc", "ab"]}, ("min", "Names[1]")),
        ({"Tags": {"abc": 1}}, ("min", "Tags.abc")),
        ({"Tags": {"ab": 5}}, ("min", "Tags<ab>")),
        ({"Tags": {"abc": 5, "abd": 5, "abe": 5}}, ("max", "Tags")),
        ({"Tags": []}, ("type", "Tags")),
        ({"Choice": {"A": "abc", "B": "abc"}}, ("union", "Choice")),
        ({"Child": []}, ("type", "Child")),
    ],
)
def test_each_mistake_is_found_and_nothing_else(change, expected):
    assert walk({**GOOD, **change}) == [expected]


def test_a_missing_required_member_is_found():
    assert walk({}) == [("required", "Id")]


def test_iso_times_belong_to_the_xml_protocols_only():
    assert walk({"Id": "abc", "At": "2021-05-03T18:00:56Z"}, "iso") == []
    assert walk({"Id": "abc", "At": "yesterday"}, "iso") == [("timestamp", "At")]
    assert walk({"Id": "abc", "At": 1620064856}, "iso") == [("timestamp", "At")]
    assert walk({"Id": "abc", "At": 1620064856}, "text") == []
    assert walk({"Id": "abc", "At": "2021-05-03T18:00:56Z"}, "text") == []


def test_a_violation_says_where_and_what():
    text = str(Violation("enum", "ssm.GetPatchBaseline response", "OperatingSystem", "'X' is none of WINDOWS"))
    assert text == "ssm.GetPatchBaseline response: OperatingSystem: enum: 'X' is none of WINDOWS"
