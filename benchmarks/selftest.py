"""Checks the measuring against a program of known delays: `python -m benchmarks.selftest`.

A delay can only come out longer on a busy machine, so the smallest of several runs is compared.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.installs import HERE
from benchmarks.measure import Actions, Figures, Program, environment, measure
from benchmarks.terminal import Terminal

RUNS = 4
CLOCKWORK = (sys.executable, str(HERE / "peers" / "clockwork.py"))
PYTHON = Program("python", (sys.executable, "-c", "import os, select, sys, termios, time, tty"))


def figures() -> list[tuple[str, float, float, float]]:
    """What was measured, and the least and the most it may be."""
    bare = [measure(PYTHON, Actions()) for _ in range(RUNS)]
    program = Program("clockwork", CLOCKWORK, "ГОТОВО")
    runs = [measure(program, Actions(("n", "n", "n"), idle_s=1)) for _ in range(RUNS)]
    presses = [press for run in runs for press in run.presses]
    leaves = [run.leave for run in runs if run.leave]

    def least(get: str, of: list[Figures]) -> float:
        return min(float(getattr(run, get)) for run in of)

    return [
        ("text, ms after Python's own start", least("start_ms", runs) - least("start_ms", bare), 195, 225),
        ("CPU to the text, ms after Python's own", least("start_cpu_ms", runs) - least("start_cpu_ms", bare), 90, 115),
        ("first change, ms", min(press.first_ms for press in presses), 50, 56),
        ("last change, ms", min(press.settled_ms for press in presses), 90, 98),
        ("bytes of a press", presses[0].written, 9 + 9 + 6, 9 + 9 + 6),
        ("CPU of a press, ms", min(press.cpu_ms for press in presses), 19.9, 22),
        ("peak memory, MiB", least("peak_mib", runs), 50, 70),
        ("idle, wake-ups per second", min(run.idle.wake_ups for run in runs if run.idle), 0, 3),
        ("to the shell's screen, ms", min(leave.screen_ms or 0 for leave in leaves), 100, 106),
        ("to the prompt, ms", min(leave.exit_ms for leave in leaves), 150, 175),
        ("polling, wake-ups per second", polling(), 60, 110),
        ("left on by a careless program", len(careless()), 3, 3),
    ]


def polling() -> float:
    """Wake-ups per second of a program that polls a hundred times a second."""
    with tempfile.TemporaryDirectory() as folder, Terminal(CLOCKWORK, environment(Path(folder)), HERE) as terminal:
        terminal.until_text("ГОТОВО")
        terminal.press("p")
        return terminal.idle(1).wake_ups


def careless() -> tuple[str, ...]:
    """What a program left behind that restores nothing."""
    argv = (*CLOCKWORK, "careless")
    with tempfile.TemporaryDirectory() as folder, Terminal(argv, environment(Path(folder)), HERE) as terminal:
        terminal.until_text("ГОТОВО")
        return terminal.leave(["q"]).left_on


def main() -> int:
    """Print each figure with its bounds; 1 when one is outside."""
    status = 0
    for what, found, least, most in figures():
        fine = least <= found <= most
        status |= not fine
        print(f"{'ok  ' if fine else 'FAIL'} {what}: {found:.1f} (expected {least:g} to {most:g})")
    return status


if __name__ == "__main__":
    sys.exit(main())
