"""What a browser is shown where the server itself fails."""

import logging
from typing import TYPE_CHECKING

import pytest

from console.test_pages import words
from console.visiting import HOME, POLICY, Seen
from outdial.app import open_app
from outdial.console import routes
from outdial.console.mount import Console
from outdial.console.visit import Page
from outdial.errors import ServiceError
from outdial.http import Request

if TYPE_CHECKING:
    from outdial.console.visit import Visit

SECRET = "what only the log may know"


def broken(_: "Visit") -> Page:
    raise RuntimeError(SECRET)


def test_a_page_says_so_and_names_the_request_that_the_log_tells_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(routes.ROUTES, "", broken)
    console = Console(open_app())

    with caplog.at_level(logging.ERROR, "outdial"):
        answer = console.answer(Request(method="GET", path=HOME, headers={"host": "localhost"}))

    request_id = answer.headers["x-amzn-requestid"]
    text = answer.body.decode()
    assert answer.status == 500
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-amzn-errortype"] == "InternalServiceException"
    assert words(Seen(status=500, headers={}, text=text)) == (
        "This went wrong The server has failed here. That is a fault of its own: its log tells"
        f" more, under this id. Status 500, {request_id} To the first page"
    )
    assert SECRET not in text
    [record] = caplog.records
    assert record.getMessage() == f"fault in request {request_id}"
    assert record.exc_info
    assert str(record.exc_info[1]) == SECRET


def test_a_page_that_fails_after_a_refusal_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: "Visit") -> Page:
        raise ServiceError(SECRET)

    monkeypatch.setitem(routes.ROUTES, "", refused)

    answer = Console(open_app()).answer(Request(method="GET", path=HOME))

    assert answer.status == ServiceError.status
    assert SECRET in answer.body.decode()
    assert "x-amzn-requestid" not in answer.headers
