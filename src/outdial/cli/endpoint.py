"""Which Connect the commands speak to, and what goes wrong with it in one line."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from outdial.cli.options import option

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

OUTDIAL = "http://127.0.0.1:4577"
ANY_KEY = "outdial"
"""A key that an Outdial takes while it checks no identities."""


outdial_option = option(
    "--endpoint-url",
    env=("AWS_ENDPOINT_URL_CONNECT", "AWS_ENDPOINT_URL"),
    default=OUTDIAL,
    show_default=True,
    help="Address of the Outdial.",
)
"""The option of a command that asks an Outdial's own pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where Connect is, and who calls it; no URL is the real one."""

    url: str | None
    region: str | None = None
    profile: str | None = None

    def client(self) -> "ConnectClient":
        """Make the client."""
        return self.clients()(None)

    def clients(self) -> "Callable[[str | None], ConnectClient]":
        """Make what makes clients of Regions, or of the one that is configured.

        They share a session, which reads the service's model but once.
        """
        return self._clients("connect")

    def iam(self) -> Any:
        """Make a client of IAM there."""
        return self._clients("iam")(None)

    def cloudtrail(self) -> Any:
        """Make a client of the audit trail that is kept there."""
        return self._clients("cloudtrail")(None)

    def sign(self, method: str, url: str, body: bytes) -> dict[str, str]:
        """Sign a request that is no operation; give its headers."""
        import boto3  # noqa: PLC0415 as above
        from botocore.auth import SigV4Auth  # noqa: PLC0415
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415

        session = boto3.Session(profile_name=self.profile, region_name=self.region, **self._keys())
        credentials = session.get_credentials()
        if credentials is None:
            raise click.ClickException("Unable to locate credentials")
        request = AWSRequest(method, url, {"content-type": "application/json"}, body)
        region = session.region_name or "us-east-1"
        SigV4Auth(credentials, "connect", region).add_auth(request)
        return dict(request.headers)

    def _clients(self, service: str) -> Callable[[str | None], Any]:
        import boto3  # noqa: PLC0415 it takes a tenth of a second to load
        from botocore.config import Config  # noqa: PLC0415

        session = boto3.Session(profile_name=self.profile, region_name=self.region)
        if self.url is None and session.region_name is None:
            raise click.UsageError("No Region is configured; give one with --region.")
        config = Config(  # type: ignore[call-arg] # the stubs do not know the last one yet
            # Connect allows two calls a second of most operations: slow down, do not fail.
            retries={"mode": "adaptive", "max_attempts": 2 if self.url else 10},
            ignore_configured_endpoint_urls=self.url is None,
        )

        def make(region: str | None) -> Any:
            return session.client(  # type: ignore[call-overload] # there are stubs of Connect only
                service,
                region_name=region or session.region_name or "us-east-1",
                endpoint_url=self.url,
                config=config,
                **self._keys(),
            )

        return make

    def _keys(self) -> dict[str, Any]:
        """Supply a key for an Outdial if the user has named none; any will do there."""
        named = self.profile is not None or "AWS_ACCESS_KEY_ID" in os.environ
        if self.url is None or named:
            return {}
        return {"aws_access_key_id": ANY_KEY, "aws_secret_access_key": ANY_KEY}


def endpoint_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where Connect is."""
    for add in (
        option("--profile", env="AWS_PROFILE", help="Profile of your AWS configuration."),
        option(
            "--region",
            env=("AWS_REGION", "AWS_DEFAULT_REGION"),
            help="Region. Default: the profile's, else us-east-1.",
        ),
        option(
            "--endpoint-url",
            env=("AWS_ENDPOINT_URL_CONNECT", "AWS_ENDPOINT_URL"),
            default=OUTDIAL,
            show_default=True,
            help="Address of the Connect to speak to.",
        ),
    ):
        command = add(command)
    return command


@contextmanager
def plain_errors(endpoint: Endpoint) -> Iterator[None]:
    """Turn what may go wrong with a call into one line and the exit status 1."""
    from botocore.exceptions import (  # noqa: PLC0415 as above
        BotoCoreError,
        ClientError,
        EndpointConnectionError,
    )

    try:
        yield
    except EndpointConnectionError:
        hint = "Is it running? Start one with: outdial serve" if endpoint.url == OUTDIAL else ""
        raise click.ClickException(f"No answer at {endpoint.url}. {hint}".rstrip()) from None
    except ClientError as error:
        details = error.response["Error"]
        text = f"{details.get('Code')}: {details.get('Message', '')}".rstrip(": ")
        raise click.ClickException(f"{error.operation_name} was refused: {text}") from None
    except BotoCoreError as error:
        raise click.ClickException(str(error)) from None
    except ValueError as error:  # botocore's word about an address
        raise click.ClickException(f"{error}; an address is such as {OUTDIAL}") from None
