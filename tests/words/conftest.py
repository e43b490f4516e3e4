"""Here missing words are an error, and entries can be made up for a test."""

from importlib import import_module

import pytest

from bot.words.catalogue import Catalogue
from bot.words.render import strict

rendering = import_module("bot.words.render")  # the package offers its function by the same name


@pytest.fixture(autouse=True)
def nothing_missing():
    with strict():
        yield


@pytest.fixture
def catalogue(monkeypatch):
    """Replace the catalogue: `catalogue(en="key = words", de="...")`."""
    rendering._shape.cache_clear()
    rendering._fixed.cache_clear()

    def replace(**sources):
        made = {language.replace("_", "-"): source for language, source in sources.items()}
        found = {language: Catalogue(language, source) for language, source in made.items()}
        monkeypatch.setattr(rendering, "catalogue", found.__getitem__)
        monkeypatch.setattr(
            rendering,
            "languages",
            lambda locale: [tag for tag in (locale, locale.partition("-")[0], "en") if tag in found],
        )

    yield replace
    rendering._shape.cache_clear()
    rendering._fixed.cache_clear()
