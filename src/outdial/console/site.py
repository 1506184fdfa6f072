"""The console's answers: pages for those who may see them, and the way in and out."""

import logging
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie

from outdial.app import App
from outdial.console.addresses import HOME, query_of, segments_of, server_of
from outdial.console.assets import asset
from outdial.console.bulk.plans import Plans
from outdial.console.errors import fault, foreign_form, refusal, wrong_method, wrong_place
from outdial.console.forms import form_of
from outdial.console.place import PATH
from outdial.console.rendering import render
from outdial.console.routes import BY_ITSELF, find_page
from outdial.console.safety import HEADERS, is_own
from outdial.console.sessions import Sessions
from outdial.console.signing_in import COOKIE, SIGN_IN, SIGN_OUT, SigningIn, to_sign_in
from outdial.console.visit import Page, Visit
from outdial.console.visitor import Visitor
from outdial.errors import ServiceError
from outdial.http import Request, Response
from outdial.trail.witness import MOST_OF_AGENT, Way

_READS = ("GET", "HEAD")

_logger = logging.getLogger("outdial")


class ConsoleSite:
    """Answers everything below the console's address."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._sessions = Sessions(app.world)
        self._signing_in = SigningIn(app, self._sessions)
        self._form_token = app.world.new_secret()
        self._plans = Plans()

    def close(self) -> None:
        """Stop what goes on beside the requests."""
        self._plans.close()

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        try:
            response = self._response(request)
        except ServiceError as error:  # not even who asks could be found out
            response = self._rendered(refusal(error))
        except Exception:
            request_id = self._app.world.new_request_id()
            _logger.exception("fault in request %s", request_id)
            response = self._fault(request_id)
        return replace(response, headers={**HEADERS, **response.headers}, operation=PATH)

    def _response(self, request: Request) -> Response:
        file = asset(request.path)
        if file is not None:
            return file
        session_id = _session_id(request)
        session = self._sessions.find(session_id, is_used=request.path not in BY_ITSELF)
        visitor = Visitor(self._app, session.access_key if session else "", _way(request))
        visit = Visit(
            visitor=visitor,
            plans=self._plans,
            query=query_of(request.query),
            session=session,
            form_token=session.form_token if session else self._form_token,
            server=server_of(request),
        )
        if request.path == SIGN_OUT:
            page = self._signing_in.sign_out(request, visit, session_id)
        elif request.path == SIGN_IN:
            page = self._signing_in.answer(request, visit, session_id)
        elif visitor.is_known:
            page = _page(request, visit)
        else:
            page = to_sign_in(request)
        if isinstance(page, Response):
            return page
        return self._rendered(page, visit)

    def _fault(self, request_id: str) -> Response:
        """Tell of a fault of ours no more than by which id the log knows it."""
        response = self._rendered(fault(request_id))
        told = {"x-amzn-requestid": request_id, "x-amzn-errortype": "InternalServiceException"}
        return replace(response, headers={**response.headers, **told})

    def _rendered(self, page: Page, visit: Visit | None = None) -> Response:
        """Render a page, with what stands on all of them; without a visit it is for nobody."""
        body = render(
            page.template,
            title=page.title,
            crumbs=page.crumbs,
            checks_identity=self._app.settings.auth != "off",
            visitor=_visitor_name(visit),
            is_signed_in=visit is not None and visit.session is not None,
            form_token=visit.form_token if visit else "",
            home=HOME,
            sign_in=SIGN_IN,
            sign_out=SIGN_OUT,
            **page.values,
        )
        headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
        return Response(status=page.status, headers=headers, body=body)


def _visitor_name(visit: Visit | None) -> str:
    """Name who looks; '' is somebody who may not look yet."""
    return visit.visitor.name if visit and visit.visitor.is_known else ""


def _page(request: Request, visit: Visit) -> Page | Response:
    """Make the page of an address or do what its form asks for, or say why that cannot be."""
    found = find_page(segments_of(request.path))
    if found is None:
        return wrong_place(request.path)
    visit = replace(visit, parts=found.parts)
    try:
        if request.method in _READS:
            return found.show(visit)
        if found.act is None or request.method != "POST":
            return wrong_method((*_READS, "POST") if found.act else _READS)
        form = form_of(request)
        if form is None or not is_own(request, form.one("token"), visit.form_token):
            return foreign_form()
        return found.act(replace(visit, form=form))
    except ServiceError as error:
        return refusal(error, visit.visitor.name)


def _way(request: Request) -> Way:
    """Tell how a browser's request came, as the trail tells it of a client's."""
    agent = request.headers.get("user-agent", "")[:MOST_OF_AGENT]
    return Way(request.peer, agent, request.is_secure)


def _session_id(request: Request) -> str:
    try:
        morsel = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return "" if morsel is None else morsel.value
