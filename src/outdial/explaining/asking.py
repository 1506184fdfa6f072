"""Questions as they come to a server."""

from typing import TYPE_CHECKING, Any

from outdial.access.gate import authenticate
from outdial.access.identity import identify
from outdial.access.surroundings import Surroundings
from outdial.explaining.answering import answer
from outdial.explaining.question import read_question
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from outdial.app import App
    from outdial.http import Request


def explain(app: "App", request: "Request") -> dict[str, Any]:
    """Answer the question in a request's body, about the account of whoever asks."""
    question = read_question(request.body)
    surroundings = Surroundings(
        now=app.world.now(),
        source_ip=request.peer,
        user_agent=request.headers.get("user-agent"),
        is_secure=request.is_secure,
    )

    def work(tx: Transaction) -> dict[str, Any]:
        scope = authenticate(request, identify(request), tx, app.settings, surroundings.now).scope
        explanation = answer(
            question,
            scope.account,
            scope.region,
            tx=tx,
            settings=app.settings,
            surroundings=surroundings,
        )
        return explanation.as_json()

    return run(app.store, work, writes=False)
