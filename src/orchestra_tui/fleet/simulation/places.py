"""Where work is judged: the checks, the human's desk with its hours, the one merge slot."""

from __future__ import annotations

from functools import partial
from math import isqrt
from typing import Any

from orchestra_tui.fleet import commands as c
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Interval
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.fleet.simulation.agenda import Agenda, Rank, Report
from orchestra_tui.fleet.simulation.behaviour import Behaviour
from orchestra_tui.fleet.simulation.fate import Branch, Life
from orchestra_tui.fleet.simulation.history import History
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.process import Job, Process

LINES = 200
"""The size of a diff for which the human's median time holds."""


class Places:
    """Answers checks, reviews and merges; `merged` are the tasks on main, in order."""

    def __init__(
        self, plan: Plan, params: Params, agenda: Agenda, behaviour: Behaviour, lives: dict[str, Life]
    ) -> None:
        self.plan, self.params, self.agenda, self.behaviour, self.lives = plan, params, agenda, behaviour, lives
        self.merged = History()
        self.human_free = 0
        self.asked: dict[str, str] = {}

    def check(self, command: c.RunCheck, at: int) -> None:
        """Tests and lint in the agent's worktree."""
        life = self.lives[command.task]
        length, passed, signature = self.behaviour.check(life, _latest(life))
        if passed and self.asked.pop(command.task, "") == "flaky":
            passed, signature = False, "flaky"
        fields = {"task": command.task, "epoch": command.epoch, "check": command.check, "passed": passed}
        report = Report(f.CheckEnded, command.decision, {**fields, "signature": signature})
        self.agenda.report(at + length, report, command.task, life.checks)

    def agent_review(self, process: Process, job: Job, now: int) -> None:
        """The verdict of an agent's review, if the reviewer is still there."""
        if not process.alive or process.job is not job or process.stopped:
            return
        process.alive, process.job = False, None
        life = self.lives[process.task]
        life.reviews += 1
        remarks = self.behaviour.verdict(life, process.branch, human=False)
        fields = {"task": process.task, "epoch": process.epoch, "by": process.agent, "accepted": not remarks}
        report = Report(f.ReviewEnded, job.decision, {**fields, "remarks": remarks, "usage": job.usage})
        self.agenda.report(now, report, process.task, life.reviews)

    def human_review(self, command: c.RunReview, at: int) -> None:
        """The human takes reviews in the order they come, in working hours; the larger the diff, the longer."""
        life, reviews = self.lives[command.task], self.params.reviews
        life.reviews += 1
        weight = isqrt(life.size * 1_000_000 // LINES)
        median = reviews.human_time_ms * weight // 1_000
        length = self.behaviour.draws.lognormal(median, reviews.spread, "human-length", life.task.id, life.reviews)
        done = worked(self.plan.reviewer_hours, max(at, self.human_free), length)
        if done is None:
            return
        self.human_free = done
        branch, ordinal = _latest(life), life.reviews
        self.agenda.at(done, Rank.WORLD, partial(self._human_done, command, life, branch, ordinal))

    def _human_done(self, command: c.RunReview, life: Life, branch: Branch, ordinal: int, now: int) -> None:
        remarks = self.behaviour.verdict(life, branch, human=True)
        fields = {"task": command.task, "epoch": command.epoch, "by": HUMAN, "accepted": not remarks}
        report = Report(f.ReviewEnded, command.decision, {**fields, "remarks": remarks})
        self.agenda.report(now, report, command.task, ordinal)

    def merge(self, command: c.RunMerge, at: int) -> None:
        """The merge slot is used for a while."""
        life, merges = self.lives[command.task], self.params.merges
        life.merges += 1
        length = self.behaviour.draws.whole(merges.low_ms, merges.high_ms, "merge-length", command.task, life.merges)
        self.agenda.at(at + length, Rank.WORLD, partial(self._merge_done, command, life))

    def _merge_done(self, command: c.RunMerge, life: Life, now: int) -> None:
        branch = life.branches[command.branch]
        textual, semantic = self._conflicts(life, branch)
        forced = self.asked.pop(command.task, "") == "conflict" and self.merged
        if forced and not textual:
            textual = (self.merged.merged[-1].id,)
        outcome = "conflict" if textual else "red" if semantic else "merged"
        fields: dict[str, Any] = {"task": command.task, "epoch": command.epoch, "outcome": outcome}
        if outcome == "merged":
            self.merged.add(life.task)
            fields["commit"] = f"m{len(self.merged)}"
        else:
            branch.conflict = textual or semantic
            branch.green = False
            fields["against"] = branch.conflict
        self.agenda.report(now, Report(f.MergeEnded, command.decision, fields), command.task, life.merges)

    def _conflicts(self, life: Life, branch: Branch) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """With which of the tasks merged since the branch was cut it conflicts, in text and in meaning."""
        textual, semantic, merges = list[str](), list[str](), self.params.merges
        for other, touching in self.merged.since(branch.cut, life.task, everywhere=merges.apart > 0):
            share = merges.unknown if touching is None else merges.overlap if touching else merges.apart
            pair = sorted((life.task.id, other.id))
            if self.behaviour.draws.chance(share, "conflict", *pair):
                textual.append(other.id)
            elif self.behaviour.draws.chance(share * merges.semantic, "semantic", *pair):
                semantic.append(other.id)
        return tuple(textual), tuple(semantic)


def _latest(life: Life) -> Branch:
    return next(reversed(life.branches.values()))


def worked(hours: tuple[Interval, ...] | None, start: int, length: int) -> int | None:
    """When work of this length is done that begins at `start` and goes on in these hours only; None if never."""
    if hours is None:
        return start + length
    for shift in hours:
        begin = max(shift.start, start)
        if begin >= shift.end:
            continue
        if begin + length <= shift.end:
            return begin + length
        length -= shift.end - begin
    return None
