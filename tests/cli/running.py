"""Runs commands in this process; their calls reach the test's own Outdial."""

from typing import TYPE_CHECKING

from click.testing import CliRunner

from conftest import ACCOUNT
from outdial.cli import main

if TYPE_CHECKING:
    from click.testing import Result

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": ACCOUNT,
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": None,
    "AWS_PROFILE": None,
    "AWS_ENDPOINT_URL": None,
    "AWS_ENDPOINT_URL_CONNECT": None,
    "AWS_CONFIG_FILE": "/nowhere",
    "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
}


def run(*arguments: str, **environment: str | None) -> "Result":
    """Run a command as the tests' account."""
    return CliRunner().invoke(
        main, list(arguments), env=ENVIRONMENT | environment, prog_name="outdial"
    )
