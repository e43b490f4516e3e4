"""What all records share: identity, version, and fields that are sealed."""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel

Role = Literal["owner", "professional", "observer", "partner"]
Kind = Literal["contractor", "employee", "agency"]
Pay = Literal["hours", "pieces", "project"]

OWNER: Role = "owner"
PROFESSIONAL: Role = "professional"


def private(default: Any = "") -> Any:
    """A field with people's own words: sealed at rest, never logged, never searched."""
    return Field(default=default, sa_type=LargeBinary, schema_extra={"json_schema_extra": {"private": True}})


def key(default: Any = ...) -> Any:
    """Part of a record's identity."""
    return Field(default=default, primary_key=True, max_length=13)


def refers(default: Any = ..., *, index: bool = True) -> Any:
    """The id of another record of the same account."""
    return Field(default=default, index=index, max_length=13)


def instant(default: int = 0) -> Any:
    """A moment: milliseconds since 1970 UTC; 0 = not yet."""
    return Field(default=default, sa_type=BigInteger)


class Record(SQLModel):
    """What all records share. They do not change: what is written is another one, at the next version."""

    model_config = {"frozen": True}

    account: str = key()
    id: str = key()
    version: int = 1


def private_fields(kind: type[SQLModel]) -> tuple[str, ...]:
    """The names of a record's fields that hold people's own words."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("private")
    )


ROLES: tuple[str, ...] = get_args(Role)
