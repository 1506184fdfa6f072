"""Bodies of requests and responses as pages show them: easier to read than on the wire."""

import json
from xml.dom.minidom import parseString


def shown_body(body: bytes) -> str:
    """Show a body under its head: JSON and XML indented, a form with a line for each field."""
    if not body:
        return ""
    text = body.decode()
    if text.startswith("<"):
        return "\n\n" + _xml(text)
    if text.startswith(("{", "[")):
        return "\n\n" + json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    return "\n\n" + text.replace("&", "\n&")


def _xml(text: str) -> str:
    document = parseString(text)  # noqa: S318 our own text
    return "\n".join(document.toprettyxml(indent="  ").rstrip().split("\n")[1:])
