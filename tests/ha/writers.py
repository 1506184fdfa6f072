"""Clients that write without end, and make each call until it is answered with success."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from botocore.exceptions import ClientError

from ha.centre import Centre
from ha.ledger import Ledger
from ha.service import NO_ANSWER

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_CLAIMS = 10
"""Every so many changes a phone number is claimed, too."""
_PAUSE = 0.02
"""Seconds between the calls of a writer: the machine has other things to do as well."""
_PAUSE_AFTER_FAILURE = 0.2


class Writer:
    """Writes one change after the other to its queue, and claims numbers now and then."""

    def __init__(self, connect: "ConnectClient", centre: Centre, number: int) -> None:
        self._connect = connect
        self._centre = centre
        self._number = number
        self.ledger = Ledger(queue=centre.create_queue(connect, f"Queue {number}"))

    def write(self, end: Event) -> None:
        """Write until the end is called for; the last change may stay without an answer."""
        while not end.wait(_PAUSE):
            if self.ledger.sent == self.ledger.acknowledged:
                self.ledger.sent += 1
            if not self._persist(self._change, end):
                return
            self.ledger.acknowledged = self.ledger.sent
            if self.ledger.sent % _CLAIMS == 0 and not self._persist(self._claim, end):
                return

    def _persist(self, call: Callable[[], str], end: Event) -> bool:
        """Make a call until it is answered with success; give up only at the end."""
        while True:
            sent = time.monotonic()
            try:
                request = call()
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                    raise
                self.ledger.refused += 1
            except NO_ANSWER:
                self.ledger.unanswered += 1
            else:
                self.ledger.acknowledge(request, sent, time.monotonic())
                return True
            if end.wait(_PAUSE_AFTER_FAILURE):
                return False

    def _change(self) -> str:
        answer: Any = self._connect.update_queue_outbound_caller_config(
            InstanceId=self._centre.instance,
            QueueId=self.ledger.queue,
            OutboundCallerConfig=self._centre.caller(self.ledger.sent),
        )
        return _request(answer)

    def _claim(self) -> str:
        number = f"+1206{320 + self._number}{self.ledger.sent // _CLAIMS:04}"
        self.ledger.asked.add(number)
        answer = self._connect.claim_phone_number(
            TargetArn=self._centre.instance_arn, PhoneNumber=number, ClientToken=_token(number)
        )
        self.ledger.claimed[number] = answer["PhoneNumberId"]
        return _request(answer)


@contextmanager
def writing(writers: list[Writer]) -> Iterator[Callable[[], int]]:
    """Let writers write during the block; give how to count what was acknowledged to all of them.

    What one of them fails with is raised when it is counted, and at the end.
    """
    end = Event()
    with ThreadPoolExecutor(len(writers)) as threads:
        futures = [threads.submit(writer.write, end) for writer in writers]

        def count() -> int:
            for future in futures:
                if future.done():
                    future.result()
            return sum(len(writer.ledger.times) for writer in writers)

        try:
            yield count
        finally:
            end.set()
    count()


def _request(answer: Any) -> str:
    request: str = answer["ResponseMetadata"]["RequestId"]
    return request


def _token(number: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"tel:{number}"))
