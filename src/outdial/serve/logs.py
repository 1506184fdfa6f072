"""What a server tells its operator: one line a request, and whatever goes wrong."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Literal, TextIO

import msgspec

LogFormat = Literal["text", "json"]


class RequestLog:
    """Writes a line for each request; apart from `logging`, which would take ten times as long.

    What is answered in one turn of the loop is written at once, at its end.
    """

    def __init__(self, stream: TextIO, log_format: LogFormat) -> None:
        self._write = stream.write
        self._lines: list[str] = []
        self._line = _json_line if log_format == "json" else _text_line

    def write(
        self, *, time: datetime, operation: str, status: int, error: str, ms: float, request_id: str
    ) -> None:
        """Let the line of one request be written."""
        if not self._lines:
            asyncio.get_running_loop().call_soon(self.flush)
        self._lines.append(
            self._line(
                time=time.isoformat(timespec="milliseconds"),
                operation=operation,
                status=status,
                error=error,
                ms=round(ms, 2),
                request_id=request_id,
            )
        )

    def flush(self) -> None:
        """Write what there is."""
        lines = "".join(self._lines)
        self._lines.clear()
        self._write(lines)


def configure(stream: TextIO, log_format: LogFormat) -> None:
    """Send what is said of calls that were refused, and warnings of all others, to the stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonFormatter() if log_format == "json" else _TextFormatter())
    for name in ("outdial", "uvicorn", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO if name == "outdial" else logging.WARNING)
        logger.propagate = False


def _text_line(**fields: object) -> str:
    return (
        f"{fields['time']} {fields['status']} {fields['operation']} {fields['error'] or '-'}"
        f" {fields['ms']}ms {fields['request_id']}\n"
    )


def _json_line(**fields: object) -> str:
    return msgspec.json.encode({"level": "info", "event": "request", **fields}).decode() + "\n"


class _TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        del datefmt
        return _time(record)


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(fields).decode()


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
