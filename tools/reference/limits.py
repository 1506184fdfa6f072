"""The tables of rates and quotas."""

from collections.abc import Iterator

from outdial.access.limits import MOST, TABLE
from outdial.access.throttle import Rate
from outdial.domain import quotas
from outdial.domain.quotas import Quotas
from reference.markdown import table
from reference.settings import texts_below


def rates_table() -> Iterator[str]:
    """List the rates, each with its operations."""
    rows = [("every other one", *_figures(MOST))]
    rows += [(", ".join(f"`{name}`" for name in names), *_figures(rate)) for rate, names in TABLE]
    yield from table(("Operations", "Calls a second", "At once"), rows)


def _figures(rate: Rate) -> tuple[str, str]:
    return f"{rate.per_second:g}", str(rate.burst)


def quotas_table() -> Iterator[str]:
    """List the quotas, each with AWS's figure and what it counts."""
    texts, figures = texts_below(quotas, Quotas.__name__), Quotas()
    rows = [
        (f"`{name}`", str(getattr(figures, name)), texts[name]) for name in Quotas.__struct_fields__
    ]
    yield from table(("Quota", "AWS's figure", "What it counts"), rows)
