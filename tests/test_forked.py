"""The processes that run the tests: nothing that happens in one of them is lost on the way."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST = """
import os, signal, time, warnings
import pytest

@pytest.fixture(scope="session")
def whole():
    yield
    open("torn", "a").write("x")

def test_before(whole): pass
def test_wrong(): print("these words"); assert 1 == 2
def test_dies(): os.kill(os.getpid(), signal.SIGKILL)
@pytest.mark.timeout(0.2)
def test_lasts(): time.sleep(30)
def test_after(whole): warnings.warn("take care", stacklevel=1)

@pytest.fixture
def faulty(): yield; raise OSError("left open")

def test_not_tidy(faulty): pass
"""
SECOND = """
import pytest

@pytest.mark.skip(reason="no need")
def test_left_out(): pass
@pytest.mark.parametrize("number", range(20))
def test_other(number): pass
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_first.py").write_text(FIRST)
    (folder / "test_second.py").write_text(SECOND)
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function")
    command = [sys.executable, "-m", "pytest", "-p", "tests.forked", "-ra", "--jobs", "2", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_test_is_told_of_once_and_a_process_that_dies_is_a_fault(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 1, done.stdout
    assert re.search(r"3 failed, 23 passed, 1 skipped, 1 warning, 1 error", done.stdout), done.stdout
    for words in (
        "these words", "assert 1 == 2", "its process ended here, with exit code -9", "take care",
        "Timeout (>0.2s)",        "OSError: left open", "no need", "[100%]",
    ):  # fmt: skip
        assert words in done.stdout, done.stdout
    # What the dead one had open is not tidied up; the one in its place and the other do it themselves.
    assert (tmp_path / "torn").read_text() == "x"


def test_it_stops_where_it_is_to_stop(tmp_path):
    done = run(tmp_path, "-x", "test_first.py")
    assert done.returncode == 1, done.stdout
    assert "stopping after 1 failures" in done.stdout
    assert "1 failed, 1 passed" in done.stdout
    assert (tmp_path / "torn").read_text() == "x"
