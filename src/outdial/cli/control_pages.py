"""The control pages of a running server, as commands use them."""

import json
import urllib.error
import urllib.request
from typing import Any

import click


def ask(url: str, method: str, path: str, body: object = None) -> Any:
    """Ask a server's control page, and give the JSON that it answers; one line if it refuses."""
    request = urllib.request.Request(  # noqa: S310 the user names the server
        f"{url.rstrip('/')}/_outdial/{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310 as above
            return json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            raise click.ClickException(_message(error)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise click.ClickException(f"No answer of an Outdial at {url}: {reason}") from None


def _message(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (ValueError, KeyError, TypeError):
        return f"{error.url} answers with status {error.code}: is it an Outdial?"
