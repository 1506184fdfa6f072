"""The way in, with an access key, and the way out."""

from outdial.app import App
from outdial.console.addresses import HOME, address, query_of, safe_return
from outdial.console.errors import foreign_form, wrong_method
from outdial.console.mount import PATH
from outdial.console.safety import is_from_here, is_token
from outdial.console.sessions import LONGEST, Sessions
from outdial.console.visit import Page, Visit
from outdial.console.visitor import Visitor
from outdial.http import Request, Response

COOKIE = "outdial-console"
SIGN_IN = HOME + "sign-in"
SIGN_OUT = HOME + "sign-out"

_MOST_OF_FORM = 16 * 1024


class SigningIn:
    """Begins and ends sessions."""

    def __init__(self, app: App, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    def answer(self, request: Request, visit: Visit) -> Page | Response:
        """Show the form, or take it."""
        if request.method in {"GET", "HEAD"}:
            return _form(visit.query.get("to", ""))
        if request.method != "POST":
            return wrong_method(("GET", "HEAD", "POST"))
        if not is_from_here(request) or len(request.body) > _MOST_OF_FORM:
            return foreign_form()
        return self._begin(request, query_of(request.body.decode(errors="replace")))

    def sign_out(self, request: Request, visit: Visit, session_id: str) -> Page | Response:
        """End the session that a form of it asks to end."""
        if request.method != "POST":
            return wrong_method(("POST",))
        form = query_of(request.body[:_MOST_OF_FORM].decode(errors="replace"))
        session = visit.session
        is_own = session is not None and is_token(form.get("token", ""), session.form_token)
        if not is_from_here(request) or not is_own:
            return foreign_form()
        self._sessions.end(session_id)
        return _to(SIGN_IN, cookie=_cookie("", seconds=0, is_secure=request.is_secure))

    def _begin(self, request: Request, form: dict[str, str]) -> Page | Response:
        access_key, wanted = form.get("key", "").strip(), form.get("to", "")
        visitor = Visitor(self._app, access_key)
        if (
            not access_key
            or not visitor.is_known
            or not visitor.proves(
                form.get("secret", "").strip(), form.get("session-token", "").strip()
            )
        ):
            return _form(wanted, status=403, access_key=access_key)
        session_id = self._sessions.begin(access_key)
        seconds = int(LONGEST.total_seconds())
        cookie = _cookie(session_id, seconds=seconds, is_secure=request.is_secure)
        return _to(safe_return(wanted), cookie=cookie)


def to_sign_in(request: Request) -> Response:
    """Lead somebody who is not signed in, or no longer, to the form and back."""
    wanted = f"{request.path}?{request.query}" if request.query else request.path
    wanted = safe_return(wanted)
    return _to(address("sign-in", to="" if wanted == HOME else wanted))


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


def _to(place: str, *, cookie: str = "") -> Response:
    headers = {"location": place, "cache-control": "no-store"}
    return Response(status=303, headers={**headers, "set-cookie": cookie} if cookie else headers)
