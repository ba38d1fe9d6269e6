"""Measures two programs side by side, run after run, and compares each run with the one right before it."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.terminal import Idle, Leave, MeasureError, Press, Terminal

HOME = "{home}"


@dataclass(frozen=True, slots=True)
class Program:
    """What to start and what to do with it.

    `expect` is a pattern of the text waited for; without one the program is expected to end by itself. `way` are keys
    and the pattern each of them leads to, on the way to what is measured; one that is `restless` never comes to rest
    there. Each run gets `{home}` in `argv` replaced by a fresh folder, a copy of `home` if that is given.
    """

    label: str
    argv: tuple[str, ...]
    expect: str = ""
    quit_keys: tuple[str, ...] = ("q",)
    home: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    way: tuple[tuple[str, str], ...] = ()
    restless: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """What a run does between the first text and leaving: keys pressed one by one, then seconds of idling."""

    keys: tuple[str, ...] = ()
    idle_s: float = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """One run: time and CPU to the expected text (else to the end), and what its actions gave."""

    start_ms: float
    start_cpu_ms: float
    presses: tuple[Press, ...] = ()
    idle: Idle | None = None
    peak_mib: float = 0
    leave: Leave | None = None


Figure = Callable[[Figures], float]


@dataclass(slots=True)
class Comparison:
    """A subject and its base with the same actions, paired so many `times` a round, more where runs are short.

    `runs` holds the counted pairs, `fault` why there are no more.
    """

    base: Program
    subject: Program
    actions: Actions = Actions()
    times: int = 1
    runs: list[tuple[Figures, Figures]] = field(default_factory=list)
    fault: str = ""

    def run(self, *, counted: bool = True) -> None:
        """Measure the base, then the subject; a fault ends the comparison and is kept."""
        if self.fault:
            return
        try:
            pair = measure(self.base, self.actions), measure(self.subject, self.actions)
        except MeasureError as error:
            self.fault = str(error)
            return
        if counted:
            self.runs.append(pair)

    def medians(self, figure: Figure) -> tuple[float, float]:
        """The subject's and the base's median."""
        return statistics.median(figure(own) for _, own in self.runs), statistics.median(
            figure(b) for b, _ in self.runs
        )

    def ratios(self, figure: Figure) -> list[float]:
        """Each subject run over the base run right before it, ascending."""
        return sorted(figure(own) / max(figure(base), 1e-9) for base, own in self.runs)


def environment(home: Path) -> dict[str, str]:
    """A person's plain environment: nothing of the caller's leaks into what is measured."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def measure(program: Program, actions: Actions) -> Figures:
    """Run a program once, from a folder of its own; MeasureError when it did not do what was to be measured."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder) / "home"
        if program.home:
            shutil.copytree(program.home, home)
        else:
            home.mkdir()
        return visit(program, actions, home)


def visit(program: Program, actions: Actions, home: Path) -> Figures:
    """The same with a home that stays as the program leaves it."""
    argv = [word.replace(HOME, str(home)) for word in program.argv]
    with Terminal(argv, {**environment(home), **program.env}, home) as terminal:
        try:
            if not program.expect:
                return Figures(terminal.until_end(), terminal.end_cpu_ms)
            text = terminal.until_text(program.expect)
            terminal.until_quiet()
            for place, (keys, pattern) in enumerate(program.way, 1):
                terminal.go(keys, pattern)
                if place < len(program.way) or not program.restless:
                    terminal.until_quiet()
            presses = [terminal.press(key) for key in actions.keys]
            if None in presses:
                raise MeasureError(f"key {presses.index(None) + 1} of {len(presses)} changed nothing")
            idle = terminal.idle(actions.idle_s) if actions.idle_s else None
            peak = terminal.meter.peak_mib()
            leave = terminal.leave(program.quit_keys)
        except MeasureError as error:
            raise MeasureError(f"{program.label}: {error}") from None
    if leave.left_on:
        raise MeasureError(f"{program.label}: did not restore {', '.join(leave.left_on)}")
    return Figures(text.at_ms, text.cpu_ms, tuple(press for press in presses if press), idle, peak, leave)


def interleave(comparisons: Sequence[Comparison], runs: int, say: Callable[[str], None]) -> list[float]:
    """One uncounted round, then so many counted ones; how long a fixed loop took before each round, in ms."""
    loop = []
    for number in range(runs + 1):
        say(f"round {number} of {runs}")
        loop.append(_fixed_loop())
        for comparison in comparisons:
            for _ in range(comparison.times if number else 1):
                comparison.run(counted=number > 0)
    return loop


def _fixed_loop() -> float:
    since = time.perf_counter()
    total = 0
    for number in range(400_000):
        total ^= number
    return (time.perf_counter() - since) * 1000


def quieten() -> str:
    """Raise the priority of this process and what it starts, where the system lets us; says what came of it."""
    try:
        return f"at priority {os.nice(-5)}"
    except PermissionError:
        return "at normal priority"


def progress(text: str) -> None:
    """Tell the person waiting, beside the table and not in it."""
    sys.stderr.write(f"\r\x1b[K{text}" if sys.stderr.isatty() else f"{text}\n")
    sys.stderr.flush()
