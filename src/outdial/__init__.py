"""Outdial: Amazon Connect's outbound caller configuration, self-hosted.

`with outdial.local():` answers boto3's calls to Connect inside a Python program; the command
`outdial` serves them over HTTP; the pytest fixture `outdial` gives each test an empty Connect.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from outdial.serve.inprocess import Local
    from outdial.settings import Settings

__all__ = ["__version__", "local"]

__version__ = "0.1.0"


def local(
    *,
    seed: int | None = None,
    clock: "datetime | None" = None,
    settings: "Settings | None" = None,
    services: "Sequence[str]" = ("connect",),
) -> "AbstractContextManager[Local]":
    """Answer boto3's calls to Connect in this process, from an empty store in memory.

    With a `seed` or a `clock`, ids and time are literal: the same calls give the same answers.
    `services=("connect", "iam", "sts")` answers those of IAM and STS too.
    """
    from outdial.serve.inprocess import local as begin  # noqa: PLC0415 so that the import is light

    return begin(seed=seed, clock=clock, settings=settings, services=services)
