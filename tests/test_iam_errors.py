"""The errors of IAM and STS have the names and statuses of the models."""

import pytest

from outdial import iam_errors
from outdial.wire.model import load

SHAPES = {
    f"{service}: {name}": shape
    for service in ("iam", "sts")
    for name, shape in load(service).shapes.items()
    if shape.status
}


@pytest.mark.parametrize("name", SHAPES)
def test_an_error_has_the_models_status_and_name_on_the_wire(name: str) -> None:
    shape = SHAPES[name]

    error = getattr(iam_errors, shape.name)("Not so")

    assert (error.status, error.code, error.text) == (shape.status, shape.code, "Not so")


def test_what_no_model_has_is_the_protocols_own() -> None:
    ours = {name for name, value in vars(iam_errors).items() if isinstance(value, type)}

    assert ours - {shape.name for shape in SHAPES.values()} == {
        "InvalidAction",
        "MalformedInput",
        "MissingAction",
        "QueryError",
        "ServiceError",
        "ValidationError",
    }
