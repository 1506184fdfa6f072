"""Tables over all operations: which are served, which errors there are, what was chosen."""

import inspect
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from outdial import domain
from outdial.errors import EdgeError
from outdial.registry import Handler
from reference.markdown import linked, table
from reference.operation_page import NOTE
from reference.rules import RuleBook, choices_of, rule_book
from reference.services import CONNECT, SERVICES, Service


def operations_index(service: Service) -> str:
    """Write the page that names every operation of a service and tells whether it is served."""
    model, served = service.model, service.served
    others = [name for name in model.operations if name not in served]
    rows = [(f"[{name}]({name}.md)", _summary(served[name])) for name in sorted(served)]
    lines = [
        NOTE,
        "# Operations" if service is CONNECT else f"# Operations of {service.title}",
        "",
        f"{service.title} has {len(model.operations)} operations,",
        f"by the service model of botocore {model.botocore_version}.",
        f"Outdial serves {len(served)} of them, and recognises the other {len(others)}:",
        "a call of one is answered with status 501 (`OperationNotServedException`).",
        "A running server lists what it serves at [`/_outdial/operations`](../control.md).",
        "",
        *_promise(service),
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


def _promise(service: Service) -> Iterator[str]:
    if service is CONNECT:
        yield "Each page has examples that were run to make it: the call in Python, the request"
        yield "without its signature, and the response."
    else:
        yield "Where a page has an example, it was run to make the page. In process these"
        yield f'operations are answered with `local(services=("connect", "{service.name}"))`.'


def _summary(handler: Handler) -> str:
    return (inspect.getdoc(handler.run) or "").partition("\n")[0]


def choices_page() -> str:
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
        *table(("Operation", "Choice"), _chosen_by_operations()),
        "",
        "## Rules",
        "",
        *table(("Rule", "Choice"), _chosen_by_rules()),
    ]
    return "\n".join(lines) + "\n"


def _chosen_by_operations() -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        served, folder = service.served, f"{service.folder}/"
        for name in sorted(served):
            for choice in choices_of(served[name].run.__doc__):
                if "chosen" in choice.mark:
                    text = linked(choice.text, served.keys(), own=name, folder=folder)
                    yield f"[{name}]({folder}{name}.md)", _qualified(text, choice.mark)


def _chosen_by_rules() -> Iterator[tuple[str, str]]:
    for book in rule_books():
        for rule in book.rules:
            if "chosen" in rule.mark:
                module = book.module.removeprefix(f"{domain.__name__}.")
                yield f"{rule.number} of `{module}`", _qualified(rule.text, rule.mark)


def _qualified(text: str, mark: str) -> str:
    """Add a mark that says more than that all was chosen, unless the text has it."""
    return text if mark == "chosen" or f"[{mark.partition(';')[0]}" in text else f"{text} [{mark}]"


def rule_books() -> Iterator[RuleBook]:
    """List the rule books of the domain."""
    for module in walk_packages(domain.__path__, f"{domain.__name__}."):
        book = rule_book(import_module(module.name))
        if book is not None:
            yield book


def errors_table(service: Service) -> Iterator[str]:
    """List the errors that a service declares, each with its status and how many declare it."""
    model = service.model
    all_of_them, here = (
        Counter(error for name in names for error in model.operations[name].errors)
        for names in (model.operations, service.served)
    )
    rows = [
        (f"`{service.code(name)}`", str(error.status), str(all_of_them[name]), str(here[name]))
        for name, error in sorted(service.errors.items())
        if name in all_of_them and not issubclass(error, EdgeError)
    ]
    yield from table(("Error", "Status", "Declared by operations", "by served ones"), rows)
