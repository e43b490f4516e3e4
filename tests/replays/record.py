"""Records a transcript of every dialog that has none yet: `python -m tests.replays.record`.

Names of dialogs as arguments record those again: only when what they ask was changed on purpose and
no conversation under way can be hurt (a new meaning gets a new key instead).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Any, ClassVar

from bot.dialog import Outcome
from bot.phases import DIALOGS
from bot.preview import walk
from bot.preview.talk import Talk
from tests.replays.transcript import FOLDER, Answer, Replayed, written

MOST = 2
"""Transcripts of one dialog: the main way, and ways that ask other questions or end differently."""


class Recorded(Talk):
    """A talk of the preview's walk that is kept when it ends."""

    ways: ClassVar[dict[str, dict[Any, str]]] = defaultdict(dict)

    def outcome(self) -> Outcome:
        caused = super().outcome()
        if self.finished and len(self.ways[self.dialog]) < MOST:
            given = self.live.answers.given
            answers: list[Answer] = [
                (given[key].role, key, value) for key, value in self.live.answers.kept.items()
            ]
            for order in (answers, other_seat_first(answers)):
                self._keep(order)
        return caused

    def _keep(self, answers: list[Answer]) -> None:
        dialog = DIALOGS[self.dialog]
        try:
            played = Replayed(dialog, self.live.facts, answers)
        except AssertionError:  # the other seat is not asked yet: there is only one order
            return
        roles = [role for role, _, _ in answers]
        mark = (str(played.asked), tuple(dict.fromkeys(roles)))
        self.ways[self.dialog].setdefault(mark, written(dialog, self.live.facts, answers))


def other_seat_first(answers: list[Answer]) -> list[Answer]:
    """The same answers, those of the second seat before those of the first."""
    first = answers[0][0] if answers else ""
    return sorted(answers, key=lambda answer: answer[0] == first)


def main(names: list[str]) -> None:
    """Walk every talk and write what is missing."""
    have = {path.stem.rpartition("-")[0] for path in FOLDER.glob("*.json")}
    wanted = names or [name for name in DIALOGS if name not in have]
    vars(walk)["Talk"] = Recorded
    walk.Walk().all()
    for name in wanted:
        for path in FOLDER.glob(f"{name}-*.json"):
            path.unlink()
        for number, transcript in enumerate(Recorded.ways[name].values(), start=1):
            (FOLDER / f"{name}-{number}.json").write_text(transcript)
        print(f"{name}: {len(Recorded.ways[name])}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
