"""How SDKs that are not run here put a request on the wire.

What is written down here is how each one escapes labels, what it sends when there is no body, and
which headers it sends and signs, in its spelling and order. It follows from these facts of their
sources:

- Ruby V3: `Aws::Rest::Request::Endpoint` escapes a label with CGI.escape, but for `~`, and `%20`
  for a blank. Net::HTTP sends its own defaults unless it is given values, so the SDK gives it an
  empty Content-Type and Accept-Encoding. The length of a body is always told, `0` too. An input
  whose body members are all absent is sent as `{}`. Net::HTTP spells each part of a name with a
  capital.
- PHP V3: `RestSerializer` escapes a label with rawurlencode. An input whose body members are all
  absent has no body and no type. The invocation's id is in `aws-sdk-invocation-id`, and neither it
  nor the type of the content is signed. There is no digest of the body.
- .NET: `ResolveResourcePathV2` escapes a label with all but the unreserved characters; each
  marshaller sets `X-Amz-Api-Version`, and writes an object even if it is empty.
- C++: `URI` keeps `$&,:=@` in a label, for the sake of old services, and signs the path as if they
  were escaped. Without a body it takes back the type and the length that libcurl would send. All
  names are lower-case. libcurl asks whether to continue before it sends a long body; here it asks
  each time.

Versions differ in what else they send; the server must not care.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY = Credentials("sender", "sender's-secret")
INVOCATION = "5f3c1a52-7f0c-4d55-9d0b-0f6f0a5f2c11"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """An SDK: its headers as a text, the ones that it signs, and how it escapes and omits."""

    name: str
    agent: str
    headers: str
    signed: frozenset[str]
    kept: str = ""
    empty_object: bool = True
    tells_nothing: bool = False
    expects: bool = False

    def label(self, text: str) -> str:
        """Escape a label of a path."""
        return quote(text, safe="-._~" + self.kept)

    def head(self, host: str, method: str, target: str, body: bytes) -> bytes:
        """Write the signed head of a request."""
        known = {
            "host": host,
            "agent": self.agent,
            "id": INVOCATION,
            "type": "application/json" if body else "",
            "length": str(len(body)) if body or self.tells_nothing else "",
            "digest": sha256(body).hexdigest(),
        }
        given = [line.partition(": ") for line in self.headers.splitlines()]
        headers = {name.removesuffix(":"): text.format(**known) for name, _, text in given}
        headers |= self._signature(headers, method, f"http://{host}{target}", body)
        written = [f"{method} {target} HTTP/1.1"]
        written += [
            f"{name}: {value}".rstrip()
            for name, value in headers.items()
            if value or self.tells_nothing
        ]
        if self.expects and body:
            written.append("Expect: 100-continue")
        return "\r\n".join([*written, "", ""]).encode()

    def _signature(
        self, headers: dict[str, str], method: str, url: str, body: bytes
    ) -> dict[str, str]:
        """Give the two headers that signing adds, spelled as they are here."""
        signed = {
            name: value for name, value in headers.items() if value and name.lower() in self.signed
        }
        request = AWSRequest(method, url, headers=signed, data=body)
        SigV4Auth(KEY, "connect", "us-east-1").add_auth(request)
        added = {"x-amz-date", "authorization"}
        return {name: request.headers[name] for name in headers if name.lower() in added}


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


RUBY = Sender(
    name="Ruby V3",
    agent="aws-sdk-ruby3/3.240.0 ua/2.1 api/connect#1.240.0 os/linux md/x86_64 lang/ruby#3.3.6 m/D",
    headers="""\
Content-Type: {type}
Accept-Encoding:
User-Agent: {agent}
Amz-Sdk-Invocation-Id: {id}
Amz-Sdk-Request: attempt=1; max=3
Host: {host}
X-Amz-Date: -
X-Amz-Content-Sha256: {digest}
Authorization: -
Content-Length: {length}
Accept: */*
""",
    signed=_of("content-type", "host", "x-amz-content-sha256"),
    tells_nothing=True,
)

PHP = Sender(
    name="PHP V3",
    agent="aws-sdk-php/3.360.0 ua/2.1 OS/Linux#6.1.0 lang/php#8.3.14 GuzzleHttp/7",
    headers="""\
Host: {host}
Content-Type: {type}
X-Amz-User-Agent: {agent}
User-Agent: {agent}
aws-sdk-invocation-id: {id}
aws-sdk-retry: 0/0
X-Amz-Date: -
Authorization: -
Content-Length: {length}
""",
    signed=_of("host", "x-amz-user-agent"),
    empty_object=False,
)

DOTNET = Sender(
    name=".NET",
    agent="aws-sdk-dotnet-coreclr/4.0.3.1 ua/2.1 os/linux#6.1.0 lang/.NET_Core#8.0.11 m/Z",
    headers="""\
Host: {host}
X-Amz-Api-Version: 2017-08-08
User-Agent: {agent}
amz-sdk-invocation-id: {id}
amz-sdk-request: attempt=1; max=5
X-Amz-Date: -
X-Amz-Content-SHA256: {digest}
Authorization: -
Content-Type: {type}
Content-Length: {length}
""",
    signed=_of("content-type", "host", "x-amz-api-version", "x-amz-content-sha256"),
)

CPP = Sender(
    name="C++",
    agent="aws-sdk-cpp/1.11.600 ua/2.1 api/Connect os/Linux#6.1.0 lang/c++#C++17 md/aws-crt# m/D",
    headers="""\
host: {host}
accept: */*
amz-sdk-invocation-id: {id}
amz-sdk-request: attempt=1
authorization: -
content-length: {length}
content-type: {type}
user-agent: {agent}
x-amz-api-version: 2017-08-08
x-amz-content-sha256: {digest}
x-amz-date: -
""",
    signed=_of(
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "content-length",
        "content-type",
        "host",
        "x-amz-api-version",
        "x-amz-content-sha256",
    ),
    kept="$&,:=@",
    expects=True,
)

SENDERS: Iterable[Sender] = (RUBY, PHP, DOTNET, CPP)
