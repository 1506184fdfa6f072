"""Pages that say why there is nothing else to see."""

from collections.abc import Sequence

from outdial.console.visit import Page
from outdial.errors import ServiceError

_POLICY = "is not authorized to perform"
"""What refusals say that a policy can change; others are for whoever is somebody else."""

_TITLES = {
    403: "You may not see this",
    404: "Not found",
    429: "Too often",
    503: "Not available at the moment",
}


def refusal(error: ServiceError, visitor: str = "") -> Page:
    """Show an operation's refusal in its own words, and to a visitor how it would be allowed."""
    return _error(
        error.status,
        _TITLES.get(error.status, "This cannot be shown"),
        error.text or error.code,
        code=error.code,
        hint=_hint(error, visitor) if visitor and error.code == "AccessDeniedException" else "",
    )


def _hint(error: ServiceError, visitor: str) -> str:
    or_else = ", or have a policy allow it" if _POLICY in error.text else ""
    return f"Ask for it as somebody else than {visitor}{or_else}."


def wrong_place(path: str) -> Page:
    """Say that the console has no such page."""
    return _error(404, "Not found", f"The console has no page {path[:200]}.")


def wrong_method(allowed: Sequence[str]) -> Page:
    """Say that a page is only looked at."""
    return _error(405, "Not possible", f"This page takes {' and '.join(allowed)} only.")


def foreign_form() -> Page:
    """Refuse a form that no page of this console sent, or one of a session that has ended."""
    text = "This form was not sent by a page of this console, or your session has ended meanwhile."
    return _error(403, "Form refused", f"{text} Nothing was done.")


def fault(request_id: str) -> Page:
    """Say that the server has failed, and how to find out about it."""
    text = (
        "The server has failed here. That is a fault of its own: its log tells more, under this id."
    )
    return _error(500, "This went wrong", text, code=request_id)


def _error(status: int, title: str, text: str, *, code: str = "", hint: str = "") -> Page:
    return Page(
        template="error.html",
        title=title,
        status=status,
        values={"status": status, "text": text, "code": code, "hint": hint},
    )
