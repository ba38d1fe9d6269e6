"""An answer whose verdict was seen is in the journal, whatever happens to the process right then."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.journal import answers as rows
from orchestra_tui.journal.row import Row
from orchestra_tui.journal.store import Journal
from tests.tutor.school import build

QUESTIONS = 400
SEED = 5
_ASKED = re.compile(r"^Question one (\d+)$", re.MULTILINE)
_JUDGED = re.compile(r"^(?:Right|Not right)\.$", re.MULTILINE)


class Seen(NamedTuple):
    """What a person saw before the process was gone: the questions put, and how many of them were judged."""

    asked: list[str]
    judged: int


def killed(school: Path, folder: Path, verdicts: int, wait: float) -> Seen:
    """Answers on and on, and kills the process a moment after so many verdicts."""
    words = ["--lang=en", "--course", school, "--home", folder, "quiz", "one", "--practice", "--plain"]
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestra_tui", *map(str, words), "--seed", str(SEED)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    assert process.stderr
    stdin, stdout = process.stdin, process.stdout

    def answer() -> None:
        try:
            stdin.write(b"1\n" * QUESTIONS)
            stdin.close()
        except BrokenPipeError:
            pass

    typing = threading.Thread(target=answer)
    typing.start()
    shown = b""
    while len(_JUDGED.findall(shown.decode("utf-8", "ignore"))) < verdicts and (part := os.read(stdout.fileno(), 4096)):
        shown += part
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    shown += stdout.read()
    complaint = process.stderr.read()
    process.wait()
    typing.join()
    with_pipes = (stdout, process.stderr)
    for pipe in with_pipes:
        pipe.close()
    assert complaint == b""
    text = shown.decode("utf-8", "ignore")
    return Seen([f"one.q{number}" for number in _ASKED.findall(text)], len(_JUDGED.findall(text)))


def kept(folder: Path, kind: str) -> list[Row]:
    with Journal.open(home(folder).journal) as journal:
        assert journal.notices == ()
        return list(journal.rows(kind))


def kill_again_and_again(school: Path, folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    judged: list[str] = []
    for _ in range(times):
        seen = killed(school, folder, chance.randint(0, 5), chance.uniform(0, 0.01))
        recorded = [row.subject for row in kept(folder, rows.ANSWER)]
        judged += seen.asked[: seen.judged]
        assert max(Counter(recorded).values(), default=1) == 1, "an answer is doubled"
        assert set(judged) <= set(recorded), "an answer that was judged is lost"
        assert len(set(judged)) == len(judged), "a question was judged twice"
        (sitting,) = rows.sittings(kept(folder, rows.SITTING)) or (None,)
        if sitting is None:
            assert not recorded
            continue
        assert recorded == list(sitting.questions[: len(recorded)]), "it went on at another question"
        extra = set(recorded) - set(judged)
        judged += [id for id in recorded if id in extra]
        assert len(extra) <= 1, "more was recorded than could have been answered"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("school"), ("one",), questions=QUESTIONS)


def test_killing_it_at_any_moment_loses_and_doubles_nothing(school: Path, tmp_path: Path) -> None:
    kill_again_and_again(school, tmp_path / "mine", 10, seed=1)
    assert kept(tmp_path / "mine", rows.ANSWER)


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(8))
def test_killing_it_two_hundred_times(school: Path, tmp_path: Path, batch: int) -> None:
    kill_again_and_again(school, tmp_path / "mine", 25, seed=100 + batch)
