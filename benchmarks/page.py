"""The pages of results: kept figures become tables and plots of the docs."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import results
from plots import Bar, bars, lines

PERFORMANCE = "performance.md"
SCALE = "scale.md"


def over_http(rows: Any) -> str:
    """Show rates and latencies, and Outdial's part of each floor."""
    ours = {(row["call"], row["connections"]): row for row in rows if row["server"] == "Outdial"}
    table: list[tuple[str, ...]] = []
    groups: dict[str, list[Bar]] = {}
    for row in rows:
        own = ours[row["call"], row["connections"]]
        is_own = own is row
        table.append(
            (
                f"{row['call']}, {_connections(row['connections'])}",
                row["server"],
                f"{row['rate']:,.0f}",
                f"{row['p50']:.2f}",
                f"{row['p99']:.2f}",
                "" if is_own else f"{own['rate'] / row['rate']:.2f}",
                "" if is_own else f"{own['p50'] / row['p50']:.2f}",
            )
        )
        group = groups.setdefault(f"{row['call']}, {_connections(row['connections'])}", [])
        group.append(_bar(row))
    title = "Calls a second, every change on the disk before its reply"
    _draw("over_http", bars(title, groups))
    head = ("Call", "Server", "Calls a second", "p50, ms", "p99, ms", "Outdial's part", "times p50")
    return f"![{title}](results/over_http.svg)\n\n{_table(head, table)}"


def _bar(row: Any) -> Bar:
    colour = 1 if "floor" in row["server"] else 0
    return Bar(row["server"], row["rate"], f"{row['rate']:,.0f}", colour)


def _connections(count: int) -> str:
    return f"{count} connection{'s' if count > 1 else ''}"


def in_process(figures: Any) -> str:
    """Show a call through boto3 against its floor."""
    floor, served = figures["floor"], figures["served"]
    rows = [
        ("boto3 alone, its send short-circuited", f"{floor:.0f} µs"),
        ("boto3 and Outdial", f"{served:.0f} µs"),
        ("ratio", f"{served / floor:.2f}"),
    ]
    return _table(("In process", "Figure"), rows)


def start(figures: Any) -> str:
    """Show what a command and a test run wait for."""
    units = {"idle memory": "MiB"}
    rows = [(name, f"{figure:.0f} {units.get(name, 'ms')}") for name, figure in figures.items()]
    return _table(("Start", "Figure"), rows)


def growth(figures: Any) -> str:
    """Show what calls and servers cost by the size of the store."""
    tables = []
    for title, by_name in figures.items():
        sizes = list(next(iter(by_name.values())))
        rows = [
            (name, *(f"{one:,.1f}" for one in row.values()), _growth(row))
            for name, row in by_name.items()
        ]
        head = (title.capitalize(), *(f"{int(size):,} queues" for size in sizes), "growth")
        tables.append(_table(head, rows))
    series = {
        name: [(float(size), figure) for size, figure in row.items()]
        for name, row in figures["microseconds a call"].items()
    }
    title = "What a call costs, by how many queues are in the store"
    _draw("growth", lines(title, "queues in the store", "microseconds", series))
    return "\n\n".join((f"![{title}](results/growth.svg)", *tables))


def _growth(row: Any) -> str:
    figures = list(row.values())
    return f"{figures[-1] / figures[0]:.2f} times"


def steps(figures: Any) -> str:
    """Show what each step of the corridor takes."""
    names = list(dict.fromkeys(name for taken in figures.values() for name in taken))
    rows = [
        (name, *(f"{taken[name]:.1f}" if name in taken else "" for taken in figures.values()))
        for name in names
    ]
    groups = {
        call: [Bar(name, figure, f"{figure:.1f}", _kind(name)) for name, figure in taken.items()]
        for call, taken in figures.items()
    }
    title = "Microseconds of a request, step by step"
    _draw("steps", bars(title, groups))
    head = ("Step", *(f"{call}, µs" for call in figures))
    return f"{_table(head, rows)}\n\n![{title}](results/steps.svg)"


def _kind(step: str) -> int:
    """Tell sums, and what the system counts, from steps."""
    return 2 if step.startswith(("all but", "over HTTP")) else 0


def over_postgresql(figures: Any) -> str:
    """Show updates a second on PostgreSQL, of a server and of two."""
    plain = figures["plain updates, a row each"]
    rows = [
        (name, f"{figure:,.0f}", f"{figure / plain:.2f}", f"{figure / figures['one server']:.2f}")
        for name, figure in figures.items()
    ]
    head = ("On PostgreSQL", "A second", "of plain updates", "of one server")
    return _table(head, rows)


def sizes(figures: Any) -> str:
    """Show bytes, indexes included."""
    things = list(next(iter(figures.values())))
    rows = [(thing, *(f"{each[thing]:,.0f}" for each in figures.values())) for thing in things]
    return _table(("Bytes", *figures), rows)


INSTANCES, QUEUES, DAYS, COPIES = 1_000_000, 20, 90, 3
CORES, DISK, FULL, BUSY, MEASURED_CORES = 16, 4e12, 0.7, 0.5, 2
"""A node has so many cores and bytes of disk, which may be so full and so busy; the rate of one
server was measured on so many cores, of which Outdial, PostgreSQL and the clients shared all."""
CHANGES = {"a day": 86_400, "an hour": 3_600, "ten minutes": 600, "a minute": 60}


def nodes(figures: Any) -> str:
    """Reckon what a million instances take, by how often each is changed."""
    each = results.load("sizes")["figures"]["PostgreSQL"]
    rate_of_core = figures["one server"] / MEASURED_CORES * BUSY
    records = INSTANCES * (each["an instance"] + QUEUES * each["a queue"])
    rows = []
    for often, seconds in CHANGES.items():
        rate = INSTANCES / seconds
        events = rate * 86_400 * DAYS * each["an event"]
        cores = rate / rate_of_core
        disk = (records + events) * COPIES
        rows.append(
            (
                f"once {often}",
                f"{rate:,.0f}",
                f"{cores:,.1f}",
                f"{records / 1e12:.2f}",
                f"{events / 1e12:.2f}",
                f"{max(COPIES, ceil(cores / CORES), ceil(disk / DISK / FULL)):,}",
            )
        )
    head = (
        "Each instance is changed",
        "Changes a second",
        "Cores",
        "Records, TB",
        f"Events of {DAYS} days, TB",
        "Nodes",
    )
    return (
        f"One server answered {figures['one server']:,.0f} updates a second on {MEASURED_CORES}"
        f" cores that it shared with PostgreSQL and the clients: {rate_of_core:,.0f} a second and"
        f" core, if cores are to be half idle. A node has {CORES} cores and {DISK / 1e12:.0f} TB"
        f" of disk, which fills to {FULL:.0%}; there are {COPIES} copies of everything, and so at"
        f" least as many nodes. Records are {INSTANCES:,} times the bytes of an instance and"
        f" {QUEUES} queues, {each['an instance'] + QUEUES * each['a queue']:,.0f}; events are the"
        f" changes of {DAYS} days times {each['an event']:,.0f} bytes.\n\n{_table(head, rows)}"
    )


def _draw(name: str, drawing: str) -> None:
    results.FOLDER.joinpath(f"{name}.svg").write_text(drawing)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in ruled)


SECTIONS: tuple[tuple[str, str, str, Callable[[Any], str]], ...] = (
    (PERFORMANCE, "over_http", "over_http", over_http),
    (PERFORMANCE, "over_postgresql", "over_postgresql", over_postgresql),
    (PERFORMANCE, "steps", "steps", steps),
    (PERFORMANCE, "growth", "growth", growth),
    (PERFORMANCE, "in_process", "in_process", in_process),
    (PERFORMANCE, "start", "start", start),
    (SCALE, "sizes", "sizes", sizes),
    (SCALE, "nodes", "over_postgresql", nodes),
)
"""Each page's sections, and the figures that they show."""


def main() -> None:
    """Write each section whose figures are kept."""
    for page, section, name, show in SECTIONS:
        if results.FOLDER.joinpath(f"{name}.json").exists():
            kept = results.load(name)
            when = f"Measured on {kept['date']}: {kept['machine']}."
            _write(page, section, f"{when}\n\n{show(kept['figures'])}")


def _write(name: str, section: str, text: str) -> None:
    """Put a text in the place of a section of a page."""
    page = results.FOLDER.parent / name
    begin, end = f"<!-- {section} -->\n", f"\n<!-- end of {section} -->"
    before, _, rest = page.read_text().partition(begin)
    _, ends, after = ("\n" + rest).partition(end)
    assert ends, f"{page} has no section {section}"
    page.write_text(before + begin + text + end + after)


if __name__ == "__main__":
    main()
