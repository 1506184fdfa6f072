"""Tables over all operations: which are served, which errors there are, what was chosen."""

import inspect
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from outdial import domain, errors
from outdial.errors import EdgeError, ServiceError
from outdial.registry import Handler
from outdial.wire.model import ServiceModel
from reference.markdown import linked, table
from reference.operation_page import NOTE
from reference.rules import RuleBook, choices_of, rule_book

Handlers = Mapping[str, Handler]


def operations_index(model: ServiceModel, served: Handlers) -> str:
    """Write the page that names every operation of the model and tells whether it is served."""
    others = [name for name in model.operations if name not in served]
    rows = [(f"[{name}]({name}.md)", _summary(served[name])) for name in sorted(served)]
    lines = [
        NOTE,
        "# Operations",
        "",
        f"Amazon Connect has {len(model.operations)} operations,",
        f"by the service model of botocore {model.botocore_version}.",
        f"Outdial serves {len(served)} of them, and recognises the other {len(others)}:",
        "a call of one is answered with status 501 (`OperationNotServedException`).",
        "A running server lists what it serves at [`/_outdial/operations`](../control.md).",
        "",
        "Each page has examples that were run to make it: the call in Python, the request without",
        "its signature, and the response.",
        "",
        "## Served",
        "",
        *table(("Operation", "What it does"), rows),
        "",
        "## Recognised",
        "",
        *table(("Operation", "State"), [(name, "not served") for name in others]),
    ]
    return "\n".join(lines) + "\n"


def _summary(handler: Handler) -> str:
    return (inspect.getdoc(handler.run) or "").partition("\n")[0]


def choices_page(served: Handlers) -> str:
    """Write the page of everything that was chosen, since nothing is known about it."""
    lines = [
        NOTE,
        "# Choices",
        "",
        "Where nothing is known of what Amazon Connect does, or where Outdial means to differ,",
        "something had to be chosen. This is all of it;",
        "[fidelity](../explanation/fidelity.md) tells which of it a setting can change.",
        "",
        "## Operations",
        "",
        *table(("Operation", "Choice"), _chosen_by_operations(served)),
        "",
        "## Rules",
        "",
        *table(("Rule", "Choice"), _chosen_by_rules()),
    ]
    return "\n".join(lines) + "\n"


def _chosen_by_operations(served: Handlers) -> Iterator[tuple[str, str]]:
    for name in sorted(served):
        for choice in choices_of(served[name].run.__doc__):
            if "chosen" in choice.mark:
                text = linked(choice.text, served.keys(), own=name, folder="operations/")
                yield f"[{name}](operations/{name}.md)", _qualified(text, choice.mark)


def _chosen_by_rules() -> Iterator[tuple[str, str]]:
    for book in rule_books():
        for rule in book.rules:
            if "chosen" in rule.mark:
                module = book.module.rpartition(".")[2]
                yield f"{rule.number} of `{module}`", _qualified(rule.text, rule.mark)


def _qualified(text: str, mark: str) -> str:
    """Add a mark that says more than that all was chosen, unless the text has it."""
    return text if mark == "chosen" or f"[{mark.partition(';')[0]}" in text else f"{text} [{mark}]"


def rule_books() -> Iterator[RuleBook]:
    """List the rule books of the domain."""
    for module in iter_modules(domain.__path__):
        book = rule_book(import_module(f"{domain.__name__}.{module.name}"))
        if book is not None:
            yield book


def errors_table(model: ServiceModel, served: Handlers) -> Iterator[str]:
    """List the errors of the wire, each with its status and the operations that declare it."""
    all_of_them, here = (
        Counter(error for name in names for error in model.operations[name].errors)
        for names in (model.operations, served)
    )
    rows = [
        (f"`{name}`", str(error.status), str(all_of_them[name]), str(here[name]))
        for name, error in _errors()
        if not issubclass(error, EdgeError)
    ]
    yield from table(("Error", "Status", "Declared by operations", "by served ones"), rows)


def _errors() -> list[tuple[str, type[ServiceError]]]:
    return sorted(
        (name, value)
        for name, value in vars(errors).items()
        if isinstance(value, type)
        and issubclass(value, ServiceError)
        and name.endswith("Exception")
    )
