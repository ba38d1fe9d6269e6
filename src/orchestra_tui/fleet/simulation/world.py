"""The simulated world: it takes commands and tells what comes of them. It knows what the orchestrator must not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from orchestra_tui.fleet import commands as c
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.fleet.simulation.agenda import Agenda, Rank, Report
from orchestra_tui.fleet.simulation.behaviour import Behaviour
from orchestra_tui.fleet.simulation.draws import Draws
from orchestra_tui.fleet.simulation.fate import life_of
from orchestra_tui.fleet.simulation.faults import Weather
from orchestra_tui.fleet.simulation.params import Outage, Params
from orchestra_tui.fleet.simulation.places import Places
from orchestra_tui.fleet.simulation.process import Processes

FAULTS = (
    "hang",
    "loop",
    "crash",
    "zombie",
    "overload",
    "cut",
    "quota",
    "flaky",
    "conflict",
    "late",
    "duplicate",
    "restart",
)
"""What the learner can break: an agent (hang loop crash zombie), a provider (overload cut), an account (quota), a task
(flaky conflict), the next message (late duplicate), the orchestrator (restart)."""
_AGENT_FATES = {"hang": "hangs", "loop": "loops", "crash": "crashes", "zombie": "zombie"}


class World:
    """Carries out commands and answers with reports in order of time; a command's number is obeyed once."""

    def __init__(self, plan: Plan, params: Params, seed: int) -> None:
        draws = Draws(seed)
        self.plan, self.params, self.draws = plan, params, draws
        self.agenda = Agenda(params.faults, draws)
        self.weather = Weather(plan, params, draws)
        behaviour = Behaviour(params, draws)
        self.lives = {task.id: life_of(task, params, draws) for task in plan.tasks}
        self.processes = Processes(plan, params, self.agenda, self.weather, behaviour, self.lives)
        self.places = Places(plan, params, self.agenda, behaviour, self.lives)
        self._orders: dict[type[c.AnyCommand], Callable[[Any, int], None]] = {
            c.SetTimer: self._set_timer,
            c.StartAgent: self._start,
            c.RunTurn: self.processes.turn,
            c.RunCheck: self.places.check,
            c.RunReview: self._review,
            c.RunMerge: self.places.merge,
            c.Nudge: self.processes.nudge,
            c.StopAgent: self.processes.stop,
        }
        self._timers: dict[str, int] = {}
        self._obeyed = 0
        self._again: set[int] = set()
        self._down_until: int | None = None
        self.agenda.at(0, Rank.WORLD, Report(f.RunStarted, 0, {}))
        for time in params.restarts_ms:
            self.agenda.at(time, Rank.WORLD, self._go_down)

    def obey(self, command: c.AnyCommand, at: int) -> None:
        """Carries a command out; one that was carried out before is left alone, so commands may be sent again."""
        if command.decision > self._obeyed:  # decisions come in their order
            self._obeyed = command.decision
        elif command.decision in self._again:
            self._again.remove(command.decision)
        else:
            return
        self._orders[type(command)](command, at)

    def _start(self, command: c.StartAgent, at: int) -> None:
        self.processes.start(command, len(self.places.merged), at)

    def _review(self, command: c.RunReview, at: int) -> None:
        if command.by == HUMAN:
            self.places.human_review(command, at)
        else:
            self.processes.review(command, at, self.places.agent_review)

    def _set_timer(self, command: c.SetTimer, _at: int) -> None:
        self._timers[command.timer] = command.decision
        late = self.draws.whole(0, command.spread, "spread", command.timer, command.due) if command.spread else 0
        self.agenda.at(command.due + late, Rank.TIMER, partial(self._ring, command))

    def _ring(self, command: c.SetTimer, _now: int) -> Report | None:
        if self._timers.get(command.timer) != command.decision:
            return None
        del self._timers[command.timer]
        return Report(f.TimerFired, command.decision, {"timer": command.timer})

    def next(self) -> tuple[int, Report] | None:
        """The next report and its time; None when nothing will ever happen again.

        While the orchestrator is down, reports wait for it in their order.
        """
        while True:
            taken = self.agenda.next()
            if taken is None:
                return None
            at, rank, happening = taken
            if self._down_until is not None and at < self._down_until and rank != Rank.WORLD:
                self.agenda.at(self._down_until, Rank.REPORT, happening)
                continue
            report = happening if isinstance(happening, Report) else happening(at)
            if report is not None:
                return at, report

    def _go_down(self, at: int) -> None:
        if self._down_until is None:
            self._down_until = at + self.params.faults.down_ms
            self.agenda.at(self._down_until, Rank.WORLD, self._come_up)

    def _come_up(self, _now: int) -> Report:
        """The orchestrator is back; timers were its own and are set again from its log."""
        self._down_until = None
        self._again.update(self._timers.values())
        self._timers.clear()
        return Report(f.OrchestratorRestarted, 0, {})

    def break_(self, fault: str, target: str, at: int) -> None:
        """What the learner breaks happens to what is named, now or at its next turn, check or merge."""
        agent, account = self.processes.current.get(target), self.weather.meters.get(target)
        if fault in _AGENT_FATES and target in self.plan.slot:
            self.processes.asked[target] = _AGENT_FATES[fault]
            if fault == "crash" and agent is not None:
                self.processes.crash_now(agent)
            elif fault in {"hang", "loop"} and agent is not None:
                self.processes.seize(agent, loops=fault == "loop")
        elif fault in {"overload", "cut"}:
            faults = self.params.faults
            length = faults.burst_time_ms if fault == "overload" else faults.cut_time_ms
            self.weather.asked.append(Outage(provider=target, start_ms=at, length_ms=length, kind=fault))
        elif fault == "quota" and account is not None:
            account.forced_until = at + self.params.faults.interval_ms
        elif fault in {"flaky", "conflict"} and target in self.lives:
            self.places.asked[target] = fault
        elif fault in {"late", "duplicate"}:
            self.agenda.disturb(fault)
        elif fault == "restart":
            self.agenda.at(at, Rank.WORLD, self._go_down)
