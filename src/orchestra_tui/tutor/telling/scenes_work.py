"""Turning points of work: stronger models, conflicts, the ladder's end, doors that open, money that stops a task."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.rules.names import base
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.facts_said import remarks
from orchestra_tui.tutor.telling.plan_said import shared
from orchestra_tui.tutor.telling.scene import Scene, Telling, heir, taken
from orchestra_tui.tutor.telling.words import dollars, listed, name, of, times

SOON = 5 * MINUTE
MOST = 3


def critic(telling: Telling, e: d.Swapped) -> Scene:
    """A task goes to a stronger model."""
    first = telling.first(f"critic-{base(e.rule)}")
    if e.rule == "swap.same-failure":
        said = _same_failure(telling, e, first)
    elif e.rule == "swap.turns":
        said = _("{agent} has used all its turns on {task}, {count}, and it is not done").format(
            agent=name(e.agent), task=name(e.task), count=of(e.count, e.limit)
        )
    else:
        said = _refused(telling, e, first)
    text = (
        _(
            "{said}. Critic Swap, only a stronger model will do now, with a fresh context, the diff and the "
            "remarks: {heir}"
        )
        if telling.first("critic")
        else _("{said}. Critic Swap: {heir}")
    )
    return Scene(e.at, e.n, text.format(said=said, heir=heir(telling.chronicle, e.task, e.n, e.at)))


def _same_failure(telling: Telling, e: d.Swapped, first: bool) -> str:
    test = next((x.signature for x in telling.chronicle.batch(e) if isinstance(x, d.Failed)), "")
    said = (
        _("{task} fails on the same test {times} in a row ({test}), {model} would bring it again")
        if first
        else _("{task} with {model} fails on the same test {times} in a row ({test})")
    )
    return said.format(task=name(e.task), model=name(e.model), times=times(e.count), test=name(test))


def _refused(telling: Telling, e: d.Swapped, first: bool) -> str:
    history = [each for each in telling.chronicle.refused[e.task] if each.n < e.n][-e.count :]
    telling.covered.update(each.n for each in history)
    clock = telling.chronicle.clock
    shown = [_("{time}: {remarks}").format(time=clock.time(r.at), remarks=remarks(r.remarks)) for r in history]
    said = (
        _("{task} is refused in review {times} in a row ({history}): it is too hard for {model}")
        if first
        else _("{task} with {model} is refused in review {times} in a row ({history})")
    )
    return said.format(task=name(e.task), model=name(e.model), times=times(e.count), history=", ".join(shown))


def merge(telling: Telling, e: f.MergeEnded) -> Scene | None:
    """A conflict, or red tests on the merged tree."""
    others = listed(e.against)
    words = {"task": name(e.task), "others": others, "files": listed(shared(telling.chronicle.plan, e.task, e.against))}
    again = _("{task} with {others}").format(**words) if others else name(e.task)
    if e.outcome == "conflict":
        if words["files"]:
            said = _(
                "{task} does not merge: it quarrels with {others} over {files}. Main stays as it was, and {task} goes "
                "back to be reconciled with it on a new branch"
            )
        elif others:
            said = _(
                "{task} does not merge: it quarrels with {others}, although their touches have no file in common. "
                "{task} goes back to be reconciled with the newer main"
            )
        else:
            said = _("{task} does not merge: there is a conflict. It goes back to be reconciled with the newer main")
        return Scene(e.at, e.n, said.format(**words), "conflict", again)
    if e.outcome == "red":
        said = (
            _(
                "{task} merges cleanly, but together with {others} the tests are red: a conflict of meaning, which git "
                "does not see. Main stays as it was, {task} goes back to be mended"
            )
            if others
            else _(
                "{task} merges cleanly, but the tests on the merged tree are red. Main stays as it was, {task} is "
                "mended"
            )
        )
        return Scene(e.at, e.n, said.format(**words), "red", again)
    return None


_ENDS = {
    "ladder.attempts": N_("attempts without a result {count}, another would only cost money"),
    "ladder.no-stronger-model": N_("a stronger model is needed, and there is none"),
    "ladder.reviews": N_("reviews {count}, and still not accepted"),
    "ladder.conflicts": N_("conflicts {count}, a human unties this knot sooner"),
    "ladder.task-budget": N_("{spent} of its {cap} are spent, and what is left holds no further job"),
    "ladder.bad-request": N_("the provider does not accept the request itself, {status}"),
}


def needs_human(telling: Telling, e: d.NeedsHuman) -> Scene:
    """The ladder ends."""
    rule, task = base(e.rule), name(e.task)
    telling.covered.add(e.cause)
    if rule == "ladder.dependency":
        text = _("{task} stops as well: what it comes after will not be merged").format(task=task)
        return Scene(e.at, e.n, text, "dependency", task)
    why = _(_ENDS.get(rule, N_("the ladder has ended"))).format(
        count=of(e.count, e.limit), spent=dollars(e.count), cap=dollars(e.limit), status=e.count
    )
    if rule == "ladder.no-stronger-model":
        why = _("{again}, {why}").format(again=_again(telling, e), why=why)
    text = _("{task} stops and waits for a human: {why}").format(task=task, why=why)
    lost = _lost_reviews(telling, e) if rule == "ladder.reviews" else 0
    if lost:
        text = _("{text}; {lost} of them the provider did not let happen").format(text=text, lost=lost)
    return Scene(e.at, e.n, text)


def _again(telling: Telling, e: d.NeedsHuman) -> str:
    """What made a stronger model necessary."""
    report, often = telling.chronicle.cause(e), times(e.count)
    if isinstance(report, f.CheckEnded):
        return _("it fails on the same test {times} in a row ({test})").format(times=often, test=name(report.signature))
    if isinstance(report, f.ReviewEnded):
        return _("it is refused in review {times} in a row").format(times=often)
    return _("the turns are used up")


def _lost_reviews(telling: Telling, e: d.NeedsHuman) -> int:
    """How many of a task's reviews had no verdict."""
    events = telling.chronicle.events[: e.n]
    verdicts = {x.cause for x in events if isinstance(x, f.ReviewEnded) and x.task == e.task}
    return max(0, e.count - len(verdicts))


def out_of_budget(telling: Telling, e: d.Requeued) -> Scene | None:
    """The fleet's money does not hold a turn."""
    if e.rule != "work.out-of-budget":
        return None
    text = _("{task} is put down in the middle of its work: {heir}")
    return Scene(e.at, e.n, text.format(task=name(e.task), heir=heir(telling.chronicle, e.task, e.n, e.at)))


def door(telling: Telling, e: d.Merged) -> Scene | None:
    """A merge that opens the way for several tasks, or the last that one waited for."""
    story, tasks = telling.chronicle, telling.chronicle.plan.task
    behind = [id for id in story.plan.dependents.get(e.task, ()) if not story.is_given_up(id, e.n)]
    free = [id for id in behind if all(story.is_merged(other, e.n) for other in tasks[id].after)]
    if len(free) < 2 and not any(len(tasks[id].after) > 1 for id in free):
        return None
    starts = [start for start in (story.start_after(id, e.n) for id in free) if start and start.at - e.at < SOON]
    pairs = taken(starts[:MOST])
    if len(free) == 1:
        said = _("with {task} all is in main that {next} waited for").format(task=name(e.task), next=name(free[0]))
    else:
        what = n_("{n} more task", "{n} more tasks", len(free)).format(n=len(free))
        said = _("{task} is in main, and the way is free for {what}").format(task=name(e.task), what=what)
    if pairs:
        said = _("{said}: {pairs}").format(said=said, pairs=pairs)
    rest = len(free) - len(starts[:MOST])
    if pairs and rest:
        said = _("{said}; {what}").format(said=said, what=n_("{n} waits", "{n} wait", rest).format(n=rest))
    return Scene(e.at, e.n, said)
