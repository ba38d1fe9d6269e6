"""Engines that are measured, each in a process of its own: `python -m benchmarks.simulator.engines NAME COUNT SEED`.

It prints one line of JSON: events, wall and CPU milliseconds of the run alone, peak memory in MiB.
"""

from __future__ import annotations

import heapq
import json
import resource
import sys
import time
from collections.abc import Callable, Generator
from typing import Any

import simpy

from benchmarks.simulator import fleets
from orchestra_tui.fleet.simulation.run import run

DELAYS = 1_000


def _delays() -> list[int]:
    """Delays like those of a fleet, in ms, the same each time."""
    found, last = [], 12_345
    for _number in range(DELAYS):
        last = (last * 1_103_515_245 + 12_345) % 2_147_483_648
        found.append(1_000 + last % 300_000)
    return found


def simpy_timeouts(count: int, _seed: int) -> Callable[[], int]:
    """A hundred SimPy processes that do nothing but wait."""
    delays = _delays()
    env = simpy.Environment()

    def wait(first: int) -> Generator[simpy.Event, Any, None]:
        for number in range(first, first + count // 100):
            yield env.timeout(delays[number % DELAYS])

    for number in range(100):
        env.process(wait(number * 7))

    def go() -> int:
        env.run()
        return count

    return go


def bare_heap(count: int, _seed: int) -> Callable[[], int]:
    """A heap of a hundred moments; each is taken off and put back later."""
    delays = _delays()
    heap = [(delays[number], number) for number in range(100)]

    def go() -> int:
        heapq.heapify(heap)
        for number in range(count):
            at, who = heapq.heappop(heap)
            heapq.heappush(heap, (at + delays[number % DELAYS], who))
        return count

    return go


def fleet(count: int, seed: int, *, limits: bool, shared: bool) -> Callable[[], int]:
    """A whole run of `count` tasks by a tenth as many agents, to its end."""
    plan, params = fleets.fleet(count, count // 10, limits=limits), fleets.world(shared=shared)

    def go() -> int:
        done = run(plan, params, seed)
        left = [task for task in done.final.tasks.values() if not task.state.final]
        if left:
            raise SystemExit(f"{len(left)} of {count} tasks were not done")
        return len(done.events)

    return go


ENGINES: dict[str, Callable[[int, int], Callable[[], int]]] = {
    "simpy": simpy_timeouts,
    "heap": bare_heap,
    "open": lambda count, seed: fleet(count, seed, limits=False, shared=False),
    "limited": lambda count, seed: fleet(count, seed, limits=True, shared=False),
    "shared": lambda count, seed: fleet(count, seed, limits=False, shared=True),
}


def main(argv: list[str]) -> int:
    """Run one engine and tell what it took."""
    name, count, seed = argv[0], int(argv[1]), int(argv[2])
    go = ENGINES[name](count, seed)
    wall, cpu = time.perf_counter(), time.process_time()
    events = go()
    told = {
        "events": events,
        "wall_ms": (time.perf_counter() - wall) * 1000,
        "cpu_ms": (time.process_time() - cpu) * 1000,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
