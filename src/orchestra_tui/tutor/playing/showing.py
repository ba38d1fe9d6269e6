"""What a scenario has to show, found out by reading it and by running it once. For workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from orchestra_tui.fleet.possible import impossible
from orchestra_tui.fleet.simulation.scenario import read
from orchestra_tui.tutor.playing.pace import minutes
from orchestra_tui.tutor.playing.recording import EndedError
from orchestra_tui.tutor.playing.takes import play

MOST = 20_000
"""Events of a run that is still measured beforehand."""


class Shown(NamedTuple):
    """What to look at in a scenario, and the minutes that it takes; 0 as long as nobody knows."""

    watch: str
    minutes: int = 0


def shown(path: Path, go_on: Callable[[], bool]) -> Iterator[Shown]:
    """What is known once the file was read, then once it was run, if that is worth it and `go_on` still says so.

    Raises OrchestraError where the file is not as it should be.
    """
    scenario = read(path)
    found = Shown(" ".join(scenario.head.watch.split()))
    yield found
    if impossible(scenario.plan) or not go_on():
        return
    try:
        made = play(
            scenario.plan,
            scenario.params,
            scenario.head.seed,
            progress=lambda done, _all: done < MOST and go_on(),
        )
    except EndedError:
        return
    yield found._replace(minutes=minutes(made))
