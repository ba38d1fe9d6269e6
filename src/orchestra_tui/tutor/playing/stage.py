"""A run on stage: its takes, which of them is shown, and which moment of it. Knows no widgets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.playing.player import Player
from orchestra_tui.tutor.playing.recording import Recording, Reel
from orchestra_tui.tutor.playing.takes import Difference, Take, difference, forked

if TYPE_CHECKING:
    from pathlib import Path

    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.fleet.simulation.scenario import Scenario


@dataclass(frozen=True)
class Source:
    """Where a run comes from: a scenario under a seed, or a log that was recorded elsewhere (`scenario` is None).

    `section` is the one it belongs to, if the course has it; `predicted` what the learner said before, in the unit of
    the scenario's question.
    """

    title: str
    path: Path
    seed: int = 0
    scenario: Scenario | None = None
    section: SectionRef | None = None
    predicted: int | None = None


@dataclass
class Stage:
    """The takes of one source, the first being the original; there is always one."""

    source: Source
    takes: list[Take]
    player: Player = field(init=False)
    reel: Reel = field(init=False)
    number: int = 1

    def __post_init__(self) -> None:
        self.player = Player(self.take.recording)
        self.reel = Reel(self.take.recording)

    @property
    def take(self) -> Take:
        """The take that is shown."""
        return self.takes[self.number - 1]

    @property
    def recording(self) -> Recording:
        """Its recording."""
        return self.take.recording

    @property
    def state(self) -> State:
        """The state at the moment shown."""
        return self.reel.go(self.player.n)

    def acts(self, fact: Intervention) -> tuple[Act, ...]:
        """The acts of a future in which this is done at the moment shown."""
        return forked(self.take.acts, max(1, self.player.n), fact)

    def add(self, recording: Recording, acts: tuple[Act, ...], parent: int) -> Take:
        """A fork of a take was played: it is shown now, at the same moment."""
        original = self.takes[parent - 1].recording
        shared = difference(original, recording).shared
        self.takes.append(Take(len(self.takes) + 1, recording, acts, parent, shared))
        self.show(len(self.takes))
        return self.take

    def add_original(self, recording: Recording) -> Take:
        """The scenario was played under another seed: an original beside the first, shown now at the same time."""
        self.takes.append(Take(len(self.takes) + 1, recording))
        self.show(len(self.takes))
        return self.take

    def known(self, seed: int, acts: tuple[Act, ...]) -> int:
        """The number of the take of this seed and these acts; 0 if there is none."""
        same = (take.number for take in self.takes if take.recording.seed == seed and take.acts == acts)
        return next(same, 0)

    def parent(self, seed: int, acts: tuple[Act, ...]) -> int:
        """The number of the take that the last of these acts sets them apart from: the one shown, or one before it."""
        return self.known(seed, acts[:-1]) or self.number

    def remove(self, number: int) -> None:
        """A take goes, unless it is the first. Its forks are their grandparent's then, later takes move up by one."""
        if number == 1:
            return
        gone = self.takes[number - 1]
        if self.number == number:
            self.show(gone.parent or 1)
        kept = [self._without(gone, take) for take in self.takes if take is not gone]
        self.takes, self.number = kept, self.number - (self.number > number)

    def _without(self, gone: Take, take: Take) -> Take:
        parent, shared = take.parent, take.shared
        if parent == gone.number:
            parent = gone.parent
            shared = difference(self.takes[parent - 1].recording, take.recording).shared if parent else 0
        moved = (number - (number > gone.number) for number in (take.number, parent))
        return replace(take, number=next(moved), parent=next(moved), shared=shared)

    def show(self, number: int) -> None:
        """Another take, at the same time."""
        same = self.player.n <= difference(self.recording, self.takes[number - 1].recording).shared
        self.number = number
        self.player.change(self.recording, keep_n=same)
        self.reel = Reel(self.recording)

    def replace(self, source: Source, recording: Recording) -> None:
        """The source is another one now, such as an edited file: the time stays, the takes are gone."""
        self.source, self.takes, self.number = source, [Take(1, recording)], 1
        self.player.change(recording)
        self.reel = Reel(recording)

    def against(self, number: int) -> Difference:
        """How a take differs from the one it was forked from."""
        take = self.takes[number - 1]
        return difference(self.takes[(take.parent or 1) - 1].recording, take.recording)
