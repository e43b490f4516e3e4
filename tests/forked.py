"""Runs the tests in several processes at once: a plugin of pytest, and its option `--jobs`.

Importing and collecting everything takes longer than most tests together. It is done once here; the
processes that run the tests are forked after it, and each takes a file at a time until none is left. So
whatever a file shares (a browser, an example that is played once) is made once. A process more costs next
to nothing: there may be more of them than cores, since many tests wait.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import warnings
from collections import deque
from itertools import groupby
from multiprocessing.connection import Connection, wait
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.config import create_terminal_writer

FORK = multiprocessing.get_context("fork")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--jobs", type=int, default=1, help="run the tests in so many processes at once")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Instead of pytest's own loop, where more than one process is wanted."""
    option = session.config.option
    if option.jobs < 2 or option.collectonly or session.testsfailed:
        return None
    Crew(session).run(option.jobs)
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
    return True


class Crew:
    """The processes, what each still has to do, and what nobody has taken yet."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session
        self.config = session.config
        paths = groupby(range(len(session.items)), key=lambda number: session.items[number].path)
        self.files = deque(list(numbers) for _, numbers in paths)
        self.begun: dict[Connection, int | None] = {}
        """The test that each of them is at."""
        self.left: dict[Connection, list[int]] = {}
        self.processes: dict[Connection, Any] = {}

    def run(self, jobs: int) -> None:
        """Until every test has been run, or one of them was the last that may fail."""
        # Whoever makes the folder of a run removes it at exit, and a fork never comes to that.
        self.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        for _ in range(min(jobs, len(self.files))):
            self.fork()
        try:
            while self.processes and not self.stops:
                for connection in wait(list(self.processes)):
                    assert isinstance(connection, Connection)
                    self.hear(connection)
        finally:
            for connection, process in self.processes.items():
                connection.close()  # whoever is still at work notices, and tidies up
                process.join()

    @property
    def stops(self) -> bool:
        return bool(self.session.shouldfail or self.session.shouldstop)

    def fork(self) -> None:
        ours, theirs = FORK.Pipe()
        process = FORK.Process(target=_live, args=(self.session, theirs, [*self.processes, ours]))
        process.start()
        theirs.close()
        self.processes[ours], self.left[ours], self.begun[ours] = process, [], None

    def hear(self, connection: Connection) -> None:
        """Take one piece of news of a process."""
        try:
            what, told = connection.recv()
        except (EOFError, ConnectionResetError):
            self.bury(connection)
            return
        if what == "begins":
            self.begun[connection] = told
            self.left[connection] = [number for number in self.left[connection] if number > told]
        elif what == "wants":
            given = self.left[connection] = self.files.popleft() if self.files else []
            connection.send(given)
        elif what == "report":
            report = self.config.hook.pytest_report_from_serializable(config=self.config, data=told)
            self.config.hook.pytest_runtest_logreport(report=report)
            if report.when == "teardown":
                self.config.hook.pytest_runtest_logfinish(nodeid=report.nodeid, location=report.location)
        elif what == "warning":
            message, rest = told
            found = warnings.WarningMessage(*message)
            self.config.hook.pytest_warning_recorded.call_historic(kwargs={"warning_message": found, **rest})

    def bury(self, connection: Connection) -> None:
        """A process has ended. Where it still had work, it died: that is said, and another one goes on."""
        process = self.processes.pop(connection)
        connection.close()
        process.join()
        number, left = self.begun.pop(connection), self.left.pop(connection)
        if process.exitcode == 0:
            return
        if number is not None:
            item = self.session.items[number]
            why = f"its process ended here, with exit code {process.exitcode}"
            died = pytest.TestReport(item.nodeid, item.location, {}, "failed", why, "call")
            self.config.hook.pytest_runtest_logreport(report=died)
        if left:
            self.files.appendleft(left)
        if self.files and not self.stops:
            self.fork()


def _live(session: pytest.Session, connection: Connection, others: list[Connection]) -> None:
    """A process of the crew: run one file after another, and tell what becomes of each test."""
    for other in others:
        other.close()
    random.seed()
    config = session.config
    # Where it writes and what it captures is of its own.
    temporary = config._tmp_path_factory  # type: ignore[attr-defined]
    temporary._basetemp = temporary.mktemp(f"{os.getpid()}", numbered=False)
    capturing: Any = config.pluginmanager.getplugin("capturemanager")
    capturing.stop_global_capturing()
    capturing.start_global_capturing()
    config.pluginmanager.unregister(name="terminalreporter")
    # A test that takes too long writes where it stands, and asks for the terminal to do so.
    config.pluginmanager.register(SimpleNamespace(_tw=create_terminal_writer(config)), "terminalreporter")
    teller = Teller(config)
    config.pluginmanager.register(teller)  # warnings from before the fork are repeated to it, and known
    teller.connection = connection
    try:
        while numbers := _given(connection):
            for number, following in zip(numbers, [*numbers[1:], None], strict=True):
                connection.send(("begins", number))
                item = session.items[number]
                # After the last of a file only what is shared by all of them is kept.
                after = session if following is None else session.items[following]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
    except (OSError, KeyboardInterrupt):
        pass  # nobody listens any more
    finally:
        session._setupstate.teardown_exact(None)


def _given(connection: Connection) -> list[int]:
    """The tests of the next file; none where there is no more."""
    connection.send(("wants", None))
    numbers: list[int] = connection.recv()
    return numbers


class Teller:
    """Tells the first process what it would have seen itself."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.connection: Connection | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        self.tell("report", told)

    def pytest_warning_recorded(
        self, warning_message: warnings.WarningMessage, when: str, nodeid: str, location: Any
    ) -> None:
        one = warning_message
        message = (one.message, one.category, one.filename, one.lineno)
        self.tell("warning", (message, {"when": when, "nodeid": nodeid, "location": location}))

    def tell(self, what: str, told: Any) -> None:
        if self.connection is not None:
            self.connection.send((what, told))
