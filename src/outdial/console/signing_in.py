"""The way in, with an access key, and the way out."""

import re

from outdial.app import App
from outdial.console.addresses import HOME, address, query_of, safe_return
from outdial.console.errors import foreign_form, wrong_method
from outdial.console.leading import see_other
from outdial.console.place import PATH
from outdial.console.safety import is_from_here, is_own
from outdial.console.sessions import LONGEST, Sessions
from outdial.console.visit import Page, Visit
from outdial.console.visitor import Visitor
from outdial.http import Request, Response

COOKIE = "outdial-console"
SIGN_IN = HOME + "sign-in"
SIGN_OUT = HOME + "sign-out"

_KEY = re.compile(r"[!-~]{1,128}")
"""An access key is in one word, in events of the audit trail too."""

_MOST_OF_FORM = 16 * 1024


class SigningIn:
    """Begins and ends sessions."""

    def __init__(self, app: App, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    def answer(self, request: Request, visit: Visit, session_id: str) -> Page | Response:
        """Show the form, or take it."""
        if request.method in {"GET", "HEAD"}:
            return _form(visit.query.get("to", ""))
        if request.method != "POST":
            return wrong_method(("GET", "HEAD", "POST"))
        if not is_from_here(request) or len(request.body) > _MOST_OF_FORM:
            return foreign_form()
        form = query_of(request.body.decode(errors="replace"))
        return self._begin(request, form, session_id)

    def sign_out(self, request: Request, visit: Visit, session_id: str) -> Page | Response:
        """End the session that a form of it asks to end."""
        if request.method != "POST":
            return wrong_method(("POST",))
        form = query_of(request.body[:_MOST_OF_FORM].decode(errors="replace"))
        session = visit.session
        token = form.get("token", "")
        if session is None or not is_own(request, token, session.form_token):
            return foreign_form()
        self._sessions.end(session_id)
        return see_other(SIGN_IN, cookie=_cookie("", seconds=0, is_secure=request.is_secure))

    def _begin(self, request: Request, form: dict[str, str], former: str) -> Page | Response:
        """Begin a session instead of the former one, if the form shows a key that is known."""
        access_key, wanted = form.get("key", "").strip(), form.get("to", "")
        if not self._is_shown(access_key, form):
            return _form(wanted, status=403, access_key=access_key)
        self._sessions.end(former)
        session_id = self._sessions.begin(access_key)
        seconds = int(LONGEST.total_seconds())
        cookie = _cookie(session_id, seconds=seconds, is_secure=request.is_secure)
        return see_other(safe_return(wanted), cookie=cookie)

    def _is_shown(self, access_key: str, form: dict[str, str]) -> bool:
        secret, token = form.get("secret", "").strip(), form.get("session-token", "").strip()
        if not _KEY.fullmatch(access_key):
            return False
        visitor = Visitor(self._app, access_key)
        return visitor.is_known and visitor.proves(secret, token)


def to_sign_in(request: Request) -> Response:
    """Lead somebody who is not signed in, or no longer, to the form and back.

    A part of a page that script asks for has the page loaded anew, which then leads there.
    """
    if "hx-request" in request.headers:
        return Response(status=204, headers={"hx-refresh": "true", "cache-control": "no-store"})
    wanted = f"{request.path}?{request.query}" if request.query else request.path
    wanted = safe_return(wanted)
    return see_other(address("sign-in", to="" if wanted == HOME else wanted))


def _form(wanted: str, *, status: int = 200, access_key: str = "") -> Page:
    return Page(
        template="sign_in.html",
        title="Sign in",
        status=status,
        values={"to": safe_return(wanted), "is_wrong": status != 200, "access_key": access_key},  # noqa: PLR2004 the status of success
    )


def _cookie(value: str, *, seconds: int, is_secure: bool) -> str:
    secure = "; Secure" if is_secure else ""
    return f"{COOKIE}={value}; Path={PATH}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
