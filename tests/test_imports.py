"""What each command loads, proven in fresh processes: start-up time is part of the product."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from orchestra_tui.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + " ".join(sorted(name for name in sys.modules)))
sys.exit(code)
"""
DRAWING = {"textual", "rich"}
HEAVY = {"yaml", "msgspec", "sqlite3", "tomlkit", "pygments", "snowballstemmer", "hypothesis"}

COMMANDS = {
    "--version": DRAWING | HEAVY | {"argparse", "markdown_it", "platformdirs", "dataclasses", "json"},
    "--help": DRAWING | HEAVY | {"markdown_it"},
    "read --help": DRAWING | HEAVY,
    "read --list": DRAWING | HEAVY - {"yaml", "msgspec"},
    "read --list --json": DRAWING | HEAVY - {"yaml", "msgspec"},
    "read --ids": DRAWING | HEAVY - {"yaml", "msgspec"},
    "read isolation": DRAWING | HEAVY - {"yaml", "msgspec"},
    "quiz --help": DRAWING | HEAVY | {"markdown_it"},
    "quiz isolation --plain": DRAWING | {"tomlkit", "pygments", "snowballstemmer", "fsrs"},
    "progress": DRAWING | {"tomlkit", "pygments", "snowballstemmer"},
    "progress --help": DRAWING | HEAVY | {"markdown_it"},
    "fleet --help": DRAWING | HEAVY | {"markdown_it"},
    "fleet run --help": DRAWING | HEAVY | {"markdown_it"},
    "fleet list": DRAWING | HEAVY - {"yaml", "msgspec"},
    "fleet list --ids": DRAWING | HEAVY | {"markdown_it"},
    "fleet run solo --json": DRAWING | HEAVY - {"yaml", "msgspec"},
    "schema scenario": DRAWING | HEAVY - {"yaml", "msgspec"},
    "schema quiz": DRAWING | HEAVY - {"yaml", "msgspec"},
    "new question isolation": DRAWING | {"sqlite3", "tomlkit", "pygments", "snowballstemmer"},
    "search worktree": DRAWING | {"sqlite3", "tomlkit", "pygments"},
    "check": DRAWING | {"sqlite3", "tomlkit"},
    "completion bash": DRAWING | HEAVY,
    "doctor": DRAWING | {"tomlkit", "pygments"},
    "progress export -": DRAWING | HEAVY - {"sqlite3"},
}


def loaded(*words: str) -> set[str]:
    """The packages that a call of the command line has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize(("line", "unwanted"), COMMANDS.items(), ids=COMMANDS.keys())
def test_a_command_loads_no_more_than_it_needs(line: str, unwanted: set[str]) -> None:
    found = loaded("--lang=en", *line.split()) if line != "--version" else loaded("--version")
    assert "orchestra_tui" in found
    assert not found & unwanted


@pytest.mark.parametrize("line", ["fleet list", "fleet list --ids", "fleet run --help", "new scenario --help"])
def test_knowing_the_scenarios_loads_nothing_of_the_fleet(line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *line.split()], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    found = done.stderr.splitlines()[-1].split()
    assert [name for name in found if name.startswith("orchestra_tui.fleet")] == []
    assert "orchestra_tui.cli.entry" in found


def test_a_settings_file_costs_no_more_than_its_parser(isolated: Path) -> None:
    settings = isolated / "config" / "orchestra-tutorial" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "nord"\n', encoding="utf-8")
    found = loaded("read", "--list")
    assert "tomllib" in found
    assert not found & (DRAWING | HEAVY - {"yaml", "msgspec"})
