"""Names that are too long for their place."""

from __future__ import annotations

import pytest

from bot.engine.measured import whole_words


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Answer the wholesalers", "Answer the wholesalers"),
        ("Answer the wholesalers, both", "Answer the wholesalers"),
        ("Answer wholesalers kindly and soon", "Answer wholesalers"),
        ("Answering-every-wholesaler", "Answering-every-wholesal"),
        ("Answer the 🏺🏺🏺🏺🏺🏺 wholesalers", "Answer the 🏺🏺🏺🏺🏺🏺"),
    ],
)
def test_a_name_is_cut_between_words(name, kept):
    assert whole_words(name, 24) == kept
