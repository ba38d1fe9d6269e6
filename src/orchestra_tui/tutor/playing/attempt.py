"""A run as its learner has it: predicted or not, watched to its end or left; and the rows of the journal about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import uuid4

from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.journal.events import Event
from orchestra_tui.journal.runs import BEGUN, ENDED, LEFT, FleetRun, run_row
from orchestra_tui.tutor.fleet import Reached, reached
from orchestra_tui.tutor.playing.loading import Ready
from orchestra_tui.tutor.playing.recording import Recording


@dataclass
class Attempt:
    """From the prediction to the end. A recorded log is nobody's run: there are no rows about it."""

    ready: Ready
    predicted: int | None = None
    id: str = field(default_factory=lambda: uuid4().hex)
    ended: bool = False
    written: FleetRun | None = None
    """What the journal was told last."""

    @property
    def metric(self) -> Metric:
        """What was asked about."""
        return self.ready.prepared.scenario.head.question.metric

    def goals(self, recording: Recording) -> tuple[Reached, ...]:
        """The goals of the scenario, held against a run of it."""
        return reached(self.ready.prepared.scenario, recording.metrics)

    def begun(self) -> Event | None:
        """The prediction, or that there is none."""
        return self._row(self._run(BEGUN, 0))

    def stands(self, recording: Recording, forks: int) -> Event | None:
        """How far the run was watched by now, None where the journal knows; `recording` is the one predicted."""
        run = self._run(ENDED if self.ended else LEFT, forks)
        if self.ended:
            goals = tuple(each.ok for each in self.goals(recording))
            run = replace(run, value=recording.metrics[self.metric], goals=goals)
        return None if run == self.written else self._row(run)

    def _run(self, state: str, forks: int) -> FleetRun:
        ready = self.ready.prepared
        return FleetRun(
            id=self.id,
            scenario=ready.entry.name,
            seed=ready.seed,
            digest=ready.scenario.digest,
            metric=self.metric.value,
            predicted=self.predicted,
            forks=forks,
            state=state,
            own=self.ready.own,
        )

    def _row(self, run: FleetRun) -> Event | None:
        if self.ready.recorded is not None:
            return None
        self.written = run
        return run_row(run)
