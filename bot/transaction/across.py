"""What a turn may do across accounts, and the whole of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.model import Account
from bot.ports import Where
from bot.transaction.inside import Inside
from bot.transaction.rows import At, Claim, Due, Errand


class Doors(Protocol):
    """The way into an account, and what is known before."""

    def enter(self, account: str) -> None:
        """From here on everything is about this account."""

    def persons_at(self, where: Where) -> tuple[At, ...]:
        """Everybody behind an address, newest account first."""

    def accounts_at(self, platform: str, scope: str) -> tuple[str, ...]:
        """The accounts that have somebody in a workspace."""

    def add_account(self, account: Account) -> None: ...

    def note_event(self, id: str) -> bool:
        """Remember a platform's event; False when it was taken before."""

    def noted(self, id: str) -> int | None:
        """When an event was taken, real time; None for one that never was."""


class Carrying(Protocol):
    """What is to be carried, and how far that has come."""

    def errands(
        self, platforms: Sequence[str], but: Sequence[tuple[str, str]], limit: int
    ) -> tuple[Errand, ...]:
        """What may go out now, of any account, on these platforms, not in these workspaces (`but`)."""

    def claim(self, errand: Errand, turn: int, until_ms: int) -> Claim | None:
        """Write down that it is being sent; None when somebody else does, or there is nothing to send."""

    def carried(self, claim: Claim, ref: str, at_ms: int = 0) -> bool:
        """It arrived and stands at `ref`, since `at_ms` (real time; 0 = now).

        False, and nothing written, when the claim was overtaken.
        """

    def put_back(self, claim: Claim, next_ms: int, *, doubt: bool = False) -> bool:
        """Not sent (with `doubt`: perhaps); to be tried again from this real time on. False: overtaken."""

    def leave_in_doubt(self, claim: Claim) -> bool:
        """Nobody knows, and it is not sent again unless somebody says so. False: overtaken."""

    def delay(self, errand: Errand, next_ms: int, *, behind: bool = False) -> None:
        """Leave an errand for later without trying; `behind`: others of the same reader go first.

        A page whose seat has moved on is another page: it is left as it is.
        """

    def drop(self, errand: Errand, turn: int) -> None:
        """There is nothing to show any more."""

    def rest(self, platform: str, scope: str, of: str, until_ms: int) -> int:
        """A workspace wants a pause until a real time; since when it has wanted it, with no hour between."""

    def resting(self, platform: str, scope: str) -> Mapping[str, int]:
        """Until when a workspace wants a pause, by what the pause is about."""

    def take_over(self) -> None:
        """No other process has this database: what one that died was sending is looked at now, in doubt."""

    def wind_back(self) -> None:
        """The wall clock went back: whatever was put off until a later time is looked at now."""

    def asked_at(
        self, platforms: Sequence[str], persons: Sequence[tuple[str, str]] = ()
    ) -> tuple[tuple[Where, int, tuple[str, str]], ...]:
        """Everybody on these platforms who is asked something, since when, and who (account and person).

        Only these persons, where some are named. "Since when": the oldest question that stands there.
        """


class Firing(Protocol):
    """What is due in any account."""

    def claim_due(self, now_ms: int, limit: int) -> tuple[Due, ...]:
        """Take due rows of the known kinds out of the plan, skipping what another process holds."""

    def unknown_due(self, now_ms: int) -> tuple[str, ...]:
        """The kinds of what is due by now and is none that this version knows."""

    def postpone(self, later: Sequence[tuple[Due, int]]) -> None:
        """Put claimed occurrences, of whatever account, back into the plan, each for its own later moment."""

    def silent(self, now_ms: int) -> tuple[tuple[str, str], ...]:
        """Whoever what is due by now counts as not having answered: account and person."""

    def next_due(self, account: str = "") -> int | None: ...

    def let_go_old(self) -> None:
        """Of every account: the kept texts that nobody took in two weeks."""


class Settings(Protocol):
    """What one installation keeps for itself, and what only one of its processes may do."""

    def setting(self, name: str) -> str | None:
        """A setting of the installation, whatever account was entered."""

    def set(self, name: str, value: str) -> None:
        """Put a setting of the installation."""

    def lease(self, name: str, holder: str, until_ms: int) -> int | None:
        """Hold what only one process may do, until a real time; None while another holds it.

        What comes back is the fence: it rises with every new holder.
        """

    def only_one(self, name: str) -> bool:
        """Hold a name until the turn ends; False while another turn does, in whatever process."""


class Transaction(Inside, Doors, Carrying, Firing, Settings, Protocol):
    """One transaction, on the account that was entered and the moment of a turn."""
