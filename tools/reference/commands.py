"""The commands, each with its help and its options."""

import inspect
from collections.abc import Iterator

import click

from outdial.cli import main
from reference.markdown import table


def commands(group: click.Group = main, name: str = "outdial") -> Iterator[str]:
    """Describe each command of a group, and those of the groups in it."""
    for command in sorted(group.commands.values(), key=lambda command: command.name or ""):
        path = f"{name} {command.name}"
        if isinstance(command, click.Group):
            yield from commands(command, path)
        else:
            yield from (f"## `{path}`", "", inspect.cleandoc(command.help or ""), "")
            yield from (*options(command), "")


def options(command: click.Command) -> Iterator[str]:
    """List the options of a command, each with its variable, default and help."""
    context = click.Context(command)
    rows = [_row(each, context) for each in command.params if isinstance(each, click.Option)]
    yield from table(("Option", "Variable", "Default", "What it does"), rows)


def _row(option: click.Option, context: click.Context) -> tuple[str, str, str, str]:
    variables = [option.envvar] if isinstance(option.envvar, str) else option.envvar or ()
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    help_text, _, stated = (option.help or "").partition("  [default: ")
    shown = stated.rstrip("]") or (str(option.default) if option.show_default else "")
    return (
        f"`{option.opts[0]}{value}`",
        ", ".join(f"`{name}`" for name in variables),
        f"`{shown}`" if shown else "",
        help_text,
    )
