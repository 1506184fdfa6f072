"""What a data folder shows to whoever opens it next, in this process."""

from contextlib import closing
from pathlib import Path
from typing import Any

from durability.centre import Centre
from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT, Caller
from outdial.app import open_app
from outdial.domain.arns import Scope

NOBODY = Caller(Scope(NOBODYS_ACCOUNT, DEFAULT_REGION))
"""Who calls without a signature."""


def shown(data: Path, centre: Centre, queue: str) -> Any:
    """Tell the queue's caller as whoever opens the data next has it."""
    with closing(open_app(data / "outdial.sqlite3")) as app:
        ids = {"InstanceId": centre.instance, "QueueId": queue}
        described = app.perform(NOBODY, "DescribeQueue", ids)
    return described["Queue"]["OutboundCallerConfig"]
