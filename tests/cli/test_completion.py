"""The completion scripts are tried in the shells themselves; one that is not installed is skipped."""

from __future__ import annotations

import os
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestra_tui.cli import commands, completion
from tests.cli.conftest import Call
from tests.cli.terminal import terminal
from tests.tutor.fleets import build

TOP = {"read", "search", "quiz", "fleet", "progress", "check", "new", "schema", "completion", "doctor"}
NINE = {"role-shift", "why-parallel", "isolation", "ralph-loop", "roles", "patterns", "runbook", "monitoring", "cloud"}

CASES = {
    "commands": ("", TOP),
    "a beginning": ("re", {"read"}),
    "options in front": ("--ver", {"--version"}),
    "commands behind an option": ("--lang en se", {"search"}),
    "commands of a group": ("progress ", {"export", "import", "forget"}),
    "options of a command": ("progress forget --y", {"--yes"}),
    "shared options behind a command": ("read --cour", {"--course", "--course-lang"}),
    "values of an option": ("read --lang ", {"ru", "en"}),
    "values of a word": ("completion ", {"bash", "zsh", "fish"}),
    "sections": ("read is", {"isolation"}),
    "sections behind an option": ("read --json is", {"isolation"}),
    "sections of another course": ("--course small read ", {"1-first/begin", "2-second/begin", "the-end-x", "1-first",
                                                            "2-second"}),
    "no second section": ("read isolation ro", set()),
    "commands of the fleet": ("fleet ", {"list", "run", "replay"}),
    "scenarios": ("fleet run swap-", {"swap-timeout", "swap-error", "swap-critic"}),
    "scenarios behind options": ("fleet run --at 5m pause --seed 3 zom", {"zombie"}),
    "scenarios of an option": ("fleet replay run.jsonl --scenario nig", {"night-shift"}),
    "scenarios of another course": ("--course fleets fleet run ", {"also", "small", "zero"}),
    "a file of one's own instead": ("fleet run cours", {"cours.txt", "courses/"}),
    "no scenario for a time": ("fleet run solo --at ", set()),
    "no scenario for what is to be done then": ("fleet run --at 5m ", set()),
    "logs": ("fleet replay cours", {"cours.txt", "courses/"}),
    "kinds of schemas": ("schema ", {"quiz", "scenario", "runbook", "pool"}),
    "folders": ("check --course cours", {"courses/"}),
    "no command twice": ("doctor re", set()),
}  # fmt: skip


def needs(shell: str) -> str:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is not installed")
    return found


@pytest.fixture
def place(tmp_path: Path, small: Path) -> Path:
    """A folder with the course `small`, a folder `courses`, and the program on the PATH."""
    tmp_path.joinpath("courses").mkdir()
    build(tmp_path / "fleets")
    tmp_path.joinpath("cours.txt").touch()
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "orchestra-tutorial"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m orchestra_tui "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def environment(place: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{place / 'bin'}:{os.environ['PATH']}", "TERM": "xterm"}


@pytest.mark.parametrize(("line", "expected"), CASES.values(), ids=CASES.keys())
def test_bash(call: Call, place: Path, line: str, expected: set[str]) -> None:
    words = ["orchestra-tutorial", *line.split(" ")]
    script = f"""{call("completion", "bash").out}
        COMP_WORDS=({" ".join(map(shlex.quote, words))}) COMP_CWORD={len(words) - 1}
        compopt() {{ :; }}
        _orchestra_tutorial
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        [needs("bash"), "--norc", "-c", script],
        cwd=place, env=environment(place), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {each.rstrip("/") for each in done.stdout.split()} == {each.rstrip("/") for each in expected}
    assert done.stderr == ""


@pytest.mark.parametrize(("line", "expected"), CASES.values(), ids=CASES.keys())
def test_fish(call: Call, place: Path, line: str, expected: set[str]) -> None:
    script = call("completion", "fish").out + f"complete -C {shlex.quote('orchestra-tutorial ' + line)}\n"
    done = subprocess.run(
        [needs("fish"), "--no-config", "-c", script],
        cwd=place, env=environment(place), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {each.split("\t")[0] for each in done.stdout.splitlines()} == expected
    assert done.stderr == ""


ZSH = r"""
PROMPT='READY> '; autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' list-colors ''
source script
zle-show() { compstate[list]=''; print -rl -- '' '<<<' $compadd_seen '>>>'; }
compadd() {
    local -a got
    builtin compadd -O got "$@"
    compadd_seen+=($got)
    builtin compadd "$@"
}
compadd_seen=()
compprefuncs=() comppostfuncs=(zle-show)
print READY
"""


def zsh_offers(place: Path, script: str, line: str) -> set[str]:
    """What zsh's completion system offers behind `line`, found out at a pseudo-terminal: it completes nowhere else."""
    place.joinpath("script").write_text(script, encoding="utf-8")
    place.joinpath("set-up").write_text(ZSH, encoding="utf-8")
    ours, theirs = terminal()
    command = [needs("zsh"), "-f", "-i"]
    with subprocess.Popen(
        command, cwd=place, env=environment(place), stdin=theirs, stdout=theirs, stderr=theirs
    ) as zsh:
        os.close(theirs)
        try:
            os.write(ours, b"source ./set-up\n")
            until(ours, "READY\r\n")
            os.write(ours, f"orchestra-tutorial {line}\t".encode())
            shown = until(ours, ">>>")
        finally:
            zsh.kill()
            os.close(ours)
    return set(shown.rpartition("<<<")[2].partition(">>>")[0].split())


def until(terminal: int, mark: str) -> str:
    """What the terminal shows up to `mark`."""
    shown = b""
    deadline = time.monotonic() + 30
    while mark.encode() not in shown:
        ready, _, _ = select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, f"no {mark!r} in {shown!r}"
        shown += os.read(terminal, 65536)
    return shown.decode(errors="replace")


@pytest.mark.parametrize("name", ["commands", "commands of a group", "values of a word", "sections",
                                  "sections of another course", "values of an option", "folders", "scenarios",
                                  "scenarios of another course", "no scenario for a time"])  # fmt: skip
def test_zsh(call: Call, place: Path, name: str) -> None:
    line, expected = CASES[name]
    offers = zsh_offers(place, call("completion", "zsh").out, line)
    assert {each.rstrip("/") for each in offers} == {each.rstrip("/") for each in expected}


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_every_option_of_every_command_is_in_the_script(call: Call, shell: str) -> None:
    script = call("completion", shell).out
    for path in commands.paths():
        for word in commands.parser(path).words:
            for name in word.names:
                fish = f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                assert (fish if shell == "fish" else name) in script
