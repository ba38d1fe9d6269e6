"""What a run teaches: lessons derived from what really happened, each with the events that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Failure, SwapKind
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.lessons_means import MEANS
from orchestra_tui.tutor.telling.plan_said import shared
from orchestra_tui.tutor.telling.words import dollars, lasts, listed, name, row, times


class Lesson(NamedTuple):
    """A lesson in one or two sentences, and the numbers of the events that show it."""

    text: str
    events: tuple[int, ...]


def lessons(story: Chronicle) -> tuple[Lesson, ...]:
    """The lessons of a run, in the order in which they bear on the next runbook; few of a calm one."""
    found = (each for look in (*_LOOKS, *MEANS) for each in look(story))
    return tuple(Lesson(text, tuple(events)) for text, events in found)


Found = Iterator[tuple[str, Iterable[int]]]


def _conflicts(story: Chronicle) -> Found:
    """The same files again and again, and conflicts that nothing announced."""
    by_file: dict[str, list[f.MergeEnded]] = defaultdict(list)
    sudden: list[f.MergeEnded] = []
    for event in story.events:
        if isinstance(event, f.MergeEnded) and event.outcome == "conflict":
            files = shared(story.plan, event.task, event.against)
            for file in files:
                by_file[file].append(event)
            if not files and event.against:
                sudden.append(event)
    for file, events in by_file.items():
        if len(events) < 2:
            continue
        tasks = listed(dict.fromkeys(t for e in events for t in (e.task, *e.against)))
        count = n_("{n} merge", "{n} merges", len(events)).format(n=len(events))
        text = _(
            "{file}: {count} ended in a conflict, {tasks} all change it. Put such tasks one after another, or cut "
            "the file."
        )
        yield text.format(file=name(file), count=count, tasks=tasks), (e.n for e in events)
    if sudden:
        pairs = _pairs(sudden)
        text = _(
            "{pairs} collided, although their touches have nothing in common. Write down in touches what they "
            "really change."
        )
        yield text.format(pairs=pairs), (e.n for e in sudden)


def _pairs(events: list[f.MergeEnded]) -> str:
    said = _("{task} with {others}")
    pairs = dict.fromkeys(said.format(task=name(e.task), others=listed(e.against)) for e in events)
    return "; ".join(pairs)


def _red(story: Chronicle) -> Found:
    red = [e for e in story.events if isinstance(e, f.MergeEnded) and e.outcome == "red"]
    if red:
        text = _(
            "What merged cleanly was red together: {pairs}. Agree on the contract first, and keep the tests on "
            "the merged tree."
        )
        yield text.format(pairs=_pairs(red)), (e.n for e in red)


def _same_failure(story: Chronicle) -> Found:
    """Tests that a task failed on again and again."""
    red: dict[tuple[str, str], list[int]] = defaultdict(list)
    stuck: dict[tuple[str, str], None] = {}
    for event in story.events:
        if isinstance(event, f.CheckEnded) and not event.passed:
            red[event.task, event.signature].append(event.n)
        elif isinstance(event, d.Failed) and event.failure is Failure.SAME:
            stuck[event.task, event.signature] = None
    for task, test in stuck:
        accept = story.plan.task[task].accept if task in story.plan.task else ""
        text = _("{task} failed on {test} {times}. Give the agent that test with the task.")
        if accept:
            text = _(
                "{task} failed on {test} {times}; all that accept says is “{accept}”. Give that test with the task."
            )
        words = {"task": name(task), "test": name(test), "accept": name(accept)}
        yield text.format(**words, times=times(len(red[task, test]))), red[task, test]


def _stronger(story: Chronicle) -> Found:
    """Tasks that only a stronger model finished."""
    spent, found = _costs(story), dict[tuple[str, str], list[d.Swapped]]()
    for event in story.events:
        if isinstance(event, d.Swapped) and event.swap is SwapKind.CRITIC and event.task in story.merged_n:
            last = story.start_before(event.task, story.merged_n[event.task])
            if last is not None and last.model != event.model:
                found.setdefault((event.model, last.model), []).append(event)
    for (model, stronger), swaps in found.items():
        tasks = list(dict.fromkeys(e.task for e in swaps))
        cost = sum(max(spent.get((task, e.n), 0) for e in swaps if e.task == task) for task in tasks)
        lost = max(e.at - story.starts[e.task][0].at for e in swaps)
        text = n_(
            "{tasks} was too hard for {model}, {stronger} finished it. Give such a task to it at once: {cost} and "
            "{time} went before.",
            "{tasks} were too hard for {model}, {stronger} finished them. Give such tasks to it at once: {cost} and "
            "{time} went before.",
            len(tasks),
        )
        words = {"tasks": listed(tasks), "model": name(model), "stronger": name(stronger), "cost": dollars(cost)}
        yield text.format(**words, time=lasts(lost)), (e.n for e in swaps)


def _costs(story: Chronicle) -> dict[tuple[str, int], int]:
    """What each swapped task had cost before each of its critic swaps, by task and number of the swap."""
    holder: dict[int, str] = {}
    sums: dict[str, int] = defaultdict(int)
    found: dict[tuple[str, int], int] = {}
    for event in story.events:
        match event:
            case d.TurnGranted() | d.ReviewOrdered():
                holder[event.n] = event.task
            case d.Settled():
                sums[holder.get(event.reservation, "")] += event.spent
            case d.Swapped():
                found[event.task, event.n] = sums[event.task]
    return found


def _silent(story: Chronicle) -> Found:
    """Tasks over which agents went silent more than once, and models that went silent over several tasks."""
    by_task: dict[str, list[d.Failed]] = defaultdict(list)
    by_model: dict[str, list[d.Failed]] = defaultdict(list)
    for event in story.events:
        if isinstance(event, d.Failed) and event.failure is Failure.TIMEOUT:
            by_task[event.task].append(event)
            start = story.start_before(event.task, event.n)
            by_model[start.model if start else ""].append(event)
    for task, events in by_task.items():
        if len(events) > 1:
            text = _(
                "Over {task} an agent went silent or stood still {times}. Cut the task, or look at what its tests "
                "wait for."
            )
            yield text.format(task=name(task), times=times(len(events))), (e.n for e in events)
    for model, events in by_model.items():
        tasks = dict.fromkeys(e.task for e in events)
        if len(tasks) > 1 and model:
            text = _(
                "{model} went silent or stood still over different tasks: {tasks}. Not the tasks are to blame, "
                "look at the CLI and the network."
            )
            yield text.format(model=name(model), tasks=listed(tasks)), (e.n for e in events)


def _late(story: Chronicle) -> Found:
    """What late answers cost."""
    late = [(e, story.paid(e)) for e in story.events if isinstance(e, d.Stale)]
    cost = sum(paid for _late, paid in late)
    if cost:
        text = _(
            "Answers that came too late cost {cost}. Stop the whole process group of an agent, not only its terminal."
        )
        yield text.format(cost=dollars(cost)), (e.n for e, paid in late if paid)


def _left(story: Chronicle) -> Found:
    ends = [e for e in story.given_up.values() if isinstance(e, d.NeedsHuman)]
    if ends:
        text = n_(
            "{tasks} waits for you: take the diff, the log and the lessons from its bundle and decide.",
            "{tasks} wait for you: take the diff, the log and the lessons from their bundles and decide.",
            len(ends),
        )
        yield text.format(tasks=row([name(e.task) for e in ends])), (e.n for e in ends)


_LOOKS: tuple[Callable[[Chronicle], Found], ...] = (
    _conflicts, _red, _same_failure, _stronger, _silent, _late, _left
)  # fmt: skip
