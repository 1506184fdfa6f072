"""Requests as the AWS SDK for Go v2 sends them, which the AWS provider for Terraform is built on.

Seen on the wire from terraform-provider-aws 5.100: which headers there are and which of them are
signed, names of members in alphabetical order, and ARNs in paths escaped but for unreserved
characters.
"""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from server_process import LONG

AGENT = (
    "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) "
    "terraform-provider-aws/5.100.0 (+https://registry.terraform.io/providers/hashicorp/aws) "
    "aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.10 md/GOOS#linux md/GOARCH#amd64 "
    "api/connect#1.129.0 m/e"
)


@dataclass(frozen=True, slots=True)
class RefusedError(Exception):
    """An answer that the SDK makes an error of, named by its header."""

    name: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoClient:
    """A client of Connect in a Region."""

    url: str
    key: str
    secret: str
    region: str = "us-east-1"

    def get(self, *path: str, **query: str) -> Any:
        return self._send("GET", path, query, None)

    def delete(self, *path: str, **query: object) -> Any:
        return self._send("DELETE", path, query, None)

    def put(self, *path: str, **members: object) -> Any:
        return self._send("PUT", path, {}, members)

    def post(self, *path: str, **members: object) -> Any:
        return self._send("POST", path, {}, members)

    def _send(
        self, method: str, path: tuple[str, ...], query: Any, members: dict[str, Any] | None
    ) -> Any:
        target = "".join(f"/{quote(part, safe='-._~')}" for part in path)
        target += f"?{urlencode(query, doseq=True)}" if query else ""
        body = None if members is None else _json(members)
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=LONG)
        try:
            connection.request(method, target, body, self._headers(method, target, body))
            reply = connection.getresponse()
            content = reply.read()
        finally:
            connection.close()
        answer = json.loads(content) if content else {}
        if reply.status >= 300:
            text = answer.get("Message", answer.get("message", ""))
            raise RefusedError(reply.headers["x-amzn-ErrorType"], text)
        return answer

    def _headers(self, method: str, target: str, body: bytes | None) -> dict[str, str]:
        unsigned = AWSRequest(method=method, url=self.url + target, data=body or b"")
        unsigned.headers["amz-sdk-invocation-id"] = str(uuid4())
        unsigned.headers["amz-sdk-request"] = "attempt=1; max=25"
        if body is not None:
            unsigned.headers["content-type"] = "application/json"
            unsigned.headers["content-length"] = str(len(body))
        SigV4Auth(Credentials(self.key, self.secret), "connect", self.region).add_auth(unsigned)
        return {**unsigned.headers, "User-Agent": AGENT, "Accept-Encoding": "gzip"}


def _json(members: dict[str, Any]) -> bytes:
    given = {name: member for name, member in members.items() if member is not None}
    return json.dumps(given, sort_keys=True, separators=(",", ":")).encode()
