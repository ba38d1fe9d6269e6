"""Which content files are read, seen from below in fresh processes: questions and scenarios only when asked for."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
seen = []
sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == "open" else None)
from orchestra_tui.__main__ import main
try:
    code = main(sys.argv[2:])
finally:
    with open(sys.argv[1], "w") as file:
        fleet = sorted(name for name in sys.modules if name.startswith("orchestra_tui.fleet"))
        json.dump({"files": [each for each in seen if "/content/" in each], "fleet": fleet}, file)
sys.exit(code)
"""
PATIENCE = 60


def opened(tmp_path: Path, *words: str) -> list[str]:
    """The content files that a call of the command line opens, below the module's folder."""
    report = tmp_path / "opened.json"
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(report), *words], stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return below(report)


def opened_by_the_tutorial(tmp_path: Path, shown: str) -> list[str]:
    """The content files that the tutorial opens until it shows something and is left."""
    report = tmp_path / "opened.json"
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(report), "--lang=ru"], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as process:
        os.close(theirs)
        seen, end = b"", time.monotonic() + PATIENCE
        while shown.encode() not in seen and time.monotonic() < end:
            if select.select([ours], [], [], 1)[0]:
                seen += os.read(ours, 65536)
        assert shown.encode() in seen
        while select.select([ours], [], [], 1)[0]:
            seen += os.read(ours, 65536)
        os.write(ours, b"\x11")
        while process.poll() is None and time.monotonic() < end:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    os.read(ours, 65536)
                except OSError:
                    break
        assert process.wait(PATIENCE) == 0
    os.close(ours)
    return below(report)


def below(report: Path) -> list[str]:
    files = json.loads(report.read_text())["files"]
    return sorted({path.partition("/content/")[2].partition("/")[2] for path in files})


def of_the_fleet(report: Path) -> list[str]:
    """The modules of the fleet that were loaded."""
    return list(json.loads(report.read_text())["fleet"])


def test_opening_the_tutorial_reads_no_questions(tmp_path: Path) -> None:
    found = opened_by_the_tutorial(tmp_path, "пятом уровне зрелости")
    assert [path for path in found if path.startswith(("quiz/", "scenarios/"))] == []
    assert of_the_fleet(tmp_path / "opened.json") == []


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (["quiz", "isolation"], ["quiz/isolation.yaml"]),
        (["quiz", "isolation", "--practice", "--json"], ["quiz/isolation.yaml"]),
        (["read", "isolation"], []),
        (["fleet", "run", "solo", "--json"], ["scenarios/solo.yaml"]),
        (["fleet", "list", "--ids"], []),
        (["read", "--list"], []),
    ],
    ids=" ".join,
)
def test_asking_about_a_section_reads_its_file(tmp_path: Path, words: list[str], files: list[str]) -> None:
    assert opened(tmp_path, *words) == files
    assert ("fleet" in words and "run" in words) == bool(of_the_fleet(tmp_path / "opened.json"))


def test_answering_and_coming_back_reads_no_other_file(tmp_path: Path) -> None:
    for _ in range(2):
        assert opened(tmp_path, "--home", str(tmp_path / "mine"), "quiz", "roles") == ["quiz/roles.yaml"]
    assert opened(tmp_path, "--home", str(tmp_path / "mine"), "quiz", "cloud") == ["quiz/cloud.yaml"]
