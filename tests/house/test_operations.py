"""What holds for every served operation."""

import inspect

import pytest
from botocore import xform_name

from docs.blocks import ROOT
from outdial import app as app  # noqa: PLC0414 importing it fills the table of operations
from outdial.errors import ServiceError
from outdial.registry import HANDLERS
from outdial.wire.model import load
from reference.examples import EXAMPLES
from reference.reach import named_in, reached

SERVED = sorted(name for service, name in HANDLERS if service == "connect")
MODEL = load("connect")

TURNED_INTO_OTHERS = {
    ("ListTrafficDistributionGroups", "ResourceNotFoundException"),
    ("SearchAvailablePhoneNumbers", "ResourceNotFoundException"),
    ("SearchContactFlows", "ContactFlowNotPublishedException"),
}
"""Errors that an operation does not declare: caught on the way, or for cases that it excludes."""


def test_every_served_operation_is_one_of_its_services_model() -> None:
    unknown = [key for key in HANDLERS if key[1] not in load(key[0]).operations]

    assert unknown == []


@pytest.mark.parametrize("name", SERVED)
def test_an_operation_has_a_test_a_page_and_an_example(name: str) -> None:
    test = ROOT / "tests" / "operations" / f"test_{xform_name(name)}.py"
    page = ROOT / "docs" / "reference" / "operations" / f"{name}.md"

    assert test.exists()
    assert page.exists()
    assert EXAMPLES.get(name)


def test_there_are_no_examples_of_operations_that_are_not_served() -> None:
    assert EXAMPLES.keys() - set(SERVED) == set()


@pytest.mark.parametrize("name", SERVED)
def test_an_operation_is_named_and_described_as_it_is_on_the_wire(name: str) -> None:
    function = HANDLERS["connect", name].run
    docstring = inspect.getdoc(function) or ""

    assert function.__name__ == xform_name(name)
    assert docstring.partition("\n")[0].endswith((".", "]"))


@pytest.mark.parametrize("name", SERVED)
def test_an_operation_names_only_errors_that_it_declares(name: str) -> None:
    named = {
        (name, value.__name__)
        for function in reached(HANDLERS["connect", name].run)
        for value in named_in(function)
        if isinstance(value, type) and issubclass(value, ServiceError)
    }
    declared = {(name, error) for error in MODEL.operations[name].errors}

    assert named - declared - TURNED_INTO_OTHERS == set()
    assert {pair for pair in TURNED_INTO_OTHERS if pair[0] == name} <= named - declared
