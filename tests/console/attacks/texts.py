"""What strangers write, and what no page may make of it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from console.visiting import HOME, POLICY, Seen

MARKUP = (
    "</bdi></title></option></textarea><taken onload=alert(1)><script>taken()</script>"
    "'\"&amp;{{7*7}}{% x %}<!--"
)
STEERING = (
    "\x00\x01\t\r\n\x1b[31m\x7f\x85\u061c\u200e\u2028\u2029\u202e\u2066\ufeff\ufffe\U000e0041"
)

TEXTS: dict[str, str] = {
    "markup": MARKUP,
    "steering": STEERING,
    "nul": "\x00",
    "long": "x" * 10_000,
    "link": "javascript:alert(1)//",
    "elsewhere": "//evil.example/",
    "above": "../../../../etc/passwd",
    "format": "%s%n{0}{x.__class__}${HOME}$(id)`id`",
    "sql": "' OR 1=1; DROP TABLE resource; --%_\\",
    "digits": "\u0661\u0662\u0663",
    "number": "9" * 400,
    "negative": "-1",
    "token": "eyJhIjogMX0=",
    "arn": "arn:aws:connect:us-east-1:123456789012:instance/x/queue/y",
    "empty": " ",
}
"""By what they try."""

RAW: dict[str, str] = {
    "bad escape": "%",
    "no hexadecimal": "%zz",
    "no UTF-8": "%ff%fe",
    "surrogate": "%ed%a0%80",
    "overlong": "%c0%af..%c0%af",
    "line break": "%0d%0aX-Taken:%20yes",
    "twice": "%2527%252e%252e%252f",
}
"""What an address or a form may have that is no text at all."""

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINKS = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data", "cite"}
_NEVER = {"iframe", "object", "embed", "base", "frame", "style", "img", "video", "taken"}


@dataclass(slots=True)
class Markup(HTMLParser):
    """What is wrong with the markup of a page: what runs, and what leads or loads elsewhere."""

    wrong: list[str] = field(default_factory=list)
    _is_script: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_script = tag == "script"
        if tag in _NEVER:
            self.wrong.append(f"there is a {tag}")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "hx-on"}:
                self.wrong.append(f"{tag} has {name}")
            if name in _LINKS and not (value or "").startswith((HOME, "#", "?")):
                self.wrong.append(f"{tag} leads to {value}")
            if name != "value" and _STEERING.search(value or ""):
                self.wrong.append(f"the {name} of {tag} steers: {value!a}")

    def handle_data(self, data: str) -> None:
        if self._is_script and data.strip():
            self.wrong.append(f"a script says {data}")
        self._is_script = False
        if _STEERING.search(data):
            self.wrong.append(f"a text steers: {data!a}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"there is a comment {data}")


def wrong_of(seen: Seen, *, most: int = 400_000) -> list[str]:
    """Find what is wrong with an answer to an attack, whether it is a page or leads to one."""
    wrong = []
    if seen.status >= 500:
        wrong.append(f"status {seen.status}")
    if "x-taken" in seen.headers:
        wrong.append("a header was taken")
    if "location" in seen.headers and not seen.headers["location"].startswith(HOME):
        wrong.append(f"leads to {seen.headers['location']}")
    if seen.headers.get("content-security-policy") != POLICY:
        wrong.append("no policy")
    if len(seen.text) > most:
        wrong.append(f"{len(seen.text)} characters")
    if seen.text:
        if seen.headers.get("content-type") != "text/html; charset=utf-8":
            wrong.append(f"of type {seen.headers.get('content-type')}")
        markup = Markup()
        markup.feed(seen.text)
        wrong += markup.wrong
    return wrong
