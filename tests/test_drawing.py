"""Charts as PNGs: their words are drawn by the font that we ship, whatever the machine has."""

from __future__ import annotations

import re
from functools import partial

import pytest
import resvg_py

from bot.drawing import Bars, Points, Skills, as_png, draw_bars, draw_points, draw_skills

WEEKS = Bars("Orders answered, all together", ("2 Nov", "9 Nov"), (12, 31))
BARE = Bars("", ("", ""), (12, 31))


def slimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it is a server on which nobody installed a font."""
    monkeypatch.setattr(resvg_py, "svg_to_bytes", partial(resvg_py.svg_to_bytes, skip_system_fonts=True))


@pytest.fixture
def slim(monkeypatch: pytest.MonkeyPatch) -> None:
    slimmed(monkeypatch)


@pytest.mark.usefixtures("slim")
def test_labels_are_drawn_where_no_font_is_installed():
    assert as_png(draw_bars(WEEKS)) != as_png(draw_bars(BARE))
    plain, other = (Skills(title, (("Inbox", 3, 4),), "needed", "not seen") for title in ("Ag", "Ga"))
    assert as_png(draw_skills(plain)) != as_png(draw_skills(other))


def test_a_chart_looks_alike_on_every_machine(monkeypatch: pytest.MonkeyPatch):
    here = as_png(draw_bars(WEEKS))
    slimmed(monkeypatch)
    assert as_png(draw_bars(WEEKS)) == here


def test_a_long_title_is_whole_on_two_lines_and_a_longer_one_ends_with_dots():
    words = "Messages answered by the end of the next working day in every shop"
    svg = draw_bars(Bars(words, (), ()))
    assert all(word in svg for word in words.split())
    assert svg.count("<text") == 2
    assert "…" in draw_bars(Bars(words * 3, (), ()))


@pytest.mark.parametrize("first", [82.0, 84.5, 90.0, 96.5])
def test_the_name_of_a_line_stands_where_no_point_is(first: float):
    """Points near a line would hide under its name, were it always at the left."""
    values = (first, first, 88.4, 94.0, 93.5, None, 95.2)
    lines = (("upper limit", 96.7), ("mean", 90.3), ("lower limit", 83.9))
    svg = draw_points(Points("Inbox", tuple("abcdefg"), values, lines))
    circles = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]
    assert len(circles) == 6
    for name, _ in lines:
        x, y = map(float, re.findall(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{name}<', svg)[0])
        assert not [c for c in circles if x <= c[0] <= x + 6 * len(name) and y - 12 <= c[1] <= y + 2], name


@pytest.mark.usefixtures("slim")
def test_letters_of_many_languages_have_their_own_shapes():
    """What a font lacks is drawn as one empty box for every letter."""

    def drawn(text: str) -> bytes:
        return as_png(draw_bars(Bars(text, (), ())))

    letters = "Äüçğő½–…Жэλώệ"
    assert len(set(map(drawn, letters))) == len(letters)
