"""The charts: a goal with its five levels, skills now against needed, weekly points with their limits.

Each is drawn as SVG text from plain data, off the event loop. It brings its own light ground, so that
it reads the same in dark and light, and is wide enough for a phone. Whatever it shows stands in the
card beside it as text as well; nothing is told by colour alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from bot import levels, model
from bot.dialog import Book, Refused, day_of
from bot.engine.text import Text, t
from bot.phases.repeat.closing_facts import figures_of
from bot.ports import Store
from bot.practice.forecast import share_range
from bot.practice.trends import Limits, limits_of
from bot.round_weeks import weeks_of
from bot.words import Reader, plain

WIDTH, HEIGHT = 420, 260
LEFT, RIGHT, TOP, BOTTOM = 46, 20, 48, 36
GROUND, INK, SOFT, LINE, MARK, BAND = "#ffffff", "#1f2430", "#5c6470", "#c9ced6", "#0b5cad", "#dbe8f6"
MOST_NAME = 18


@dataclass(frozen=True, slots=True)
class Points:
    """Weekly points of a hundred, with what they are measured by."""

    title: str
    weeks: tuple[str, ...]
    values: tuple[float | None, ...]
    levels: tuple[tuple[str, float], ...] = ()
    """Lines with their names, the agreed one among them."""
    forecast: tuple[float, float] | None = None
    forecast_name: str = ""
    limits: Limits | None = None
    limit_names: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Skills:
    """Skills with the level now (None = not seen yet) and the level that the work needs."""

    title: str
    rows: tuple[tuple[str, int | None, int], ...]
    needed_name: str
    unseen_name: str


# --- what is drawn --------------------------------------------------------------------------------


async def picture(store: Store, name: str) -> bytes | None:
    """The chart of this name, drawn in a thread; None where there is none."""
    kind, _, rest = name.partition(".")
    account, _, engagement = rest.partition(".")
    if kind not in _KINDS or not engagement:
        return None

    def read(tx: Any) -> Points | Skills | None:
        tx.enter(account)
        try:
            return _KINDS[kind](tx, engagement)
        except Refused:
            return None

    data = await store.read(read)
    return None if data is None else (await asyncio.to_thread(draw, data)).encode()


def draw(data: Points | Skills) -> str:
    """A chart as SVG."""
    return draw_skills(data) if isinstance(data, Skills) else draw_points(data)


def goal_points(book: Book, engagement: str) -> Points | None:
    """The first goal that is counted as a share: its weeks, its levels, and where it may come to stand."""
    work = book.one(model.Engagement, engagement)
    reader, today = _reader(book, work)
    figures = figures_of(book, work, today)
    first = next((one for one in figures.results if one.counted == "ratio"), None)
    if first is None:
        return None
    goal = book.one(model.Goal, first.goal)
    weeks = weeks_of(book, work, figures.started_on, figures.ended_on, goal.id)
    names = (
        (t("level-less"), goal.less),
        (t("level-agreed"), goal.expected),
        (t("level-more"), goal.more),
        (t("level-much-more"), goal.much_more),
    )
    values = tuple(week.share for week in weeks)
    left = max(0, (work.round_ends_on - today).days // 7)
    return Points(
        goal.what,
        tuple(_week(week.monday, reader) for week in weeks),
        values,
        tuple((plain(name, reader), value) for name, value in names if value is not None),
        share_range(values, left),
        plain(t("chart-forecast"), reader),
    )


def weekly_points(book: Book, engagement: str) -> Points | None:
    """All shares together, week by week, with the limits within which they move by chance."""
    work = book.one(model.Engagement, engagement)
    reader, today = _reader(book, work)
    figures = figures_of(book, work, today)
    weeks = weeks_of(book, work, figures.started_on, figures.ended_on)
    values = tuple(week.share for week in weeks)
    if all(value is None for value in values):
        return None
    names = (t("chart-upper"), t("chart-mean"), t("chart-lower"))
    upper, middle, lower = (plain(name, reader) for name in names)
    return Points(
        plain(t("chart-weeks"), reader),
        tuple(_week(week.monday, reader) for week in weeks),
        values,
        limits=limits_of(values),
        limit_names=(upper, middle, lower),
    )


def skill_levels(book: Book, engagement: str) -> Skills | None:
    """Every skill of the work, as both see it now."""
    work = book.one(model.Engagement, engagement)
    reader, _ = _reader(book, work)
    skills = sorted(book.find(model.Skill, engagement=work.id), key=lambda skill: skill.position)
    if not skills:
        return None
    return Skills(
        plain(t("skills-title"), reader),
        tuple((skill.name, levels.agreed(book, skill), skill.required) for skill in skills),
        plain(t("skills-needed"), reader),
        plain(t("level-unknown"), reader),
    )


_KINDS = {"goal": goal_points, "weeks": weekly_points, "skills": skill_levels}


def _reader(book: Book, work: model.Engagement) -> tuple[Reader, date]:
    owner = book.one(model.Person, work.owner)
    return Reader(owner.locale, owner.zone, work.kind), day_of(book.now_ms, owner.zone)


def _week(monday: date, reader: Reader) -> str:
    """A Monday without its weekday, which every one of them has."""
    return plain(_day(monday), reader).partition(" ")[2]


def _day(day: date) -> Text:
    return t("answer-date", value=day)


# --- how it is drawn ------------------------------------------------------------------------------


def draw_points(data: Points) -> str:
    """Points on a line, levels or limits across, a range at the end."""
    marks = [value for value in data.values if value is not None]
    marks += [value for _, value in data.levels] + list(data.forecast or ())
    if data.limits is not None:
        marks += [data.limits.lower, data.limits.upper]
    low, high = _around(marks)
    across = WIDTH - LEFT - RIGHT - (34 if data.forecast else 0)
    step = across / max(1, len(data.values) - 1) if len(data.values) > 1 else 0

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)

    parts = [_text(LEFT, 20, data.title, weight="600", size=15)]
    lines = list(data.levels)
    if data.limits is not None:
        limits = (data.limits.upper, data.limits.mean, data.limits.lower)
        lines += [(name, value) for name, value in zip(data.limit_names, limits, strict=True) if value >= low]
    parts += _lines(lines or [("", low), ("", high)], y)
    known = [(LEFT + step * at, y(value)) for at, value in enumerate(data.values) if value is not None]
    if len(known) > 1:
        path = " ".join(f"{x:.1f},{at:.1f}" for x, at in known)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{MARK}" stroke-width="2.5"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{at:.1f}" r="4.5" fill="{MARK}"/>' for x, at in known]
    if data.forecast is not None:
        bottom, top = data.forecast
        height = max(4.0, y(bottom) - y(top))
        parts.append(
            f'<rect x="{WIDTH - RIGHT - 22}" y="{y(top):.1f}" width="16" height="{height:.1f}" fill="{BAND}" '
            f'stroke="{MARK}" stroke-dasharray="3 2"/>'
        )
        parts.append(_text(WIDTH - RIGHT, HEIGHT - 4, data.forecast_name, anchor="end", size=12))
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
    parts = [_text(12, 20, data.title, weight="600", size=15)]
    for at, (name, now, needed) in enumerate(data.rows):
        top = TOP + row * at
        parts.append(_text(12, top + 19, _short(name), size=14))
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


def _around(marks: Sequence[float]) -> tuple[float, float]:
    """The least and the most that a chart of a hundred shows: ten wide at least, and inside of 0 to 100."""
    if not marks:
        return 0.0, 100.0
    low, high = max(0.0, min(marks) - 3), min(100.0, max(marks) + 3)
    return (low, high) if high - low >= 10 else (max(0.0, high - 10), high)


def _lines(lines: Sequence[tuple[str, float]], y: Any) -> list[str]:
    """Lines across with their names above them; names that would touch are left to the table."""
    parts: list[str] = []
    last = None
    for name, value in sorted(lines, key=lambda one: -one[1]):
        at = y(value)
        parts.append(
            f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="{LINE}" stroke-width="1.5" '
            f'stroke-dasharray="5 4"/>'
        )
        if last is None or at - last >= 15:
            parts.append(_text(LEFT - 6, at + 4, f"{value:.0f}", anchor="end", size=12))
            parts.append(_text(LEFT + 4, at - 4, name, size=12))
            last = at
    return parts


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 13, weight: str = "400"
) -> str:
    ink = SOFT if size < 13 else INK
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{ink}">{escape(words)}</text>'
    )


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"


def _svg(parts: Sequence[str], height: int = HEIGHT) -> str:
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    ground = f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{GROUND}"/>'
    face = 'font-family="system-ui, sans-serif"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {face}>{ground}{"".join(parts)}</svg>'
