"""Agents' processes: they come up, take turns, beat, hang, crash and are stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from orchestra_tui.fleet import commands as c
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Account, Model, Usage
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.simulation.agenda import Agenda, Rank, Report
from orchestra_tui.fleet.simulation.behaviour import Behaviour, Setting, Turn, part_of
from orchestra_tui.fleet.simulation.fate import Branch, Life
from orchestra_tui.fleet.simulation.faults import No, Weather
from orchestra_tui.fleet.simulation.params import STATUS, Params
from orchestra_tui.fleet.simulation.traffic import Traffic

REPLY_MS = 2_000
"""How long a provider takes to refuse."""


@dataclass(slots=True)
class Job:
    """A turn or a review under way: the decision behind it, when it began, what it will use.

    `ends` is None while it hangs or loops; a `mute` one ends and says nothing before. `turn` is 0 for a review.
    """

    decision: int
    turn: int
    account: Account
    model: Model
    began: int
    ends: int | None
    usage: Usage
    loops: bool = False
    mute: bool = False
    beats: int = 0


@dataclass(slots=True)
class Process:
    """A process of an agent for one epoch of a task, begun by `decision`; `context` counts the turns in its context."""

    agent: str
    task: str
    epoch: int
    decision: int
    branch: Branch
    review: bool = False
    context: int = 0
    job: Job | None = None
    alive: bool = True
    stopped: int = 0
    nudges: int = 0


class Processes:
    """All processes; `current` has the latest of each agent, `asked` what the learner wants to happen to one next."""

    def __init__(
        self, plan: Plan, params: Params, agenda: Agenda, weather: Weather, behaviour: Behaviour, lives: dict[str, Life]
    ) -> None:
        self.plan, self.params, self.agenda, self.weather, self.behaviour = plan, params, agenda, weather, behaviour
        self.lives = lives
        self.current: dict[str, Process] = {}
        self.traffic = Traffic()
        self.beat_ms = plan.policy.health.beat_ms
        budget = plan.policy.budget
        self.limit = (budget.fresh, budget.cached, budget.out)
        self.asked: dict[str, str] = {}

    def start(self, command: c.StartAgent, cut: int, at: int) -> None:
        """A worktree, a branch, and a process that is up after a while."""
        branch = self.lives[command.task].branch(command.branch, command.base, cut)
        process = Process(command.agent, command.task, command.epoch, command.decision, branch)
        self.current[command.agent] = process
        self.traffic.enter(command.agent, self.plan.task[command.task])
        key, turns = (command.task, command.epoch), self.params.turns
        up = at + self.behaviour.draws.lognormal(turns.boot_ms, turns.boot_spread, "boot", *key)
        self.agenda.at(up, Rank.REPORT, partial(self._up, process))

    def _up(self, process: Process, _now: int) -> Report | None:
        if not process.alive or process.stopped:
            return None
        return Report(f.AgentUp, process.decision, self._who(process))

    def _who(self, process: Process) -> dict[str, str | int]:
        return {"agent": process.agent, "task": process.task, "epoch": process.epoch}

    def turn(self, command: c.RunTurn, at: int) -> None:
        """The next turn, unless the provider refuses it."""
        process = self.current.get(command.agent)
        if process is None or not process.alive or process.epoch != command.epoch or process.task != command.task:
            return
        account, model = self.plan.account[command.account], self.plan.model[command.model]
        if no := self.weather.refusal(account, at):
            self._refuse(process, account, command.decision, no, at)
            return
        life = self.lives[command.task]
        process.context = 1 if self.plan.slot[process.agent].fresh_context else process.context + 1
        turn = self.behaviour.turn(life, process.branch, self._setting(process, life, model))
        fate = self.asked.pop(process.agent, turn.fate)
        self.weather.request(account, at, turn.usage.metered)
        ends = at + turn.length if fate in {"ends", "mutes", "crashes"} else None
        job = Job(
            command.decision, command.turn, account, model, at, ends, turn.usage, fate == "loops", fate == "mutes"
        )
        process.job = job
        if fate in {"ends", "mutes"}:
            self.agenda.at(at + turn.length, Rank.WORLD, partial(self._turn_over, process, job, turn))
        elif fate == "crashes":
            self.agenda.at(at + turn.length // 2, Rank.REPORT, partial(self._crash, process, job))
        if fate not in {"hangs", "mutes"}:
            self._beat_later(process, job, at)

    def _setting(self, process: Process, life: Life, model: Model) -> Setting:
        profile = self.plan.slot[process.agent]
        return Setting(
            model=model,
            role=life.task.role,
            context=process.context,
            fresh_context=profile.fresh_context,
            others=self.traffic.others(process.agent),
            overlapping=self.traffic.overlapping(process.agent, life.task),
            limit=self.limit,
        )

    def _refuse(self, process: Process, account: Account, decision: int, no: No, at: int) -> None:
        fields = {
            **self._who(process), "account": account.id, "why": no.why, "status": STATUS[no.why],
            "retry_ms": None if no.retry_ms is None else max(0, no.retry_ms - REPLY_MS), "reset": no.reset,
        }  # fmt: skip
        self.agenda.report(at + REPLY_MS, Report(f.Refused, decision, fields), process.task, process.epoch, decision)

    def _turn_over(self, process: Process, job: Job, turn: Turn, now: int) -> None:
        """The turn's report; while the network is cut it waits for its end."""
        if not process.alive or process.job is not job:
            return
        if cut := self.weather.outage(job.account.provider, now, "cut"):
            over = cut.start_ms + cut.length_ms
            self.agenda.at(over, Rank.WORLD, partial(self._turn_over, process, job, turn))
            return
        process.job = None
        if turn.left is not None:
            process.branch.become(turn.left)
        self.weather.meters[job.account.id].spent += job.usage.cost
        fields = {
            **self._who(process), "turn": job.turn, "usage": job.usage, "done": turn.done,
            "progress": turn.progress,
        }  # fmt: skip
        self.agenda.report(now, Report(f.TurnEnded, job.decision, fields), process.task, turn.ordinal)
        if process.stopped:
            self._gone(process, now, Usage())

    def _crash(self, process: Process, job: Job, now: int) -> Report | None:
        if not process.alive or process.job is not job:
            return None
        process.alive, process.job = False, None
        usage = part_of(job.usage, job.model, 1, 2)
        self.weather.meters[job.account.id].spent += usage.cost
        return Report(f.AgentExited, job.decision, {**self._who(process), "crash": True, "usage": usage})

    def _beat_later(self, process: Process, job: Job, at: int) -> None:
        self.agenda.at(at + self.beat_ms, Rank.BEAT, partial(self._beat, process, job))

    def _beat(self, process: Process, job: Job, now: int) -> Report | None:
        if not process.alive or process.job is not job or (job.ends is not None and now >= job.ends):
            return None
        job.beats += 1
        self._beat_later(process, job, now)
        if self.weather.outage(job.account.provider, now, "cut"):
            return None
        share = 0.0 if job.loops else self.params.turns.progress
        key = (process.task, process.epoch, process.context, job.beats)
        fields = {**self._who(process), "progress": self.behaviour.draws.chance(share, "progress", *key)}
        return Report(f.Beat, job.decision, fields)

    def review(self, command: c.RunReview, at: int, finish: Callable[[Process, Job, int], None]) -> None:
        """An agent's review, unless the provider refuses it; `finish` reports its verdict."""
        account, model = self.plan.account[command.account], self.plan.model[command.model]
        life = self.lives[command.task]
        branch = next(reversed(life.branches.values()))
        process = Process(command.by, command.task, command.epoch, command.decision, branch, review=True)
        self.current[command.by] = process
        if no := self.weather.refusal(account, at):
            self._refuse(process, account, command.decision, no, at)
            return
        length, usage = self.behaviour.reviewing(life, model, self.limit)
        self.weather.request(account, at, usage.metered)
        fate = self.asked.pop(process.agent, "ends")
        ends = at + length if fate in {"ends", "crashes"} else None
        job = process.job = Job(command.decision, 0, account, model, at, ends, usage)
        if fate == "crashes":
            self.agenda.at(at + length // 2, Rank.REPORT, partial(self._crash, process, job))
        elif fate == "ends":
            self.agenda.at(at + length, Rank.WORLD, partial(finish, process, job))
        if fate != "hangs":
            self._beat_later(process, job, at)

    def nudge(self, command: c.Nudge, at: int) -> None:
        """A well agent answers; a hung one may come to itself, and then takes the turn up again."""
        process = self.current.get(command.agent)
        if process is None or not process.alive or process.stopped or process.job is None or process.job.mute:
            return
        job = process.job
        process.nudges += 1
        if job.ends is not None:
            self.agenda.at(at + REPLY_MS, Rank.BEAT, partial(self._answer, process, job))
            return
        key = (process.task, process.epoch, process.context, process.nudges)
        if process.review or not self.behaviour.draws.chance(self.params.faults.revive, "revive", *key):
            return
        job.loops, job.ends = False, at + self.params.roles[self.plan.task[process.task].role].turn_ms
        turn = Turn(self.lives[process.task].turns, 0, job.usage, "ends", progress=True)
        self.agenda.at(at + REPLY_MS, Rank.BEAT, partial(self._answer, process, job))
        self._beat_later(process, job, at)
        self.agenda.at(job.ends, Rank.WORLD, partial(self._turn_over, process, job, turn))

    def _answer(self, process: Process, job: Job, _now: int) -> Report | None:
        if not process.alive or process.job is not job:
            return None
        return Report(f.Beat, job.decision, {**self._who(process), "progress": True})

    def crash_now(self, process: Process) -> None:
        """The process dies in the middle of what it does."""
        if process.alive and process.job is not None and not process.stopped:
            job = process.job
            self.asked.pop(process.agent, None)
            self.agenda.at(self.agenda.now, Rank.REPORT, partial(self._crash, process, job))

    def seize(self, process: Process, *, loops: bool) -> None:
        """What the process does will not end any more."""
        job = process.job
        if not process.alive or job is None or process.stopped:
            return
        self.asked.pop(process.agent, None)
        frozen = process.job = replace(job, ends=None, loops=loops)
        if loops:
            self._beat_later(process, frozen, self.agenda.now)

    def stop(self, command: c.StopAgent, at: int) -> None:
        """The process group ends, politely or by force; a zombie goes on to the end of its turn."""
        process = self.current.get(command.agent)
        faults = self.params.faults
        known = process is not None and (process.task, process.epoch) == (command.task, command.epoch)
        if process is None or not known or process.stopped:
            fields = {"agent": command.agent, "task": command.task, "epoch": command.epoch, "crash": False}
            self.agenda.at(at, Rank.REPORT, Report(f.AgentExited, command.decision, fields))
            return
        process.stopped = command.decision
        if not process.review:
            self.traffic.leave(process.agent)
        key = (process.task, process.epoch)
        zombie = self.asked.pop(process.agent, "") == "zombie" or self.lives[command.task].given.zombie
        zombie = process.alive and (zombie or self.behaviour.draws.chance(faults.zombie, "zombie", *key))
        if zombie and process.job and process.job.ends is not None and not process.review:
            return
        wait = faults.zombie_time_ms if zombie and process.job else faults.stop_ms
        self.agenda.at(at + wait, Rank.WORLD, partial(self._stopped, process))

    def _stopped(self, process: Process, now: int) -> None:
        used, job = Usage(), process.job
        if job is not None and process.alive:
            length = (job.ends - job.began) if job.ends is not None else max(1, now - job.began)
            used = part_of(job.usage, job.model, now - job.began, length)
            self.weather.meters[job.account.id].spent += used.cost
        self._gone(process, now, used)

    def _gone(self, process: Process, now: int, usage: Usage) -> None:
        process.alive, process.job = False, None
        fields = {**self._who(process), "crash": False, "usage": usage}
        self.agenda.at(now, Rank.REPORT, Report(f.AgentExited, process.stopped, fields))
