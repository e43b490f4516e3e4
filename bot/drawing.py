"""Drawing: plain data becomes a chart as SVG text, and that a PNG for platforms that show no SVG.

A chart is wide enough for a phone, and tells nothing by colour alone. It brings its own ground: a light one
in a picture, and on a page that is dark a dark one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from pathlib import Path
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from bot.practice.trends import Limits

WIDTH, HEIGHT = 420, 260
LEFT, RIGHT, TOP, BOTTOM = 46, 20, 56, 36
GROUND, INK, SOFT, LINE, MARK, BAND = "#ffffff", "#1f2430", "#5c6470", "#c9ced6", "#0b5cad", "#dbe8f6"
DARK = {
    GROUND: "#25292a",
    INK: "#e9e7e1",
    SOFT: "#b4b9b6",
    LINE: "#4d5455",
    MARK: "#7db7ff",
    BAND: "#2b4561",
}
"""The same on a dark page."""
MOST_NAME, ROOMY_NAME = 22, 18
"""Characters of a skill's name that are drawn, and those that fit at the usual size."""
TITLE_LINE = 46
"""Characters of a title that fit on one line."""
LETTER = 6.2
"""About as wide as a letter of a line's name is."""
ROOM = 20
"""Two lines nearer than this have one number and one name: those of the upper one."""
PLACES = 12
"""So many steps from left to right are tried for a name."""


@dataclass(frozen=True, slots=True)
class Points:
    """Weekly points, with what they are measured by."""

    title: str
    weeks: tuple[str, ...]
    values: tuple[float | None, ...]
    levels: tuple[tuple[str, float], ...] = ()
    """Lines with their names, the agreed one among them."""
    forecast: tuple[float, float] | None = None
    forecast_name: str = ""
    limits: Limits | None = None
    limit_names: tuple[str, str, str] = ("", "", "")
    most: float = 100
    """The highest that there can be."""


@dataclass(frozen=True, slots=True)
class Skills:
    """Skills with the level now (None = not seen yet) and the level that the work needs."""

    title: str
    rows: tuple[tuple[str, int | None, int], ...]
    needed_name: str
    unseen_name: str


@dataclass(frozen=True, slots=True)
class Bars:
    """So much in each week."""

    title: str
    weeks: tuple[str, ...]
    amounts: tuple[float, ...]


def draw_points(data: Points) -> str:
    """Points on a line, levels or limits across, a range at the end."""
    marks = [value for value in data.values if value is not None]
    marks += [value for _, value in data.levels] + list(data.forecast or ())
    if data.limits is not None:
        marks += [data.limits.lower, data.limits.upper]
    low, high = _around(marks, data.most)
    across = WIDTH - LEFT - RIGHT - (34 if data.forecast else 0)
    step = across / max(1, len(data.values) - 1) if len(data.values) > 1 else 0

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)

    parts = [_title(data.title)]
    lines = list(data.levels)
    if data.limits is not None:
        limits = (data.limits.upper, data.limits.mean, data.limits.lower)
        lines += [(name, value) for name, value in zip(data.limit_names, limits, strict=True) if value >= low]
    across_lines, named = _lines(lines or [("", low), ("", high)], y)
    parts += across_lines
    known = [(at, LEFT + step * at, y(value)) for at, value in enumerate(data.values) if value is not None]
    for (before, x1, y1), (after, x2, y2) in pairwise(known):
        # A week that nobody counted is no point on the line: it is stepped over, and seen to be.
        over = "" if after == before + 1 else ' stroke-dasharray="2 4"'
        parts.append(
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{MARK}" stroke-width="2.5"{over}/>'
        )
    parts += [f'<circle cx="{x:.1f}" cy="{at:.1f}" r="4.5" fill="{MARK}"/>' for _, x, at in known]
    for name, at in named:
        left = LEFT + 4
        parts.append(_text(_beside(known, name, at, left, left + across), at - 4, name, size=12))
    if data.forecast is not None:
        bottom, top = data.forecast
        height = max(4.0, y(bottom) - y(top))
        parts.append(
            f'<rect x="{WIDTH - RIGHT - 22}" y="{y(top):.1f}" width="16" height="{height:.1f}" fill="{BAND}" '
            f'stroke="{MARK}" stroke-dasharray="3 2"/>'
        )
        parts.append(_text(WIDTH - RIGHT, HEIGHT - 6, data.forecast_name, anchor="end", size=12))
    every = max(1, -(-len(data.weeks) // 4))
    for at, week in enumerate(data.weeks):
        if at % every == 0:
            x = LEFT + step * at
            side = "start" if at == 0 else "end" if x > WIDTH - RIGHT - 20 else "middle"
            parts.append(_text(x, HEIGHT - 20, week, anchor=side, size=12))
    return _svg(parts)


def draw_skills(data: Skills) -> str:
    """A bar for each skill, from 0 to 5, and a mark at what the work needs."""
    row, width = 34, WIDTH - 170 - 24
    height = TOP + row * len(data.rows) + 30
    parts = [_title(data.title)]
    for at, (name, now, needed) in enumerate(data.rows):
        top = TOP + row * at
        parts.append(_text(12, top + 19, _short(name), size=14 if len(name) <= ROOMY_NAME else 11))
        parts.append(_bar(top, width, LINE))
        if now is None:
            parts.append(_text(164, top + 19, data.unseen_name, size=12))
        else:
            parts.append(_bar(top, width * now / 5, MARK))
            parts.append(_text(WIDTH - 10, top + 19, str(now), anchor="end", size=14, weight="600"))
        x = 158 + width * needed / 5
        parts.append(f'<path d="M{x:.1f} {top + 1}v26" stroke="{INK}" stroke-width="3"/>')
    parts.append(f'<path d="M160 {height - 20}v14" stroke="{INK}" stroke-width="3"/>')
    parts.append(_text(170, height - 8, data.needed_name, size=12))
    return _svg(parts, height)


def _bar(top: float, width: float, ink: str) -> str:
    return f'<rect x="158" y="{top + 6}" width="{width:.1f}" height="16" rx="3" fill="{ink}"/>'


def _around(marks: Sequence[float], most: float) -> tuple[float, float]:
    """The least and the most that a chart shows: of a hundred ten at least, inside of what can be."""
    if not marks:
        return 0.0, 100.0
    if most == inf:
        # What adds up has no scale of its own: three of something fill the picture as three hundred do.
        room = max(1.0, (max(marks) - min(marks)) / 8)
        return max(0.0, min(marks) - room), max(marks) + room
    low, high = max(0.0, min(marks) - 3), min(most, max(marks) + 3)
    return (low, high) if high - low >= 10 else (max(0.0, high - 10), high)


def _beside(
    known: Sequence[tuple[int, float, float]], name: str, at: float, first: float, last: float
) -> float:
    """Where a line's name stands from: as far left as no point and no stroke is behind it."""
    width = LETTER * len(name)
    places = [first + (last - width - first) * part / PLACES for part in range(PLACES + 1)]
    return next((x for x in places if not _crossed(known, x, x + width, at)), first)


def _crossed(known: Sequence[tuple[int, float, float]], left: float, right: float, at: float) -> bool:
    """Whether the drawn line runs through a box that stands on the height `at`."""
    if any(left - 6 <= x <= right + 6 and at - 22 <= y <= at + 4 for _, x, y in known):
        return True
    for (_, x1, y1), (_, x2, y2) in pairwise(known):
        for part in range(PLACES + 1):
            x, y = x1 + (x2 - x1) * part / PLACES, y1 + (y2 - y1) * part / PLACES
            if left <= x <= right and at - 18 <= y <= at:
                return True
    return False


def _lines(lines: Sequence[tuple[str, float]], y: Any) -> tuple[list[str], list[tuple[str, float]]]:
    """Lines across with their numbers; and the names to write above them, but none that would touch."""
    parts: list[str] = []
    names: list[tuple[str, float]] = []
    last = None
    for name, value in sorted(lines, key=lambda one: -one[1]):
        at = y(value)
        parts.append(
            f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="{LINE}" stroke-width="1.5" '
            f'stroke-dasharray="5 4"/>'
        )
        if last is None or at - last >= ROOM:
            parts.append(_text(LEFT - 6, at + 4, f"{value:.0f}", anchor="end", size=12))
            names.append((name, at))
            last = at
    return parts, names


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 13, weight: str = "400"
) -> str:
    ink = SOFT if size < 13 else INK
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{ink}" stroke="{GROUND}" stroke-width="3" paint-order="stroke">{escape(words)}</text>'
    )


def _title(words: str) -> str:
    """A title on one line, a long one on two; what is longer than both ends with dots."""
    lines = wrap(words, TITLE_LINE, max_lines=2, placeholder="…")
    size = 15 if len(lines) < 2 else 14
    return "".join(
        _text(RIGHT, 20 + 16 * (at - (len(lines) > 1) / 3), line, weight="600", size=size)
        for at, line in enumerate(lines)
    )


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"


def _svg(parts: Sequence[str], height: int = HEIGHT) -> str:
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    ground = f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{GROUND}"/>'
    face = 'font-family="system-ui, sans-serif"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {face}>{_DARK_STYLE}{ground}{"".join(parts)}</svg>'
    )


# An image goes by the scheme of the element that holds it, so the page's own switch reaches it too.
_DARK_STYLE = "<style>@media (prefers-color-scheme: dark) {{{}}}</style>".format(
    "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in DARK.items()
    )
)


def draw_bars(data: Bars) -> str:
    """A bar for each week with its number above it."""
    most = max(data.amounts, default=0) or 1
    step = (WIDTH - 2 * RIGHT) / max(1, len(data.weeks))
    parts = [_title(data.title)]
    for at, (week, amount) in enumerate(zip(data.weeks, data.amounts, strict=True)):
        middle = RIGHT + step * (at + 0.5)
        height = (HEIGHT - TOP - BOTTOM - 16) * amount / most
        top = HEIGHT - BOTTOM - height
        parts.append(
            f'<rect x="{middle - step * 0.3:.1f}" y="{top:.1f}" width="{step * 0.6:.1f}" '
            f'height="{height:.1f}" rx="3" fill="{MARK}"/>'
        )
        parts.append(_text(middle, top - 5, f"{amount:g}", anchor="middle", size=14, weight="600"))
        parts.append(_text(middle, HEIGHT - 16, week, anchor="middle", size=12))
    parts.append(f'<path d="M{RIGHT} {HEIGHT - BOTTOM}H{WIDTH - RIGHT}" stroke="{LINE}" stroke-width="1.5"/>')
    return _svg(parts)


# --- as a PNG -------------------------------------------------------------------------------------

SHARP = 2
"""Dots for each unit of the drawing: screens are that fine."""


FONT = Path(__file__).parent / "fonts" / "Arimo.ttf"
"""What the words are drawn with: a slim server has no fonts at all. Other scripts come from the machine's."""


def as_png(svg: str) -> bytes:
    """The same chart as a PNG, alike on every machine."""
    # It takes a while to load, and only pictures need it.
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(svg_string=svg, zoom=SHARP, font_files=[str(FONT)], sans_serif_family=FONT.stem)
    )
