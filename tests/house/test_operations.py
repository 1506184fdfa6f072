"""What holds for every served operation."""

import inspect
from pathlib import Path

import pytest
from botocore import xform_name

from docs.blocks import ROOT
from outdial.errors import ServiceError
from outdial.iam_errors import ValidationError
from outdial.registry import HANDLERS
from outdial.wire.model import load
from reference.examples import EXAMPLES
from reference.iam_examples import IAM_EXAMPLES
from reference.reach import named_in, reached
from reference.services import CONNECT, SERVICES

SERVED = sorted(CONNECT.served)
EVERYWHERE = sorted(HANDLERS)
OTHERS = [key for key in EVERYWHERE if key[0] != "connect"]
FOLDERS = {service.name: service.folder for service in SERVICES}

UNDECLARED = {
    ("connect", "ListTrafficDistributionGroups", "ResourceNotFoundException"),
    ("connect", "SearchAvailablePhoneNumbers", "ResourceNotFoundException"),
    ("connect", "SearchContactFlows", "ContactFlowNotPublishedException"),
    ("iam", "CreateRole", "NoSuchEntityException"),
}
"""Errors that an operation does not declare: caught on the way, for cases that it excludes, or,
where its docstring says so, not to be had otherwise."""

COMMON = {"AccessDeniedException", ValidationError.__name__}
"""Errors of IAM that any operation may answer, so that none declares them."""


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


@pytest.mark.parametrize(("service", "name"), OTHERS)
def test_an_operation_of_other_services_has_a_page_and_is_called_where_its_module_is_tested(
    service: str, name: str
) -> None:
    page = ROOT / "docs" / "reference" / FOLDERS[service] / f"{name}.md"
    test = file_of_tests(HANDLERS[service, name].run.__module__).read_text()

    assert page.exists()
    assert f".{xform_name(name)}" in test or f'"{pattern_of(name)}"' in test


def file_of_tests(module: str) -> Path:
    """Find the tests of a module of operations."""
    *folders, name = module.removeprefix("outdial.operations.").split(".")
    return ROOT.joinpath("tests", "operations", *folders, f"test_{name}.py")


def pattern_of(name: str) -> str:
    """Give the operation as tests name it that go through users, groups and roles alike."""
    for kind in ("User", "Group", "Role"):
        name = name.replace(kind, "{}")
    return name


def test_there_are_no_examples_of_operations_that_are_not_served() -> None:
    others = {(service, name) for service, names in IAM_EXAMPLES.items() for name in names}

    assert EXAMPLES.keys() - set(SERVED) == set()
    assert others - HANDLERS.keys() == set()


@pytest.mark.parametrize(("service", "name"), EVERYWHERE)
def test_an_operation_is_named_and_described_as_it_is_on_the_wire(service: str, name: str) -> None:
    function = HANDLERS[service, name].run
    docstring = inspect.getdoc(function) or ""

    assert function.__name__ == xform_name(name)
    assert docstring.partition("\n")[0].endswith((".", "]"))


@pytest.mark.parametrize(("service", "name"), EVERYWHERE)
def test_an_operation_names_only_errors_that_it_declares(service: str, name: str) -> None:
    named = {
        value.__name__
        for function in reached(HANDLERS[service, name].run)
        if service == "connect" or function.__module__ != "outdial.call"  # `get` is no Call's
        for value in named_in(function)
        if isinstance(value, type) and issubclass(value, ServiceError) and value is not ServiceError
    }
    undeclared = named - load(service).operations[name].errors
    if service != "connect":
        undeclared -= COMMON

    excused = {error for at, of, error in UNDECLARED if (at, of) == (service, name)}
    assert undeclared == excused
