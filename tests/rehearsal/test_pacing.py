"""How fast the rehearsal calls."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from conftest import client
from outdial.rehearsal.pacing import Pacer

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@dataclass(slots=True)
class Clock:
    """A clock that sleeping moves on."""

    now: float = 0
    slept: list[float] = field(default_factory=list)

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pacer(self) -> Pacer:
        return Pacer(clock=self.read, sleep=self.sleep)


def test_a_burst_of_five_goes_at_once_and_then_two_a_second() -> None:
    clock = Clock()
    pacer = clock.pacer()

    for _ in range(8):
        pacer.wait("DescribeQueue")

    assert clock.slept == [0.5, 0.5, 0.5]


def test_each_operation_has_a_rate_of_its_own() -> None:
    clock = Clock()
    pacer = clock.pacer()

    for _ in range(5):
        pacer.wait("DescribeQueue")
        pacer.wait("DescribePhoneNumber")

    assert clock.slept == []


def test_a_pause_fills_the_burst_anew_but_no_more() -> None:
    clock = Clock()
    pacer = clock.pacer()
    for _ in range(5):
        pacer.wait("DescribeQueue")
    clock.now += 60

    for _ in range(6):
        pacer.wait("DescribeQueue")

    assert clock.slept == [0.5]


@pytest.mark.usefixtures("outdial")
def test_a_client_that_is_held_waits_by_itself() -> None:
    clock = Clock()
    connect: ConnectClient = client()
    clock.pacer().hold(connect)

    for _ in range(6):
        connect.list_instances()

    assert clock.slept == [0.5]
