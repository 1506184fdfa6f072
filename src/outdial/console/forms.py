"""What a form of a page sent."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from outdial.http import Request

MOST_OF_FORM = 256 * 1024
"""So many bytes of a form are read: a thousand queues are chosen by their ids in 60 thousand."""

_MOST_FIELDS = 2_000


class Form:
    """The fields of a form, each with all of its values; one that was left out is empty."""

    def __init__(self, fields: Mapping[str, list[str]] | None = None) -> None:
        self._fields = fields or {}

    def one(self, name: str) -> str:
        """Give a field's value, the last one if it was sent several times."""
        return self.all(name)[-1] if name in self._fields else ""

    def all(self, name: str) -> list[str]:
        """Give all values of a field, as many as were chosen."""
        return self._fields.get(name, [])


def form_of(request: Request) -> Form | None:
    """Read a form; None if it is larger than any form of ours, or no form at all."""
    if len(request.body) > MOST_OF_FORM:
        return None
    try:
        text = request.body.decode()
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return Form(fields)
