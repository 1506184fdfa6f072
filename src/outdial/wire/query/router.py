"""The way from a request to the operation that its fields name."""

from outdial.http import Request
from outdial.iam_errors import InvalidAction, MissingAction
from outdial.wire.model import Operation, ServiceModel
from outdial.wire.query.form import Fields, read_fields

_NAMED = 128
"""So much of an action or a version that is not known is named in a text."""


class QueryRouter:
    """Finds operations by the fields `Action` and `Version`."""

    def __init__(self, model: ServiceModel) -> None:
        self._model = model

    def match(self, request: Request) -> tuple[Operation, Fields]:
        """Find the operation of a request, and give all of its fields.

        The text for an action that is not known is observed, with other services of the protocol;
        what is said where there is no version, or no action, is inferred.
        """
        fields = read_fields(request)
        action = fields.get("Action")
        if not action:
            raise MissingAction("The request is missing an action or a required parameter.")
        version = fields.get("Version") or "NO_VERSION_SPECIFIED"
        operation = self._model.operations.get(action)
        if operation is None or version != self._model.version or not _is_addressed(request):
            raise InvalidAction(
                f"Could not find operation {action[:_NAMED]} for version {version[:_NAMED]}"
            )
        return operation, fields


def _is_addressed(request: Request) -> bool:
    return request.path in {"/", ""} and request.method in {"POST", "GET"}
