"""Times as people give them: `15m`, `2h`, `7d` ago, or a date."""

import re
from datetime import UTC, datetime, timedelta

import click

_AGO = re.compile(r"(\d{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def read_time(_: click.Context, __: click.Parameter, text: str | None) -> datetime | None:
    """Read a time, so long ago or by the calendar; without a zone it is this machine's."""
    if text is None:
        return None
    if ago := _AGO.fullmatch(text):
        from outdial.world import World  # noqa: PLC0415 after --help

        return World().now() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise click.BadParameter(
            f"{text} is neither so long ago (15m, 2h, 7d) nor an ISO date."
        ) from None
