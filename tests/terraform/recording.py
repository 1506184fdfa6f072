"""A listener between a client and a server, which writes down what they say to each other."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from server_process import LONG

NAMES = {
    "Instance": ("Id", "InstanceAlias"),
    "HoursOfOperation": ("HoursOfOperationId", "Name"),
    "ContactFlow": ("Id", "Name"),
    "QuickConnect": ("QuickConnectId", "Name"),
    "Queue": ("QueueId", "Name"),
    "ClaimedPhoneNumberSummary": ("PhoneNumberId", "PhoneNumberDescription"),
}
"""What is described under which member, and which of its members have its id and its name."""

_OF_CONNECTION = ("connection", "content-length", "date", "server", "transfer-encoding")
_RANDOM = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # tokens
    r"|terraform-[0-9a-f]{26}"
    r"|(?<=AmazonConnect_)[0-9A-Z]+"  # the role of an instance
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer."""

    method: str
    target: str
    body: str
    status: int
    answer: str


@dataclass(slots=True)
class Recording:
    """What was said, and the names of the ids in it; the address is the listener's."""

    url: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def take(self) -> list[str]:
        """Give what was said since the last time, as texts in which each id is a name."""
        taken, self.exchanges = self.exchanges, []
        for said in taken:
            self._learn(json.loads(said.answer or "{}"))
        return [self._written(said) for said in taken]

    def named(self, value: Any) -> Any:
        """Put names in place of the ids of a JSON value, and hide what is random in it."""
        text = json.dumps(value, sort_keys=True)
        for id_, name in self.ids.items():
            text = text.replace(id_, name)
        return json.loads(_RANDOM.sub("<random>", text))

    def _learn(self, answer: Any) -> None:
        for member, (id_, name) in NAMES.items():
            if member in answer:
                described = answer[member]
                self.ids.setdefault(described[id_], f"<{member} {described[name]}>")

    def _written(self, said: Exchange) -> str:
        body = json.loads(said.body or "{}")
        if "Config" in body:
            body["Config"].sort(key=lambda day: day["Day"])  # a set in Terraform
        method, target, body = self.named([said.method, said.target, body])
        return f"{said.status} {method} {target} {json.dumps(body)}"


@contextmanager
def recording(server: str) -> Iterator[Recording]:
    """Listen to what is said to a server for as long as the block takes."""
    heard = Recording()

    class Listener(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def carry(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            connection = HTTPConnection(urlsplit(server).netloc, timeout=LONG)
            try:
                connection.request(self.command, self.path, body, dict(self.headers.items()))
                reply = connection.getresponse()
                answer = reply.read()
            finally:
                connection.close()
            if self.path != "/":  # Connect's; those of STS and IAM all go there
                heard.exchanges.append(
                    Exchange(
                        method=self.command,
                        target=self.path,
                        body=body.decode(),
                        status=reply.status,
                        answer=answer.decode(),
                    )
                )
            self.send_response(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in _OF_CONNECTION:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_POST = do_DELETE = carry  # noqa: N815 the names of the base class

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as listener:
        listener.daemon_threads = True
        thread = Thread(target=listener.serve_forever)
        thread.start()
        heard.url = f"http://127.0.0.1:{listener.server_address[1]}"
        try:
            yield heard
        finally:
            listener.shutdown()
            thread.join()
