"""What a client in this process gets from the App, and after how long, as a network would have it.

Faults on demand may keep an answer back, or break the connection; botocore is told so by the
errors that it makes of such things itself, and so tries again as it would.
"""

from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from outdial.app import App
from outdial.faults.fault import DroppedError
from outdial.http import Response
from outdial.serve.prepared import from_response, to_request


@dataclass(frozen=True, slots=True)
class Arrival:
    """An answer, or the error that comes in its place, and the seconds until then."""

    answer: Response | Exception
    seconds: float

    def result(self, url: str, kind: type[AWSResponse] = AWSResponse) -> AWSResponse:
        """Give botocore its response, or raise its error."""
        if isinstance(self.answer, Exception):
            raise self.answer
        return from_response(self.answer, url, kind)


def arrival(app: App, request: AWSPreparedRequest, endpoint: Any) -> Arrival:
    """Do a request, and tell what comes of it."""
    answer: Response | Exception
    try:
        answer = app.handle(to_request(request))
        seconds = answer.delay
    except DroppedError as dropped:
        answer, seconds = ConnectionClosedError(endpoint_url=request.url), dropped.seconds
    if seconds and seconds >= (patience := _patience(endpoint)):
        return Arrival(ReadTimeoutError(endpoint_url=request.url), patience)
    return Arrival(answer, seconds)


def _patience(endpoint: Any) -> float:
    """Tell how many seconds a client waits for an answer; both libraries keep it their own way."""
    timeout = getattr(endpoint.http_session, "_timeout", None)
    for name in ("read_timeout", "sock_read"):
        timeout = getattr(timeout, name, timeout)
    return timeout if isinstance(timeout, int | float) else float("inf")
