import re
import subprocess
import sys
from typing import TYPE_CHECKING, cast

import pytest
import regex

from outdial.wire.checkers import checker
from outdial.wire.model import MODELS, load
from outdial.wire.patterns import matcher, meant
from outdial.wire.quirks import EMPTIABLE, QUIRKS

if TYPE_CHECKING:
    from types import BuiltinMethodType

SHAPES = load().shapes
UUID = "12345678-1234-4234-8234-123456789012"
PATTERNS = {
    shape.pattern for name in MODELS for shape in load(name).shapes.values() if shape.pattern
}


def takes(shape: str, text: str) -> bool:
    """Tell if a text fits the pattern of a shape, as it is meant."""
    pattern = SHAPES[shape].pattern
    assert pattern
    return matcher(meant(pattern))(text) is not None


def test_every_quirk_is_a_pattern_of_the_model() -> None:
    assert QUIRKS.keys() - PATTERNS == set()


@pytest.mark.parametrize(("structure", "member"), EMPTIABLE)
def test_a_member_may_be_empty_though_its_shape_may_not(structure: str, member: str) -> None:
    shape = SHAPES[structure]
    check_all, check_one = checker(shape), checker(shape.members[member])
    assert check_all
    assert check_one

    paths = [violation.path for violation in check_all({member: ""})]

    assert check_one("") != ()
    assert f".{member}" not in paths


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_every_pattern_compiles(pattern: str) -> None:
    assert matcher(meant(pattern)) is matcher(meant(pattern))


def test_no_pattern_is_left_whose_backslashes_are_doubled() -> None:
    assert [pattern for pattern in PATTERNS if r"\\" in meant(pattern)] == []


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("PhoneNumber", "+12065550100"),
        ("PhoneNumberPrefix", "+1206"),
        ("WorkspaceName", "Front desk"),
        ("WorkspaceTitle", "Front desk"),
        ("WorkspaceDescription", "Two\r\nlines"),
        ("DataTableDescription", "Opening hours"),
        ("DataTableDescription", ""),
        ("Page", "home"),
        ("Slug", "front-desk"),
        ("S3Uri", "https://bucket.s3.us-east-1.amazonaws.com/hello.wav"),
        ("ContactFlowModuleDescription", ""),
        ("Password", "Passw0rd"),
        ("ViewContentSha256", "a" * 64),
        ("IpCidr", "10.0.0.0/16"),
        ("InstanceIdOrArn", f"arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/{UUID}"),
    ],
)
def test_what_the_model_wrongly_refuses_is_taken(shape: str, text: str) -> None:
    written = SHAPES[shape].pattern
    assert written

    assert regex.fullmatch(written, text) is None
    assert takes(shape, text)


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("PhoneNumber", "12065550100"),
        ("PhoneNumber", "+02065550100"),
        ("PhoneNumber", "+1206555010012345"),
        ("PhoneNumber", "+1206555010\u0660"),
        ("PhoneNumber", "+12065550100\n"),
        ("SensitivePhoneNumber", "tel:+12065550100"),
        ("PhoneNumberPrefix", "+1-206"),
        ("WorkspaceName", "  "),
        ("WorkspaceTitle", "a\tb"),
        ("Page", "."),
        ("Page", ".."),
        ("Page", "a/b"),
        ("Slug", "ab"),
        ("S3Uri", "http://bucket.s3.us-east-1.amazonaws.com/hello.wav"),
        ("ContactFlowModuleDescription", "  "),
        ("Password", "password"),
        ("IpCidr", "10.0.0.0-16"),
        ("TagKey", "aws:x"),
        ("ViewName", " a"),
        ("TrafficDistributionGroupId", f"{UUID}\n"),
    ],
)
def test_what_breaks_a_rule_is_still_refused(shape: str, text: str) -> None:
    assert not takes(shape, text)


@pytest.mark.parametrize(
    ("shape", "text"), [("Page", "..."), ("Slug", ""), ("TagKey", "Größe"), ("ViewName", "語")]
)
def test_letters_are_those_of_unicode(shape: str, text: str) -> None:
    assert takes(shape, text)


def test_an_arn_of_sts_may_have_any_character_that_xml_can_hold() -> None:
    pattern = load("sts").shapes["arnType"].pattern
    assert pattern

    fits = matcher(meant(pattern))

    assert regex.fullmatch(pattern, "arn:\U0001f600") is None
    assert fits("arn:\U0001f600\U0010ffff\ufffd\r")
    assert not fits("arn:\0")


def test_a_quirk_for_speed_changes_no_answer() -> None:
    slow = [pattern for pattern, quirk in QUIRKS.items() if "quadratic" in quirk.why]
    texts = ["a", " a", "a ", "a b", "é語.", "a,b", "(a)'", "", "a!", "\n", "a\n"]

    assert [
        (pattern, text)
        for pattern in slow
        for text in texts
        if bool(regex.fullmatch(pattern, text)) != bool(matcher(meant(pattern))(text))
    ] == []
    assert len(slow) == 2


def test_the_slow_import_waits_for_a_pattern_that_needs_it() -> None:
    program = (
        "import sys, outdial.wire.decode, outdial.wire.encode, outdial.wire.router;"
        "from outdial.wire import model, validate;"
        "validate.find_violations(model.load().operations['CreateQueue'], {'Name': 'x'});"
        "print({'regex', 'asyncio', 'botocore'} & sys.modules.keys())"
    )

    answer = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    assert answer.stdout == b"set()\n"


def test_a_pattern_without_a_quirk_stays_as_it_is() -> None:
    assert meant("^d-[0-9a-f]{10}$") == "^d-[0-9a-f]{10}$"
    match = cast("BuiltinMethodType", matcher("^d-[0-9a-f]{10}$"))
    assert match.__name__ == "fullmatch"
    assert match.__self__ == re.compile("^d-[0-9a-f]{10}$", re.ASCII)
