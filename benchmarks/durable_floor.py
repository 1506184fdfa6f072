"""The durable floor: the least a server can do that trusts no stranger and loses no change.

An update verifies the signature, reads the body, does one prepared UPDATE of a row of SQLite with
`synchronous=FULL`, and is answered once a commit is on the disk that it shares with all who wait.
A read verifies the signature, does one prepared SELECT, and answers the JSON as it is stored.
There are no routes, no checks of the input, no policies and no audit trail.

It comes in two fronts: `uvicorn`, an ASGI program on the HTTP server that Outdial uses, and
`bare`, a protocol class over httptools and uvloop, without any server's framework.
"""

import argparse
import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import httptools
import uvicorn
import uvloop

from floor_signature import Signatures

Message = MutableMapping[str, Any]
Done = Callable[[], None]

UPDATE = "UPDATE queue SET body = ? WHERE id = ?"
SELECT = "SELECT body FROM queue WHERE id = ?"
STORED = (
    b'{"Queue":{"Name":"BasicQueue","QueueArn":"%(arn)s","QueueId":"%(id)s","Description":"A simple'
    b' inbound voice queue.","OutboundCallerConfig":{"OutboundCallerIdName":"Acme",'
    b'"OutboundCallerIdNumberId":"%(id)s","OutboundFlowId":"%(id)s"},"HoursOfOperationId":"%(id)s",'
    b'"MaxContacts":10,"Status":"ENABLED","Tags":{},"LastModifiedRegion":"us-east-1"}}'
)


class Store:
    """One row a queue; one thread that commits together whatever has arrived meanwhile."""

    def __init__(self, folder: Path, queues: Sequence[str]) -> None:
        path = folder / "floor.sqlite3"
        self._writer, self._reader = _connected(path), _connected(path)
        self._writer.execute("CREATE TABLE queue (id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID")
        rows = [(queue, _stored(queue)) for queue in queues]
        self._writer.executemany("INSERT INTO queue VALUES (?, ?)", rows)
        self._queue: SimpleQueue[tuple[str, bytes, Done]] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self.update = self._queue.put
        Thread(target=self._commit_batches, daemon=True).start()

    def find(self, queue_id: str) -> bytes:
        """Give the JSON of a queue."""
        body: bytes = self._reader.execute(SELECT, (queue_id,)).fetchone()[0]
        return body

    def _commit_batches(self) -> None:
        execute, queue = self._writer.execute, self._queue
        while True:
            batch = [queue.get()]
            while not queue.empty():
                batch.append(queue.get())
            execute("BEGIN IMMEDIATE")
            for queue_id, body, _ in batch:
                execute(UPDATE, (body, queue_id))
            execute("COMMIT")
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(_tell, [done for _, _, done in batch])


def _stored(queue: str) -> bytes:
    arn = f"arn:aws:connect:us-east-1:123456789012:instance/{queue}/queue/{queue}"
    return STORED % {b"arn": arn.encode(), b"id": queue.encode()}


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _tell(all_done: list[Done]) -> None:
    for done in all_done:
        done()


def _queue_of(path: bytes) -> str:
    """Read the queue's id: /queues/INSTANCE/QUEUE, and more of it in an update's path."""
    return path.split(b"/", 4)[3].decode()


class Asgi:
    """The floor as an ASGI program."""

    def __init__(self, signatures: Signatures, folder: Path, queues: Sequence[str]) -> None:
        self._signatures = signatures
        self._folder, self._queues = folder, queues
        self._store: Store | None = None  # it needs the loop, which runs at the first request

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        store = self._store = self._store or Store(self._folder, self._queues)
        message = await receive()
        body: bytes = message["body"]
        while message["more_body"]:
            message = await receive()
            body += message["body"]
        path: bytes = scope["raw_path"]
        status, answer = 200, b""
        if not self._signatures.hold(scope["method"].encode(), path, dict(scope["headers"]), body):
            status = 403
        elif scope["method"] == "GET":
            answer = store.find(_queue_of(path))
        else:
            done = asyncio.get_running_loop().create_future()
            store.update((_queue_of(path), body, lambda: done.set_result(None)))
            await done
        length = b"%d" % len(answer)
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


class Bare(asyncio.Protocol):
    """The floor as a protocol class: a parser's callbacks, and one write an answer."""

    def __init__(self, signatures: Signatures, store: Store) -> None:
        self._signatures, self._store = signatures, store
        self._parser = httptools.HttpRequestParser(self)
        self._path = self._body = b""
        self._headers: dict[bytes, bytes] = {}

    def connection_made(self, transport: Any) -> None:
        """Keep what is written to."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Parse what arrived."""
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        """Begin with nothing."""
        self._path = self._body = b""
        self._headers = {}

    def on_url(self, url: bytes) -> None:
        """Take the path, or the next piece of it."""
        self._path += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._headers[name.lower()] = value

    def on_body(self, body: bytes) -> None:
        """Take the body, or the next piece of it."""
        self._body += body

    def on_message_complete(self) -> None:
        """Answer."""
        method = self._parser.get_method()
        if not self._signatures.hold(method, self._path, self._headers, self._body):
            self._transport.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
        elif method == b"GET":
            self._answer(self._store.find(_queue_of(self._path)))
        else:
            self._store.update((_queue_of(self._path), self._body, self._answer))

    def _answer(self, body: bytes = b"") -> None:
        if not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
                % (len(body), body)
            )


async def _serve_bare(
    signatures: Signatures, folder: Path, queues: Sequence[str], port: int
) -> None:
    store = Store(folder, queues)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Bare(signatures, store), "127.0.0.1", port)
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("front", choices=["uvicorn", "bare"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("queues", nargs="+", help="their ids")
    parser.add_argument("--key", required=True, metavar="ID:SECRET")
    given = parser.parse_args()
    key, _, secret = given.key.partition(":")
    signatures = Signatures({key.encode(): secret.encode()})
    if given.front == "bare":
        uvloop.run(_serve_bare(signatures, given.data, given.queues, given.port))
    else:
        uvicorn.run(
            Asgi(signatures, given.data, given.queues),
            port=given.port,
            http="httptools",
            loop="uvloop",
            lifespan="off",
            access_log=False,
            log_level="error",
        )


if __name__ == "__main__":
    main()
