"""Options that can be given in the environment too."""

from collections.abc import Callable
from typing import Any

import click


def option(
    name: str, *, env: str | tuple[str, ...] = (), **attributes: Any
) -> Callable[[Any], Any]:
    """Make an option that OUTDIAL_<NAME> or the variables of `env` can give; the help says so."""
    variables = env or f"OUTDIAL_{name.removeprefix('--').replace('-', '_').upper()}"
    return click.option(
        name,
        envvar=variables if isinstance(variables, str) else list(variables),
        show_envvar=True,
        **attributes,
    )
