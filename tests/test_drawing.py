"""Charts as PNGs: their words are drawn by the font that we ship, whatever the machine has."""

from __future__ import annotations

import re
from functools import partial
from math import inf

import pytest
import resvg_py

from bot.drawing import (
    DARK,
    GROUND,
    INK,
    MARK,
    SOFT,
    Bars,
    Points,
    Skills,
    as_png,
    draw_bars,
    draw_points,
    draw_skills,
)

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


def _light(colour: str) -> float:
    """The luminance of a colour, as WCAG counts it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_words_and_marks_stand_out_from_the_ground_in_light_and_dark(dark: bool):
    ground, ink, soft, mark = (DARK[one] if dark else one for one in (GROUND, INK, SOFT, MARK))
    assert min(_contrast(words, ground) for words in (ink, soft)) >= 4.5
    assert _contrast(mark, ground) >= 3


def test_every_colour_of_a_chart_has_one_for_a_dark_page():
    weeks = ("2 Nov", "9 Nov", "16 Nov")
    points = Points("Inbox", weeks, (80, None, 91), (("as agreed", 90),), (85, 95), "by the end")
    for svg in (
        draw_points(points),
        draw_skills(Skills("Skills", (("Inbox", 3, 4), ("Tone", None, 3)), "", "")),
    ):
        style, _, drawn = svg.partition("</style>")
        for colour in set(re.findall(r'(?:fill|stroke)="(#\w+)"', drawn)):
            assert f'[fill="{colour}"]{{fill:{DARK[colour]}}}' in style
            assert f'[stroke="{colour}"]{{stroke:{DARK[colour]}}}' in style


def test_a_picture_for_a_chat_stays_light():
    svg = draw_bars(WEEKS)
    assert as_png(svg) == as_png(re.sub(r"<style>.*</style>", "", svg))


def test_what_adds_up_fills_its_picture_however_little_it_is():
    """Two of something lay at the foot of a scale of ten."""
    few = Points("Calendar", ("23 Nov", "30 Nov"), (0, 2), (("not quite", 1), ("as agreed", 0)), most=inf)
    tops = [float(y) for y in re.findall(r'<circle cx="[^"]*" cy="([^"]*)"', draw_points(few))]
    assert max(tops) - min(tops) > 100


def test_of_two_lines_that_would_touch_one_has_a_name():
    near = Points("Inbox", ("23 Nov",), (97,), (("less", 90), ("more", 99), ("much more", 100)))
    drawn = draw_points(near)
    assert ">much more<" in drawn
    assert ">more<" not in drawn
    assert ">99<" not in drawn
