"""Answers that lead a browser to another page."""

from outdial.http import Response


def see_other(place: str, *, cookie: str = "") -> Response:
    """Lead to a page, which is then only looked at: to load it again does nothing twice."""
    headers = {"location": place, "cache-control": "no-store"}
    return Response(status=303, headers={**headers, "set-cookie": cookie} if cookie else headers)
