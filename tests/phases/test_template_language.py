"""Templates in another language: each reads them in their own, and what is not translated is in English."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from bot import model
from bot.dialog import Start
from bot.phases.life.closing import access_of
from bot.phases.skill_assessment.rating import prepare_own_rating, prepare_owner_rating
from bot.practice import plans, roles
from tests.phases.book import MemoryBook
from tests.phases.learning import records

ENGLISH = Path(str(files("bot").joinpath("roles/en")))


@pytest.fixture
def filipino(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """English, and of Filipino one template and one file of steps."""
    there = tmp_path / "roles"
    shutil.copytree(ENGLISH, there / "en")
    (there / "fil/plans").mkdir(parents=True)
    words = (ENGLISH / "virtual_assistant.toml").read_text()
    words = words.replace("virtual assistant", "katulong").replace("I have not", "Hindi pa. I have not")
    words = words.replace("Access to the calendar", "Ang kalendaryo")
    (there / "fil/virtual_assistant.toml").write_text(words)
    steps = (ENGLISH / "plans/general.toml").read_text().replace("{skill}", "{skill} po")
    (there / "fil/plans/general.toml").write_text(steps)
    monkeypatch.setattr(roles, "ROLES", there)
    caches = (roles.load, plans._files)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def book(rita: str = "en", joy: str = "en") -> MemoryBook:
    spoken = {"rita": rita, "joy": joy}
    found = [
        one.model_copy(update={"locale": spoken[one.id]}) if isinstance(one, model.Person) else one
        for one in records()
    ]
    return MemoryBook("account", 1_795_600_000_000, *found)


def about(dialog: str) -> Start:
    return Start(dialog, {"owner": "rita", "professional": "joy"}, "work", conversation="talk")


@pytest.mark.usefixtures("filipino")
@pytest.mark.parametrize("locale", ["fil", "fil-PH", "FIL_ph"])
def test_each_of_the_two_reads_the_levels_in_their_own_language(locale: str) -> None:
    def lowest(facts):
        return {words[0][:5] for words in (skill.anchors for skill in facts.skills)}

    spoken = book(joy=locale)
    assert lowest(prepare_own_rating(spoken, about("own_rating"))) == {"Hindi"}
    assert lowest(prepare_owner_rating(spoken, about("owner_rating"))) == {"Not d"}


@pytest.mark.usefixtures("filipino")
def test_what_the_owner_picks_from_is_in_the_owners_language() -> None:
    spoken = book(rita="fil-PH")
    work = spoken.one(model.Engagement, "work")
    assert "Ang kalendaryo" in [words for _, words in access_of(spoken, work).known]
    assert "Ang kalendaryo" not in [words for _, words in access_of(book(joy="fil"), work).known]


@pytest.mark.usefixtures("filipino")
def test_what_is_not_translated_is_there_in_english() -> None:
    found = roles.load("fil-PH")
    assert list(found) == list(roles.load("en"))
    assert found["virtual_assistant"].name == "katulong"
    assert found["bookkeeper"] == roles.load("en")["bookkeeper"]
    assert "Tone po" in plans.words_for("other", "other", "Tone", "fil").explain
    known, english = (
        plans.words_for("virtual_assistant", "orders", "Orders", code) for code in ("fil", "en")
    )
    assert known.explain == english.explain
