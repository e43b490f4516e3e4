"""The storage floor: one store on SQLite or PostgreSQL. Start with `store.py`."""

from storage.backup import backup
from storage.faults import StorageTrouble
from storage.keys import load_key
from storage.migrations import NewerDatabase, migrate
from storage.process import SecondProcess
from storage.sealing import KeyRing, LostKey, Unsealed, Unstorable
from storage.store import Database, open_store, seal_names

__all__ = [
    "Database",
    "KeyRing",
    "LostKey",
    "NewerDatabase",
    "SecondProcess",
    "StorageTrouble",
    "Unsealed",
    "Unstorable",
    "backup",
    "load_key",
    "migrate",
    "open_store",
    "seal_names",
]
