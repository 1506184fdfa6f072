"""The commands, each with its usage, its help, its options and its examples."""

import inspect
from collections.abc import Iterator

import click

from outdial.cli import main
from reference.markdown import table


def commands(group: click.Group = main, name: str = "outdial") -> Iterator[str]:
    """Describe a group, each of its commands, and those of the groups in it."""
    yield from _group(group, name)
    for command in _sorted(group):
        path = f"{name} {command.name}"
        if isinstance(command, click.Group):
            yield from commands(command, path)
        else:
            yield from _command(command, path)


def _group(group: click.Group, name: str) -> Iterator[str]:
    """Describe what a group's commands have in common, and list them."""
    yield from (f"## `{name}`", "", inspect.cleandoc(group.help or ""), "")
    rows = [
        (f"[`{name} {command.name}`](#{name.replace(' ', '-')}-{command.name})", _short(command))
        for command in _sorted(group)
    ]
    yield from (*table(("Command", "What it does"), rows), "")
    yield from _ending(group)


def _command(command: click.Command, name: str) -> Iterator[str]:
    # A command keeps the options of its help as its first context has them.
    context = click.Context(command, info_name=name, **main.context_settings)
    usage = " ".join((name, *command.collect_usage_pieces(context)))
    yield from (f"## `{name}`", "", "```text", usage, "```", "")
    yield from (inspect.cleandoc(command.help or ""), "")
    yield from (*options(command), "")
    yield from _ending(command)


def options(command: click.Command) -> Iterator[str]:
    """List the options of a command, each with its variable, default and help."""
    context = click.Context(command)
    rows = [_row(each, context) for each in command.params if isinstance(each, click.Option)]
    if rows:
        yield from table(("Option", "Variable", "Default", "What it does"), rows)


def _ending(command: click.Command) -> Iterator[str]:
    """Show the examples, and whatever else stands at the end of the help."""
    ending = (command.epilog or "").replace("\b\n", "").strip()
    if ending:
        yield from ("```text", ending, "```", "")


def _sorted(group: click.Group) -> list[click.Command]:
    return sorted(group.commands.values(), key=lambda command: command.name or "")


def _short(command: click.Command) -> str:
    return command.short_help or inspect.cleandoc(command.help or "").partition("\n")[0]


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
