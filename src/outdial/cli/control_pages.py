"""The control pages of a running server, as commands use them."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from outdial.cli.endpoint import Endpoint

_JSON = {"content-type": "application/json"}
_PIECE = 1 << 18


def ask(
    url: str, method: str, path: str, body: object = None, *, signer: "Endpoint | None" = None
) -> Any:
    """Ask a server's control page, and give the JSON that it answers; one line if it refuses.

    Bytes are sent as they are, anything else as JSON.
    """
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    with _answer(url, method, path, data, signer) as response:
        return json.load(response)


def fetch(
    endpoint: "Endpoint", path: str, file: IO[bytes], progress: Callable[[int, int], None]
) -> None:
    """Copy what a server's control page answers into a file; one line if it refuses."""
    url = endpoint.url or ""
    with _answer(url, "GET", path, None, endpoint) as response:
        total = int(response.headers["content-length"])
        done = 0
        while piece := response.read(_PIECE):
            file.write(piece)
            done += len(piece)
            progress(done, total)
    if done != total:
        raise click.ClickException(f"The answer of {url} broke off. Try again.")


@contextmanager
def _answer(
    url: str, method: str, path: str, data: bytes | None, signer: "Endpoint | None"
) -> Iterator[Any]:
    page = f"{url.rstrip('/')}/_outdial/{path}"
    headers = signer.sign(method, page, data or b"") if signer else _JSON
    request = urllib.request.Request(  # noqa: S310 the user names the server
        page, method=method, data=data, headers=headers
    )
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310 as above
            yield response
    except urllib.error.HTTPError as error:
        with error:
            raise click.ClickException(_message(error)) from None
    except (OSError, ValueError, HTTPException) as error:
        raise click.ClickException(f"No answer of an Outdial at {url}: {_reason(error)}") from None


def _reason(error: OSError | ValueError | HTTPException) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ConnectionRefusedError):
        return "nothing listens there. Start one with: outdial serve"
    return str(reason)


def _message(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (ValueError, KeyError, TypeError):
        return f"{error.url} answers with status {error.code}: is it an Outdial?"
