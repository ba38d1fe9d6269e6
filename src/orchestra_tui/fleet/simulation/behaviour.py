"""How agents do: a turn's outcome, its usage, what checks and reviews say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orchestra_tui.fleet.model import Model, Role, Usage, cost
from orchestra_tui.fleet.simulation.draws import Draws, power, sigmoid
from orchestra_tui.fleet.simulation.params import Mind, Params, Work

if TYPE_CHECKING:
    from orchestra_tui.fleet.simulation.fate import Branch, Life


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it will be: how long, what it uses, `left` the branch as it will be when the turn has ended.

    `fate` is `ends`, `mutes`, `hangs`, `loops` or `crashes`.
    """

    ordinal: int
    length: int
    usage: Usage
    fate: str
    left: Branch | None = None
    done: bool = False
    progress: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Who takes a turn, and in what: the turns already in the context, the others at work and those on the same files.

    `limit` are the tokens at which the CLI stops: fresh, cached, out.
    """

    model: Model
    role: Role
    context: int
    fresh_context: bool
    others: int
    overlapping: int
    limit: tuple[int, int, int]


class Behaviour:
    """Answers for a task's life under a seed; what comes out depends on the task's own ordinals."""

    def __init__(self, params: Params, draws: Draws) -> None:
        self.params = params
        self.draws = draws

    def mind(self, model: Model) -> Mind:
        """What a model can do, by its name or else by its strength."""
        name = model.id.rpartition("/")[2]
        known = self.params.models.get(name)
        return known or self.params.strength[str(min(max(model.strength, 0), 5))]

    def turn(self, life: Life, branch: Branch, setting: Setting) -> Turn:
        """The next turn of a task."""
        life.turns += 1
        key, turns = (life.task.id, life.turns), self.params.turns
        fate = self._fate(life)
        length, usage = self._effort(life, branch, setting)
        if fate == "mutes":
            length = max(length, self.params.faults.mute_time_ms)
        elif fate != "ends":
            return Turn(life.turns, length, usage, fate)
        if self.draws.chance(turns.no_op, "no-op", *key):
            return Turn(life.turns, length, usage, fate, done=True)
        branch = replace(branch)
        if self.draws.uniform("pass", *key) < self._chance(life, branch, setting):
            self._solve(life, branch, setting)
            return Turn(life.turns, length, usage, fate, branch, done=True, progress=True)
        life.failed += 1
        if branch.conflict:
            branch.conflict, branch.solved, branch.green = (), False, False
        if life.turns in life.given.false_done or self.draws.chance(turns.false_done, "false-done", *key):
            branch.green, branch.sound = True, False
            return Turn(life.turns, length, usage, fate, branch, done=True, progress=True)
        branch.green = False
        self._signature(life, setting)
        done = not self.draws.chance(turns.unfinished, "unfinished", *key)
        return Turn(life.turns, length, usage, fate, branch, done=done, progress=True)

    def _fate(self, life: Life) -> str:
        key, given, faults = (life.task.id, life.turns), life.given, self.params.faults
        for fate, listed, share in (
            ("hangs", given.hang, faults.hang),
            ("loops", given.loop, faults.loop),
            ("crashes", given.crash, faults.crash),
            ("mutes", given.mute, faults.mute),
        ):
            if life.turns in listed or self.draws.chance(share, fate, *key):
                return fate
        return "ends"

    def _bonus(self, life: Life, branch: Branch, setting: Setting) -> float:
        turns = self.params.turns
        learned = turns.memory * min(life.failed, turns.memory_cap) + (turns.remarks if branch.remarks else 0)
        overhead = self.params.overhead
        confused = overhead.confusion * min(setting.overlapping, overhead.confusion_cap)
        return learned - confused - (0 if setting.fresh_context else turns.rot * (setting.context - 1))

    def _chance(self, life: Life, branch: Branch, setting: Setting) -> float:
        if branch.conflict:
            return power(self.params.merges.resolve, len(branch.conflict))
        if branch.solved or branch.small:
            return self.params.turns.repair
        skill = self.mind(setting.model).skill
        return sigmoid(skill - life.difficulty + self._bonus(life, branch, setting))

    def _solve(self, life: Life, branch: Branch, setting: Setting) -> None:
        """The work is there; what only had to be repaired or reconciled stays as sound as it was."""
        key = (life.task.id, life.turns)
        kept = branch.solved and (branch.sound or not branch.remarks)
        if not kept or branch.conflict:
            skill = self.mind(setting.model).skill
            edge = skill - life.difficulty + self._bonus(life, branch, setting) + self.params.turns.margin
            right = self.draws.uniform("sound", *key) < sigmoid(edge)
            branch.sound = right and (branch.sound if kept else True)
        branch.solved = branch.green = True
        branch.conflict, branch.remarks, branch.small = (), 0, False

    def _signature(self, life: Life, setting: Setting) -> None:
        """Which test is red: the same again if the task is hard for the model."""
        same = sigmoid(life.difficulty - self.mind(setting.model).skill + self.params.turns.stuck)
        if not life.signature or not self.draws.chance(same, "same-failure", life.task.id, life.turns):
            life.signature += 1

    def _effort(self, life: Life, branch: Branch, setting: Setting) -> tuple[int, Usage]:
        key, turns, overhead = (life.task.id, life.turns), self.params.turns, self.params.overhead
        work: Work = self.params.roles[setting.role]
        load = 1 + overhead.agent * setting.others + overhead.overlap * setting.overlapping
        light = turns.repair_pace if branch.solved and not branch.conflict else 1.0
        pace = self.mind(setting.model).pace * load * light
        length = self.draws.lognormal(max(1, int(work.turn_ms * pace)), turns.spread, "length", *key)
        grown = min(1 + turns.growth * (setting.context - 1), turns.compact)
        factor = grown * load * light * self.draws.lognormal(1_000, turns.token_spread, "tokens", *key) / 1_000
        again = turns.reread if setting.fresh_context and life.turns > 1 else 0
        return length, usage_of(setting, int(work.fresh * factor) + again, int(work.cached * factor), work.out)

    def reviewing(self, life: Life, model: Model, limit: tuple[int, int, int]) -> tuple[int, Usage]:
        """How long an agent's review takes and what it uses."""
        key, work = (life.task.id, life.reviews), self.params.roles[Role.REVIEWER]
        median = int(self.params.reviews.agent_time_ms * self.mind(model).pace)
        length = self.draws.lognormal(median, self.params.reviews.spread, "review-length", *key)
        factor = self.draws.lognormal(1_000, self.params.turns.token_spread, "review-tokens", *key) / 1_000
        fresh, cached = int(work.fresh * factor), int(work.cached * factor)
        return length, _usage(model, limit, fresh, cached, work.out)

    def verdict(self, life: Life, branch: Branch, *, human: bool) -> int:
        """How many remarks a review leaves; none is acceptance. What it finds is known to whoever mends it."""
        reviews = self.params.reviews
        detects, alarm = reviews.agent_detects, reviews.agent_alarm
        if human:
            detects, alarm = reviews.human_detects, reviews.human_alarm
        found = self.draws.uniform("review", life.task.id, life.reviews)
        if found >= (alarm if branch.sound else detects):
            return 0
        branch.remarks = self.draws.whole(1, 5, "remarks", life.task.id, life.reviews)
        branch.small = branch.sound
        branch.solved = branch.sound
        return branch.remarks

    def check(self, life: Life, branch: Branch) -> tuple[int, bool, str]:
        """How long the checks take, whether they pass, and else the signature of what is red."""
        life.checks += 1
        key, checks = (life.task.id, life.checks), self.params.checks
        length = self.draws.whole(checks.low_ms, checks.high_ms, "check-length", *key)
        if not branch.green:
            return length, False, f"test-{life.signature}"
        if self.draws.chance(checks.flaky, "flaky", *key):
            return length, False, "flaky"
        return length, True, ""


def usage_of(setting: Setting, fresh: int, cached: int, out: int) -> Usage:
    """What a turn uses, at most what the CLI allows."""
    return _usage(setting.model, setting.limit, fresh, cached, out)


def _usage(model: Model, limit: tuple[int, int, int], fresh: int, cached: int, out: int) -> Usage:
    fresh, cached, out = min(fresh, limit[0]), min(cached, limit[1]), min(out, limit[2])
    return Usage(
        fresh=fresh, cached=cached, out=out, cost=cost(model.price, fresh, cached, out), price=model.price.version
    )


def part_of(usage: Usage, model: Model, numerator: int, denominator: int) -> Usage:
    """The part of a usage that was used up when the turn was cut off."""
    share = min(numerator, denominator), max(1, denominator)
    fresh, cached, out = (number * share[0] // share[1] for number in (usage.fresh, usage.cached, usage.out))
    return Usage(fresh=fresh, cached=cached, out=out, cost=cost(model.price, fresh, cached, out), price=usage.price)
