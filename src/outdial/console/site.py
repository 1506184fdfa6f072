"""The console's answers: pages for those who may see them, and the way in and out."""

from dataclasses import replace
from http.cookies import CookieError, SimpleCookie

from outdial.app import App
from outdial.console.addresses import HOME, query_of, segments_of
from outdial.console.assets import asset
from outdial.console.errors import refusal, wrong_method, wrong_place
from outdial.console.mount import PATH
from outdial.console.rendering import render
from outdial.console.routes import find_page
from outdial.console.safety import HEADERS
from outdial.console.sessions import Sessions
from outdial.console.signing_in import COOKIE, SIGN_IN, SIGN_OUT, SigningIn, to_sign_in
from outdial.console.visit import Page, Visit
from outdial.console.visitor import Visitor
from outdial.errors import ServiceError
from outdial.http import Request, Response

_READS = ("GET", "HEAD")


class ConsoleSite:
    """Answers everything below the console's address."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._sessions = Sessions(app.world)
        self._signing_in = SigningIn(app, self._sessions)

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        response = self._response(request)
        return replace(response, headers={**HEADERS, **response.headers}, operation=PATH)

    def _response(self, request: Request) -> Response:
        file = asset(request.path)
        if file is not None:
            return file
        session_id = _session_id(request)
        session = self._sessions.find(session_id)
        visitor = Visitor(self._app, session.access_key if session else "")
        visit = Visit(visitor=visitor, query=query_of(request.query), session=session)
        if request.path == SIGN_OUT:
            return self._shown(self._signing_in.sign_out(request, visit, session_id), visit)
        if request.path == SIGN_IN:
            return self._shown(self._signing_in.answer(request, visit, session_id), visit)
        if not visitor.is_known:
            return to_sign_in(request)
        return self._shown(_page(request, visit), visit)

    def _shown(self, page: Page | Response, visit: Visit) -> Response:
        """Render a page, with what stands on all of them."""
        if isinstance(page, Response):
            return page
        body = render(
            page.template,
            title=page.title,
            crumbs=page.crumbs,
            checks_identity=self._app.settings.auth != "off",
            visitor=_visitor_name(visit),
            form_token=visit.session.form_token if visit.session else "",
            home=HOME,
            sign_in=SIGN_IN,
            sign_out=SIGN_OUT,
            **page.values,
        )
        headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
        return Response(status=page.status, headers=headers, body=body)


def _visitor_name(visit: Visit) -> str:
    """Name who looks; '' is somebody who may not look yet."""
    return visit.visitor.name if visit.visitor.is_known else ""


def _page(request: Request, visit: Visit) -> Page | Response:
    """Make the page of an address, or one that says why it cannot be shown."""
    found = find_page(segments_of(request.path))
    if found is None:
        return wrong_place(request.path)
    if request.method not in _READS:
        return wrong_method(_READS)
    visit = replace(visit, parts=found.parts)
    try:
        return found.show(visit)
    except ServiceError as error:
        return refusal(error, visit.visitor.name)


def _session_id(request: Request) -> str:
    try:
        morsel = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return "" if morsel is None else morsel.value
