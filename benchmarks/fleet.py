"""`python -m benchmarks.fleet`: the simulator against other engines, and as tasks and agents grow, as a Markdown table.

Whole runs are measured, each in a process of its own: every fact, decision and command of a fleet until its last task
is done. Engines take turns, round after round; a ratio is formed within a round. Events are those of the log.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.installs import ROOT
from benchmarks.measure import progress, quieten
from benchmarks.table import Line, markdown

SIZES = (100, 1_000, 10_000)
"""Tasks; agents are a tenth of them."""
PEER_EVENTS = 1_000_000
LARGE_ROUNDS = 3
"""Rounds in which the largest fleets take part."""
POOLS = {"open": "an open pool", "limited": "a pool with windows, quotas, budgets"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: events in wall and CPU ms."""

    events: int
    wall_ms: float
    cpu_ms: float
    peak_mib: float


Key = tuple[str, int]
Rounds = list[dict[Key, Taken]]
Figure = Callable[[Taken], float]


class EngineError(Exception):
    """An engine did not come to its end; the message says why, in one line."""


def speed(taken: Taken) -> float:
    """Thousand events a second."""
    return taken.events / taken.wall_ms


def cpu_speed(taken: Taken) -> float:
    return taken.events / taken.cpu_ms


def wall(taken: Taken) -> float:
    return taken.wall_ms


def cpu(taken: Taken) -> float:
    return taken.cpu_ms


def each(taken: Taken) -> float:
    """Microseconds of an event."""
    return 1_000 * taken.wall_ms / taken.events


def cpu_each(taken: Taken) -> float:
    return 1_000 * taken.cpu_ms / taken.events


def measured(key: Key, number: int) -> Taken:
    """One run of an engine, in a process of its own; small fleets are run for several seeds and taken together."""
    name, count = key
    seeds = max(1, SIZES[1] // count) if name in {*POOLS, "shared"} else 1
    parts = [_run(name, count, number * seeds + seed) for seed in range(seeds)]
    return Taken(
        sum(part.events for part in parts) // seeds,
        sum(part.wall_ms for part in parts) / seeds,
        sum(part.cpu_ms for part in parts) / seeds,
        max(part.peak_mib for part in parts),
    )


def _run(name: str, count: int, seed: int) -> Taken:
    command = [sys.executable, "-m", "benchmarks.simulator.engines", name, str(count), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        errors = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise EngineError(f"{name} of {count}: {errors[-1]}")
    return Taken(**json.loads(done.stdout))


SPEED: tuple[Figure, Figure] = (speed, cpu_speed)
TIME: tuple[Figure, Figure] = (wall, cpu)
EACH: tuple[Figure, Figure] = (each, cpu_each)


def lines(rounds: Rounds) -> list[Line]:
    """The rows of the table, from what was measured."""
    found: list[Line] = []
    middle, simpy, heap = SIZES[1], ("simpy", PEER_EVENTS), ("heap", PEER_EVENTS)
    for pool, words in POOLS.items():
        title = f"events a second, {middle:,} tasks by {middle // 10} agents, {words}, against SimPy timeouts"
        found.append(_row(rounds, ((pool, middle), simpy), SPEED, title, "k/s", least=0.05))
        found.append(_row(rounds, ((pool, middle), heap), SPEED, "the same against a bare heapq", "k/s"))
    for pool, words in POOLS.items():
        for small, large in pairwise(SIZES):
            title = f"time of {large:,} tasks by {large // 10:,} agents against {small:,} by {small // 10:,}, {words}"
            found.append(_row(rounds, ((pool, large), (pool, small)), TIME, title, "ms", most=12))
    title = f"an event, {middle:,} tasks against {SIZES[0]}, where agents slow each other down at one merge slot"
    found.append(_row(rounds, (("shared", middle), ("shared", SIZES[0])), EACH, title, "µs"))
    return found


def _row(
    rounds: Rounds, both: tuple[Key, Key], figures: tuple[Figure, Figure], title: str, unit: str, **budget: float
) -> Line:
    own, peer = both
    pairs = [(done[own], done[peer]) for done in rounds if own in done and peer in done]
    most, least = budget.get("most"), budget.get("least")
    if not pairs:
        return Line(title, unit, most=most, least=least)
    figure, cpu_figure = figures
    return Line(
        title,
        unit,
        statistics.median(figure(a) for a, _b in pairs),
        statistics.median(figure(b) for _a, b in pairs),
        [figure(a) / figure(b) for a, b in pairs],
        [cpu_figure(a) / cpu_figure(b) for a, b in pairs],
        most,
        least,
    )


def keys(number: int) -> list[Key]:
    """What takes part in a round."""
    sizes = SIZES if number < LARGE_ROUNDS else SIZES[:-1]
    ours = [(pool, size) for size in sizes for pool in POOLS]
    return [("simpy", PEER_EVENTS), ("heap", PEER_EVENTS), *ours, ("shared", SIZES[0]), ("shared", SIZES[1])]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when something could not be measured. A row over its budget only says so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fleet", description="Measure the simulator.")
    parser.add_argument("--runs", type=int, default=5, help="rounds (5)")
    options = parser.parse_args(argv)
    rounds: Rounds = []
    faults: list[str] = []
    priority = quieten()
    for number in range(options.runs):
        done: dict[Key, Taken] = {}
        for key in keys(number):
            progress(f"fleet: round {number + 1} of {options.runs}, {key[0]} {key[1]:,}")
            try:
                done[key] = measured(key, number)
            except EngineError as error:
                faults.append(str(error))
        rounds.append(done)
    peaks = [taken.peak_mib for done in rounds for key, taken in done.items() if key == ("open", SIZES[-1])]
    told = f"{options.runs} rounds {priority}"
    told += f"; {SIZES[-1]:,} tasks took {max(peaks):.0f} MiB at most." if peaks else "."
    print("\n\n".join([markdown(lines(rounds), "ours", "peer"), told, *faults]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
