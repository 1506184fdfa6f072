"""The generated model is botocore's, and what the errors and the router rely on holds in it."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import botocore
import pytest

from outdial import errors
from outdial.wire.model import load
from wire.botocore_side import SERVICE

MODEL = load()
ERRORS = {name: shape for name, shape in MODEL.shapes.items() if shape.status}
ROOT = Path(__file__).parents[2]


def test_the_generated_files_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools" / "build_model.py"), "--check"]

    check = subprocess.run(command, check=False, capture_output=True, text=True)

    assert (check.returncode, check.stdout) == (0, "")


def test_every_operation_of_botocores_model_is_known() -> None:
    assert list(MODEL.operations) == sorted(SERVICE.operation_names)
    assert MODEL.botocore_version == botocore.__version__


def test_loading_twice_gives_the_same_operations() -> None:
    again = load("connect")

    assert again.operations["CreateQueue"] is MODEL.operations["CreateQueue"]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_of_the_model_has_the_models_status(name: str) -> None:
    assert getattr(errors, name).status == ERRORS[name].status


def test_every_error_that_an_operation_declares_exists() -> None:
    declared = {error for operation in MODEL.operations.values() for error in operation.errors}

    assert declared <= ERRORS.keys()
    assert declared <= vars(errors).keys()


def test_every_operation_can_refuse_a_broken_rule() -> None:
    refusals = {"InvalidParameterException", "InvalidRequestException"}

    assert [name for name, each in MODEL.operations.items() if not each.errors & refusals] == []


def test_only_members_of_inputs_travel_outside_the_body() -> None:
    inputs = {operation.input_name for operation in MODEL.operations.values()}

    assert [
        name for name, shape in MODEL.shapes.items() if shape.places and name not in inputs
    ] == []


def test_no_path_fits_two_operations() -> None:
    paths = [(each.method, tuple(each.uri.split("/"))) for each in MODEL.operations.values()]

    twice = [
        (one, other)
        for at, one in enumerate(paths)
        for other in paths[at + 1 :]
        if one[0] == other[0] and overlap(one[1], other[1])
    ]

    assert twice == []


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell if a path could fit both."""
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or "{" in a + b for a, b in pairs)


@pytest.mark.parametrize(
    ("name", "token", "writes"),
    [
        ("UpdateQueueOutboundCallerConfig", None, True),
        ("ClaimPhoneNumber", "ClientToken", True),
        ("DeleteInstance", "ClientToken", True),
        ("DescribeQueue", None, False),
        ("ListQueues", None, False),
        ("SearchQueues", None, False),
        ("BatchGetFlowAssociation", None, False),
        ("GetTrafficDistribution", None, False),
    ],
)
def test_an_operation_knows_its_token_and_if_it_writes(
    name: str, token: str | None, *, writes: bool
) -> None:
    operation = MODEL.operations[name]

    assert (operation.key, operation.token, operation.writes) == (("connect", name), token, writes)


def test_sixty_inputs_have_a_token() -> None:
    tokens = Counter(operation.token for operation in MODEL.operations.values())

    assert sum(tokens.values()) - tokens[None] == 60


def test_a_shape_may_contain_itself() -> None:
    criteria = MODEL.shapes["QueueSearchCriteria"]

    assert criteria.members["OrConditions"].member is criteria
    assert list(criteria.members) == [
        "OrConditions",
        "AndConditions",
        "StringCondition",
        "QueueTypeCondition",
    ]
    assert len(criteria.members) == 4


def test_an_unknown_service_is_a_fault() -> None:
    with pytest.raises(KeyError, match="lambda"):
        load("lambda")
