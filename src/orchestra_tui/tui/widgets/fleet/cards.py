"""The cards of the task board: in which column each stands, in which order, and what it says. Pure."""

from __future__ import annotations

from enum import IntEnum
from itertools import chain

from rich.cells import cell_len

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.model import Failure, TaskState
from orchestra_tui.fleet.runs import TaskRun
from orchestra_tui.tui.widgets.fleet.agent_cells import clock
from orchestra_tui.tui.widgets.fleet.glyphs import NEEDS_YOU, TASK
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.roll import lies_with_you
from orchestra_tui.tutor.telling.words import dollars, name


class Pile(IntEnum):
    """A column of the board, in the order of the work."""

    QUEUED = 0
    WORK = 1
    CHECKS = 2
    REVIEW = 3
    MERGE = 4
    DONE = 5
    HUMAN = 6


PILE_OF = {
    TaskState.QUEUED: Pile.QUEUED,
    TaskState.RUNNING: Pile.WORK,
    TaskState.CHECKING: Pile.CHECKS,
    TaskState.REVIEW: Pile.REVIEW,
    TaskState.MERGING: Pile.MERGE,
    TaskState.MERGED: Pile.DONE,
    TaskState.CANCELLED: Pile.DONE,
    TaskState.NEEDS_HUMAN: Pile.HUMAN,
}
TITLES = {
    Pile.QUEUED: (N_("Queue"), "foreground"),
    Pile.WORK: (N_("In work"), "success"),
    Pile.CHECKS: (N_("Checks"), "primary"),
    Pile.REVIEW: (N_("Reviews"), "secondary"),
    Pile.MERGE: (N_("Merge"), "primary"),
    Pile.DONE: (N_("Done"), "success"),
    Pile.HUMAN: (N_("With you"), "error"),
}
LISTED = (Pile.HUMAN, Pile.WORK, Pile.CHECKS, Pile.REVIEW, Pile.MERGE, Pile.QUEUED, Pile.DONE)
"""The order of the columns where they stand one below the other: what goes on comes first."""

_WAITS = {
    "agent": N_("no free agent"),
    "model": N_("no model for it"),
    "reviewer": N_("no free reviewer"),
    "fleet-limit": N_("limit of agents"),
    "review-wip": N_("review is full"),
    "concurrency": N_("account busy"),
    "window": N_("account closed"),
    "quota": N_("quota used up"),
    "budget": N_("out of budget"),
    "parked": N_("account rests"),
    "billing": N_("no money"),
}
"""Why a ready task waits, in a word or two."""
_ENDED = {
    "attempts": N_("attempts used up"),
    "no-stronger-model": N_("no stronger model"),
    "reviews": N_("reviews used up"),
    "conflicts": N_("too many conflicts"),
    "task-budget": N_("budget used up"),
    "bad-request": N_("request refused"),
    "dependency": N_("its ground is lost"),
}
"""Why a task needs a human, likewise."""


def dealt(moment: Moment) -> dict[Pile, list[str]]:
    """The tasks in their columns: ready ones first as they are served, at work whoever is longest there, merged
    ones the latest first."""
    piles: dict[Pile, list[str]] = {pile: [] for pile in Pile}
    behind, merged, queued = list[str](), list[TaskRun](), TaskState.QUEUED
    for run in moment.state.tasks.values():
        if run.state is queued:
            if run.blocked:
                behind.append(run.id)
        elif run.state is TaskState.MERGED:
            merged.append(run)
        elif run.state is not TaskState.MERGING:
            piles[PILE_OF[run.state]].append(run.id)
    for pile in (Pile.WORK, Pile.CHECKS, Pile.REVIEW, Pile.HUMAN):
        piles[pile].sort(key=lambda id: dict.__getitem__(moment.state.tasks, id).since)
    index = moment.state.index
    ready = sorted(chain.from_iterable(index.ready.values()))
    piles[Pile.QUEUED] = [*(key[-1] for key in ready), *behind]
    piles[Pile.MERGE] = [id for _rank, id in index.merging]
    merged.sort(key=lambda run: -(run.merged_at or 0))
    piles[Pile.DONE] = [*(run.id for run in merged), *piles[Pile.DONE]]
    if moment.filter.problems:
        piles = {pile: [id for id in ids if _troubled(moment, id)] for pile, ids in piles.items()}
    return piles


def _troubled(moment: Moment, id: str) -> bool:
    """Whether a task needs attention: it lies with the human, something went wrong with it, or it is held up."""
    run = dict.__getitem__(moment.state.tasks, id)
    if run.state in {TaskState.MERGED, TaskState.CANCELLED}:
        return False
    return lies_with_you(run) or bool(run.waiting) or any(run.failures.values())


def heading(moment: Moment, pile: Pile, count: int) -> tuple[str, str]:
    """The name of a column with its count and the limit that the policy sets; and its ink, louder at the limit."""
    flow, index = moment.state.policy.flow, moment.state.index
    title, ink = TITLES[pile]
    limit, held = {
        Pile.WORK: (flow.agents, index.building),
        Pile.REVIEW: (flow.review_wip, index.counts[TaskState.REVIEW]),
    }.get(pile, (None, 0))
    said = f"{_(title)} {count}"
    if limit is not None:
        return f"{said} ≤{limit}", "warning bold" if held >= limit else f"{ink} bold"
    return said, f"{ink} bold" if count else "muted"


def sign(run: TaskRun) -> tuple[str, str]:
    """The sign of a card and its ink."""
    return NEEDS_YOU if lies_with_you(run) else TASK[run.state]


def detail(moment: Moment, run: TaskRun, room: int = 99) -> str:
    """Who has the task, or why it waits and until when; in little `room` a time is said before the reason for it."""
    match run.state:
        case TaskState.QUEUED:
            return _behind(moment, run) if run.blocked else waits(moment, run, room)
        case TaskState.RUNNING:
            return name(run.agent)
        case TaskState.CHECKING:
            return _("tests {age}").format(age=clock(moment.at - run.since))
        case TaskState.REVIEW:
            return _in_review(moment, run)
        case TaskState.MERGING:
            return _in_merge(moment, run)
        case TaskState.MERGED:
            return moment.calendar.clock(run.merged_at or 0)
        case TaskState.CANCELLED:
            return _("given up")
    n = moment.recording.register.last(d.NeedsHuman, run.id, moment.n)
    why = getattr(moment.recording.events[n - 1], "why", "") if n else ""
    return _(_ENDED[why]) if why in _ENDED else name(why)


def _behind(moment: Moment, run: TaskRun) -> str:
    missing = [id for id in moment.plan.task[run.id].after if _state(moment, id) is not TaskState.MERGED]
    if not missing:
        return ""
    more = f" +{len(missing) - 1}" if len(missing) > 1 else ""
    return _("after {task}").format(task=name(missing[0])) + more


def _state(moment: Moment, id: str) -> TaskState:
    return dict.__getitem__(moment.state.tasks, id).state


def waits(moment: Moment, run: TaskRun, room: int) -> str:
    """Why a ready task has not begun: of those that need the same, only the first says so in the log."""
    need, _key = moment.state.index.placed[run.id]
    first = dict.__getitem__(moment.state.tasks, moment.state.index.ready[need][0][-1])
    if moment.state.paused:
        return _("the fleet is paused")
    if not first.waiting:
        return _("ready")
    said = _(_WAITS[first.waiting]) if first.waiting in _WAITS else name(first.waiting)
    n = moment.recording.register.last(d.Waiting, first.id, moment.n)
    until = getattr(moment.recording.events[n - 1], "until", None) if n else None
    if until is None or until <= moment.at:
        return said
    time = moment.calendar.clock(until)
    full = _("{why} till {time}").format(why=said, time=time)
    return full if cell_len(full) <= room else _("till {time}").format(time=time)


def _in_review(moment: Moment, run: TaskRun) -> str:
    age = clock(moment.at - run.since)
    if lies_with_you(run):
        return _("waits for you {age}").format(age=age)
    return name(run.reviewer) if run.reviewer else _("waits for a reviewer {age}").format(age=age)


def _in_merge(moment: Moment, run: TaskRun) -> str:
    if moment.state.merging == run.id:
        return _("is being merged")
    ahead = [id for _rank, id in moment.state.index.merging if id != moment.state.merging]
    return _("no. {n} in line").format(n=ahead.index(run.id) + 1)


def counters(run: TaskRun) -> str:
    """What went wrong with a task: conflicts, refused reviews, swaps, attempts without a result."""
    failures = run.failures
    counted = (
        ("✕", failures[Failure.CONFLICT] + failures[Failure.MERGED_RED]),
        ("↩", failures[Failure.REVIEW]),
        ("⇄", sum(run.swaps.values())),
        ("!", run.lost_attempts),
    )
    return " ".join(f"{sign}{count}" for sign, count in counted if count)


def turn(moment: Moment, run: TaskRun) -> str:
    """The turn of the attempt under way, of how many."""
    if run.state not in {TaskState.RUNNING, TaskState.CHECKING} or run.agent not in moment.plan.slot:
        return ""
    return f"{run.turn}/{moment.plan.slot[run.agent].max_turns}"


def spent(moment: Moment, run: TaskRun) -> str:
    """What the task has cost."""
    sums = moment.state.ledger.tasks.get(run.id)
    return dollars(sums.spent) if sums and (sums.spent or sums.reserved) else ""


def about(moment: Moment, run: TaskRun) -> list[str]:
    """All there is to say of a card, in phrases."""
    given, sums = moment.plan.task[run.id], moment.state.ledger.tasks.get(run.id)
    said = [detail(moment, run)]
    if run.turn and (now := turn(moment, run)):
        said.append(_("turn {n}").format(n=now))
    if run.epoch:
        attempts = n_("{n} attempt", "{n} attempts", run.attempts).format(n=run.attempts)
        said += [f"{attempts}, e{run.epoch}", name(run.model)]
    if sums and sums.spent:
        cap = "" if given.budget is None else _(" of {cap}").format(cap=dollars(given.budget))
        said.append(f"{dollars(sums.spent)}{cap}")
    failures, limits = run.failures, moment.state.policy.limits
    conflicts = failures[Failure.CONFLICT] + failures[Failure.MERGED_RED]
    return [
        *said,
        *([_("conflicts: {n} of {limit}").format(n=conflicts, limit=limits.conflicts)] if conflicts else []),
        *([_("reviews: {n} of {limit}").format(n=run.reviews, limit=limits.reviews)] if run.reviews else []),
        *([_("refused: {n}").format(n=failures[Failure.REVIEW])] if failures[Failure.REVIEW] else []),
        *([_("swaps: {n}").format(n=sum(run.swaps.values()))] if run.swaps else []),
        *([_("attempts lost: {n} of {limit}").format(n=run.lost_attempts, limit=limits.attempts)]
          if run.lost_attempts else []),
        *([name(given.title)] if given.title != given.id else []),
    ]  # fmt: skip
