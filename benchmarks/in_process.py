"""In process: what a call of the centre operation through boto3 costs, against its floor.

The floor is the same boto3 call with its HTTP send short-circuited: a handler of `before-send`
gives a canned answer, so that all that is left is boto3's own work.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

import outdial
from measuring import client, medians, microseconds, set_up

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

TIMES = 1000
REPEATS = 7


class _Empty:
    """The raw body of the canned answer."""

    def stream(self, *_: object, **__: object) -> list[bytes]:
        return []


def short_circuited() -> "ConnectClient":
    """Make a client whose calls are answered before they are sent."""
    headers = HTTPHeaders()
    headers["x-amzn-requestid"] = "11111111-1111-4111-8111-111111111111"

    def canned(request: Any, **_: object) -> Any:
        return AWSResponse(request.url, 200, headers, _Empty())

    connect = client()
    connect.meta.events.register("before-send.connect", canned)
    return connect


def main() -> None:
    """Print both medians and their ratio."""
    floor, served = short_circuited(), client()
    with outdial.local():
        desk = set_up(served)
        names = iter(range(10**9))

        def timed(connect: "ConnectClient") -> Callable[[], float]:
            def call() -> None:
                connect.update_queue_outbound_caller_config(**desk.update(f"Acme {next(names)}"))

            return partial(microseconds, call, TIMES)

        figures = medians({"floor": timed(floor), "served": timed(served)}, REPEATS)
    print("update_queue_outbound_caller_config through boto3, in process")
    print(f"  boto3 alone, its send short-circuited  {figures['floor']:7.1f} us")
    print(f"  boto3 and Outdial                      {figures['served']:7.1f} us")
    print(f"  ratio                                  {figures['served'] / figures['floor']:7.2f}")


if __name__ == "__main__":
    main()
