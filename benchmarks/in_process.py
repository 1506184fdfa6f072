"""In process: what a call of the centre operation through boto3 costs, against its floor.

The floor is the same boto3 call with its HTTP send short-circuited: a handler of `before-send`
gives a canned answer, so that all that is left is boto3's own work.
"""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

import outdial
import results
from measuring import Desk, client, medians, microseconds, set_up

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

TIMES = 1000
REPEATS = 7
UUID = "11111111-1111-4111-8111-111111111111"


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


def timed(connect: "ConnectClient", desk: Desk) -> float:
    """Time calls of the centre operation, each with another name."""
    names = iter(range(TIMES))

    def call() -> None:
        connect.update_queue_outbound_caller_config(**desk.update(f"Acme {next(names)}"))

    return microseconds(call, TIMES)


def main() -> None:
    """Print both medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    results.add_options(parser)
    given = parser.parse_args()
    floor, served = short_circuited(), client()
    nowhere = Desk(instance=UUID, queue=UUID, number=UUID, whisper=UUID)

    def in_process() -> float:
        with outdial.local():
            return timed(served, set_up(served))

    repeats = 1 if given.quick else REPEATS
    figures = medians({"floor": partial(timed, floor, nowhere), "served": in_process}, repeats)
    print("update_queue_outbound_caller_config through boto3, in process")
    print(f"  boto3 alone, its send short-circuited  {figures['floor']:7.1f} us")
    print(f"  boto3 and Outdial                      {figures['served']:7.1f} us")
    print(f"  ratio                                  {figures['served'] / figures['floor']:7.2f}")
    results.keep(given, "in_process", figures)


if __name__ == "__main__":
    main()
