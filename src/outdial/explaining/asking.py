"""Questions as they come to a server, in requests or from its own pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outdial.access.gate import authenticate
from outdial.access.identity import identify
from outdial.access.surroundings import Surroundings
from outdial.domain.arns import Scope
from outdial.explaining.answering import answer
from outdial.explaining.explanation import Explanation
from outdial.explaining.question import Question, read_question
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

    def whose(tx: Transaction) -> Scope:
        return authenticate(request, identify(request), tx, app.settings, surroundings.now).scope

    return explain_in(app, question, whose, surroundings).as_json()


def explain_in(
    app: "App",
    question: Question,
    whose: Callable[[Transaction], Scope],
    surroundings: Surroundings,
) -> Explanation:
    """Answer a question about an account; QuestionError if it has no answer.

    Whose account it is, and in which Region the call would be made if the question does not say
    it, is found out in the same look at the store.
    """

    def work(tx: Transaction) -> Explanation:
        scope = whose(tx)
        return answer(
            question,
            scope.account,
            scope.region,
            tx=tx,
            settings=app.settings,
            surroundings=surroundings,
        )

    return run(app.store, work, writes=False)
