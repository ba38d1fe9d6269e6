"""Stretches of a run in which nobody works: what is waited for, and what it ends with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import TaskState
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.amounts import counted_tasks
from orchestra_tui.tutor.telling.board import Board
from orchestra_tui.tutor.telling.chronicle import Chronicle, Stretch
from orchestra_tui.tutor.telling.means_said import wait_name
from orchestra_tui.tutor.telling.plan_said import new_day, opens
from orchestra_tui.tutor.telling.scene import Scene, taken
from orchestra_tui.tutor.telling.words import lasts, listed, name, row

LONG = 20 * MINUTE
"""A stretch is told if it lasts so long, and a twentieth of the run."""
FEW = 4


def quiet(story: Chronicle) -> list[Scene]:
    """The long stretches without work, and what begins again after each, as scenes."""
    over = story.finished.at if story.finished else story.ends
    long = max(LONG, over // 20)
    board, found = Board(story), list[Scene]()
    for stretch in story.stretches:
        parts = [part for part in _shifts(story, stretch, over) if part.end - part.start >= long]
        for part in parts:
            board.move_to(min(part.start + MINUTE, part.end - 1))
            found.append(_standing(story, board, part, len(found)))
        if parts and stretch.end < over and (again := _again(story, stretch)):
            found.append(again)
    return found


def _shifts(story: Chronicle, stretch: Stretch, over: int) -> Iterator[Stretch]:
    """The stretch, cut where the human comes and goes."""
    hours = story.plan.reviewer_hours or ()
    cuts = {moment for shift in hours for moment in (shift.start, shift.end)}
    end = min(stretch.end, over)
    edges = [stretch.start, *sorted(cut for cut in cuts if stretch.start < cut < end), end]
    yield from (Stretch(stretch.n, a, b) for a, b in pairwise(edges) if a < b)


def _standing(story: Chronicle, board: Board, part: Stretch, told: int) -> Scene:
    why = list(_reasons(story, board, part))
    words = {"time": story.clock.till(part.end, part.start), "long": lasts(part.end - part.start)}
    awaited = _awaited(story, part.end)
    if awaited:
        said = _("until {time} ({long}) the fleet waits for {what}").format(**words, what=awaited)
    elif told:
        said = _("until {time} again nobody works").format(**words)
    else:
        said = _("until {time} ({long}) nobody works").format(**words)
    if why:
        said = _("{text}: {why}").format(text=said, why=why[0] if told and not awaited else "; ".join(why))
    return Scene(part.start, story.last(part.start), said, apart=not told, since=True)


def standstill(story: Chronicle, at: int) -> list[str]:
    """What is in the way of the tasks that are left at a moment."""
    board = Board(story)
    board.move_to(at)
    return list(_reasons(story, board, Stretch(board.n, at, at)))


def _reasons(story: Chronicle, board: Board, part: Stretch) -> Iterator[str]:
    desk = [id for id in board.of(TaskState.REVIEW) if board.desk.get(id)]
    agents = [id for id in board.of(TaskState.REVIEW) if id not in desk]
    if board.paused:
        yield _("the fleet is paused")
    if desk:
        yield _on_the_desk(story, part, desk)
    if agents:
        said = n_("{names} waits for a review nobody can pay", "{names} wait for reviews nobody can pay", len(agents))
        yield said.format(names=listed(agents, FEW))
    if ready := board.ready():
        yield _cannot_begin(board, ready)


def _awaited(story: Chronicle, at: int) -> str:
    """What of the accounts begins at the end of a stretch."""
    who, days = _opening(story, at)
    said = [n_("the window of {who}", "the windows of {who}", len(who)).format(who=listed(who))] if who else []
    if days:
        said.append(_("the new day of {who}").format(who=listed(days)))
    if back := story.parked.get(at):
        said.append(_("the return of {who}").format(who=listed(back)))
    return row(said)


def _opening(story: Chronicle, at: int) -> tuple[list[str], list[str]]:
    """The accounts whose window opens at a moment, and those that have spent and get a new day's budget."""
    accounts = story.plan.accounts
    who = [account.id for account in accounts if opens(account, at)]
    return who, [account.id for account in accounts if new_day(account, at) and story.paid_at.get(account.id, at) < at]


def _on_the_desk(story: Chronicle, part: Stretch, names: list[str]) -> str:
    hours, what = story.plan.reviewer_hours, n_("{n} diff", "{n} diffs", len(names)).format(n=len(names))
    back = next((shift.start for shift in hours or () if shift.end > part.start), None)
    if hours and back is not None and back > part.start:
        return _("the human's day is over, {what} on the desk wait until morning").format(what=what)
    if hours and any(shift.start == part.start for shift in hours):
        return _("the human is back, {what} on the desk").format(what=what)
    said = n_("{what} lies with the human ({names})", "{what} lie with the human ({names})", len(names))
    return said.format(what=what, names=listed(names, FEW))


def _cannot_begin(board: Board, ready: list[str]) -> str:
    """What was noted as the reason; that all agents were busy is not true any more where nobody works."""
    noted = dict.fromkeys(board.waits[id].for_ for id in ready if id in board.waits)
    reasons = [reason for reason in noted if reason != "agent"]
    said = n_("{names} cannot begin", "{names} cannot begin", len(ready)).format(names=listed(ready, FEW))
    if not reasons:
        return said
    return _("{said}: {why}").format(said=said, why=row([wait_name(reason) for reason in reasons]))


def _again(story: Chronicle, stretch: Stretch) -> Scene | None:
    """What ends a stretch, and what is begun then; None where nothing is begun."""
    end = stretch.end
    rest = story.between(end, end + MINUTE)
    builds = [e for e in rest if isinstance(e, d.Dispatched)]
    reviews = [e for e in rest if isinstance(e, d.ReviewOrdered) and e.by != HUMAN]
    verdict = next((e for e in rest if isinstance(e, f.ReviewEnded) and e.by == HUMAN and e.at == end), None)
    opened = list(_opened(story, end))
    if not (builds or reviews) or (len(builds) + len(reviews) == 1 and not opened and verdict is None):
        return None
    if verdict and not verdict.accepted and [e.task for e in builds] == [verdict.task]:
        said = _("the human sends {task} back, and {agent} takes it up again")
        work = [said.format(task=name(verdict.task), agent=name(builds[0].agent))]
    else:
        work = [*([_verdict(verdict)] if verdict else []), _begun(builds, reviews)]
    said_ = [*opened, *work]
    n = min(e.n for e in (*builds, *reviews))
    text = ". ".join([said_[0], *(story.capital(each) for each in said_[1:])])
    return Scene(end, n, text, apart=bool(opened), covers=(verdict.n,) if verdict else ())


def _opened(story: Chronicle, at: int) -> Iterator[str]:
    who, days = _opening(story, at)
    window = n_("the window of {who} opens", "the windows of {who} open", len(who)).format(who=listed(who))
    day = n_(
        "a new day begins, and the budget of {who} is whole again",
        "a new day begins, and the budgets of {who} are whole again",
        len(days),
    ).format(who=listed(days))
    if who and days:
        yield _("{first}, {second}").format(first=window, second=day)
    elif who or days:
        yield window if who else day


def _verdict(verdict: f.ReviewEnded) -> str:
    said = _("the human accepts {task}") if verdict.accepted else _("the human sends {task} back")
    return said.format(task=name(verdict.task))


def _begun(builds: list[d.Dispatched], reviews: list[d.ReviewOrdered]) -> str:
    parts = [
        (_("{by} reads {task}") if place else _("{by} reviews {task}")).format(by=name(e.by), task=name(e.task))
        for place, e in enumerate(reviews[:FEW])
    ]
    said = [", ".join(parts)] if parts else []
    if len(builds) > FEW:
        what = counted_tasks(len(builds))
        said.append(_("{count} go on at once: {names}").format(count=what, names=listed(e.task for e in builds)))
    elif builds:
        said.append(taken(builds))
    return "; ".join(said)
