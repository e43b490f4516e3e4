"""Names that are too long for their place."""

from __future__ import annotations

import pytest

from bot.engine.measured import heading, whole_words


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


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Joy's week.", "Joy's week"),
        (" How it goes. Then more. ", "How it goes"),
        ("How it goes?", "How it goes?"),
        ("Far too long to stand anywhere", ""),
        ("", ""),
        (".", ""),
    ],
)
def test_a_heading_is_whole_or_a_sentence_or_nothing(text, head):
    assert heading(text, 15) == head
