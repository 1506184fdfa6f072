"""Plots as SVG, with a background of their own, readable in light and in dark."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import log10
from typing import NamedTuple

WIDTH, MARGIN, LINE = 760, 16, 24
LABELS, FIGURES = 290, 90
"""How wide the texts on the left and the right of bars are."""
HEIGHT, LEFT, RIGHT = 420, 64, 250
COLOURS = ("#2f6fde", "#e07b00", "#2a9d5c", "#c2417c", "#7a5cd6", "#008a94", "#9a7a00", "#d0453a")

_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 15px }
.quiet { fill: #59636e }
.paper { fill: #ffffff }
.grid { stroke: #d1d9e0; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .quiet { fill: #9198a1 }
  .paper { fill: #0d1117 }
  .grid { stroke: #3d444d }
}
"""


class Bar(NamedTuple):
    """A bar: what it shows, how much, how that is written, and which colour it has."""

    label: str
    value: float
    text: str
    colour: int = 0


def bars(title: str, groups: Mapping[str, Sequence[Bar]]) -> str:
    """Draw groups of bars, one below the other; all have the same scale."""
    longest = max(bar.value for group in groups.values() for bar in group)
    scale = (WIDTH - LABELS - FIGURES - 2 * MARGIN) / longest
    parts, y = [], MARGIN + LINE
    for name, group in groups.items():
        parts.append(_text(MARGIN, y + 16, name, "quiet"))
        y += LINE
        for bar in group:
            parts.append(_text(LABELS, y + 16, bar.label, anchor="end"))
            width = max(bar.value * scale, 1)
            colour = COLOURS[bar.colour]
            parts.append(
                f'<rect x="{LABELS + 8}" y="{y + 3}" width="{width:.1f}" height="{LINE - 7}"'
                f' rx="2" fill="{colour}"/>'
            )
            parts.append(_text(LABELS + 14 + width, y + 16, bar.text))
            y += LINE
        y += LINE // 3
    return _drawing(title, y + MARGIN, parts)


def lines(
    title: str, across: str, up: str, series: Mapping[str, Sequence[tuple[float, float]]]
) -> str:
    """Draw lines of points; both scales are logarithmic."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    right, top, bottom = WIDTH - RIGHT, MARGIN + 2 * LINE, HEIGHT - 3 * LINE
    low, high = 10 ** int(log10(min(ys))), 10 ** (int(log10(max(ys))) + 1)

    def at_x(x: float) -> float:
        return LEFT + (right - LEFT) * log10(x / min(xs)) / log10(max(xs) / min(xs))

    def at_y(y: float) -> float:
        return bottom - (bottom - top) * log10(y / low) / log10(high / low)

    parts = []
    for tick in _tens(low, high):
        y = at_y(tick)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{right}"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{tick:,.0f}", "quiet", "end"))
    parts += [_text(at_x(x), bottom + 20, f"{x:,.0f}", "quiet", "middle") for x in sorted(set(xs))]
    parts.append(_text((LEFT + right) / 2, bottom + 42, across, "quiet", "middle"))
    parts.append(_text(MARGIN, top - 12, up, "quiet"))
    taken = float("-inf")
    for index, (name, points) in enumerate(sorted(series.items(), key=lambda one: -one[1][-1][1])):
        colour = COLOURS[index % len(COLOURS)]
        path = "L".join(f"{at_x(x):.1f} {at_y(y):.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{at_x(x):.1f}" cy="{at_y(y):.1f}" r="3" fill="{colour}"/>'
            for x, y in points
        ]
        taken = max(at_y(points[-1][1]) + 4, taken + 16)
        parts.append(
            f'<rect x="{right + 12}" y="{taken - 9:.1f}" width="9" height="9" fill="{colour}"/>'
        )
        parts.append(_text(right + 26, taken, name))
    return _drawing(title, HEIGHT, parts)


def _tens(low: float, high: float) -> Iterator[float]:
    while low <= high:
        yield low
        low *= 10


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _drawing(title: str, height: float, parts: Sequence[str]) -> str:
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
        f' aria-label="{escape(title)}">\n<style>{_STYLE}</style>\n'
        f'<rect class="paper" width="{WIDTH}" height="{height:.0f}" rx="6"/>\n'
        f"{_text(MARGIN, MARGIN + 10, title, 'title')}\n{inside}\n</svg>\n"
    )
