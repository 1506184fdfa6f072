"""Markup of the parts, made by templates alone; a page may include each as it is."""

from dataclasses import asdict
from itertools import groupby

from markupsafe import Markup

from outdial.console.preview.calls import QueueCalls
from outdial.console.preview.flow_steps import read_steps
from outdial.console.preview.handset import Screen, country, screen
from outdial.console.preview.rendering import part
from outdial.rehearsal.problem import Problem

MOST_OF_WHISPER = 1000
"""Characters; a whisper that takes longer than a minute is cut here."""

MOST_OF_NAME = 255


def show_handset(seen: Screen, part_id: str = "handset") -> Markup:
    """Draw a handset on which a call comes in.

    `part_id` begins the ids of the picture's parts, so it is to be another one for each picture on
    a page: letters, digits and hyphens.
    """
    return part("handset.svg.jinja", screen=seen, id=part_id)


def show_calls(calls: QueueCalls, callee: str = "") -> Markup:
    """Show how a queue's calls look and sound, and what would break.

    `callee` is what was entered as the country of the handset: two letters, or nothing to take that
    of the number. A form beside the picture asks the page for another one by this name.
    """
    caller = calls.caller
    seen = screen(_name(caller.name), calls.number, country(callee))
    return part(
        "calls.html.jinja",
        calls=calls,
        screen=seen,
        picture=show_handset(seen, f"handset-{calls.region}"),
        whisper=_cut(caller.whisper or "", MOST_OF_WHISPER),
        problems=None if calls.problems is None else show_problems(calls.problems),
    )


def show_problems(problems: tuple[Problem, ...]) -> Markup:
    """List what would break in a failover, Region by Region, each with what helps."""
    in_order = sorted(problems, key=lambda problem: problem.region)
    by_region = [
        (region, [asdict(problem) for problem in same])
        for region, same in groupby(in_order, key=lambda problem: problem.region)
    ]
    return part("problems.html.jinja", regions=by_region)


def show_flow(content: str, part_id: str = "step") -> Markup:
    """Show a flow's content as steps in order; `part_id` begins the ids that branches lead to."""
    return part("flow.html.jinja", steps=read_steps(content), id=part_id)


def _name(name: str | None) -> str | None:
    return None if name is None else name[:MOST_OF_NAME]


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
