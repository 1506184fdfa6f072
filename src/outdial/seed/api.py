"""The API as start states see it: one function, whoever answers it.

In process it is the App's own corridor, which needs no boto3 and so no second to load it; over
the network it is a boto3 client. Either way a start state can do only what a client can.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from outdial.access.identity import Caller
from outdial.domain.arns import Scope
from outdial.errors import ServiceError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.app import App

Answer = Mapping[str, Any]


class RefusedError(Exception):
    """The API refused a call."""

    def __init__(self, operation: str, code: str, text: str) -> None:
        super().__init__(f"{operation} was refused: {code}: {text}".removesuffix(": "))
        self.operation = operation
        self.code = code


class Api(Protocol):
    """Calls an operation by its wire name; RefusedError if it is refused."""

    def __call__(self, operation: str, /, **members: Any) -> Answer:
        """Call with the members of the operation's input; None is absent."""
        ...


def in_process(app: "App", scope: Scope, service: str = "connect") -> Api:
    """Call an App as the root of an account, in a Region."""
    caller = Caller(scope, service)

    def call(operation: str, /, **members: Any) -> Answer:
        try:
            return app.perform(caller, operation, _given(members)) or {}
        except ServiceError as error:
            raise RefusedError(operation, error.code, error.text or str(error)) from error

    return call


def over_boto3(client: "ConnectClient") -> Api:
    """Call by a boto3 client."""
    from botocore import xform_name  # noqa: PLC0415 loaded only where boto3 is
    from botocore.exceptions import ClientError  # noqa: PLC0415

    def call(operation: str, /, **members: Any) -> Answer:
        try:
            answer: Answer = getattr(client, xform_name(operation))(**_given(members))
        except ClientError as error:
            raise RefusedError(operation, *_reason(error.response)) from error
        return answer

    return call


def listed(api: Api, operation: str, member: str, **members: Any) -> Iterator[Answer]:
    """List everything, page by page."""
    token = None
    while True:
        page = api(operation, **members, NextToken=token)
        yield from page.get(member) or ()
        token = page.get("NextToken")
        if not token:
            return


def _given(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _reason(response: Any) -> tuple[str, str]:
    """Read an error; a flow's problems stand beside it, not in it."""
    error = response["Error"]
    problems = response.get("problems") or response.get("Problems") or ()
    text = "; ".join(problem.get("message", "") for problem in problems)
    return error["Code"], text or error.get("Message", "")
