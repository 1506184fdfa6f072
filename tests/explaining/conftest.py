"""What the tests of explanations are given."""

import pytest


@pytest.fixture
def outdial_services() -> tuple[str, ...]:
    """Answer IAM and STS too."""
    return ("connect", "iam", "sts")
