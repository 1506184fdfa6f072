"""Visits the console of a server as a browser without script does."""

from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

HOME = "/_outdial/console/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came back, whole."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Keeps the console's cookie, and sends `Origin` with forms."""

    url: str
    cookie: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Seen:
        return self.send("GET", path, headers={"Accept": "text/html", **headers})

    def post(self, path: str, form: dict[str, str], **headers: str) -> Seen:
        sent = {"Origin": self.url, "Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, urlencode(form), {name: v for name, v in sent.items() if v})

    def send(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Seen:
        connection = HTTPConnection("127.0.0.1", urlsplit(self.url).port or 0, timeout=30)
        kept = {"Cookie": self.cookie} if self.cookie else {}
        try:
            connection.request(method, path, body, {**kept, **(headers or {})})
            response = connection.getresponse()
            lower = {name.lower(): value for name, value in response.getheaders()}
            text = response.read().decode()
        finally:
            connection.close()
        if "set-cookie" in lower:
            self.cookie = lower["set-cookie"].partition(";")[0]
        return Seen(status=response.status, headers=lower, text=text)

    def sign_in(self, key: str, secret: str, to: str = "") -> Seen:
        return self.post(HOME + "sign-in", {"key": key, "secret": secret, "to": to})
