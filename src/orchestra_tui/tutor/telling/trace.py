"""A run's trace artifact in Markdown: result, turning points, what to put into the constitution, what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.lessons import lessons
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Weight, weight_of
from orchestra_tui.tutor.telling.why import why
from orchestra_tui.tutor.telling.words import metric_name, metric_value, name

_SPECIAL = re.compile(r"[\\`*<>\[\]|#]")
FEW = 6
"""Numbers of events that are named before the rest is counted."""
DECIDED = (d.Swapped, d.AccountRotated, d.Restarted, d.NeedsHuman, d.PolicySet, d.BudgetAlarm)


def trace(plan: Plan, events: Iterable[Event | Unknown], *, title: str, seed: int, log_hash: str) -> str:
    """The trace of a run, ending with a line break; everything in it comes from plan and events."""
    story = Chronicle(plan, tuple(events))
    lines = [
        *_head(story, title, seed, log_hash),
        *("", f"## {_('What came of it')}", "", *_result(story)),
        *("", f"## {_('Course of the run')}", "", *_timeline(story)),
        *("", f"## {_('For the constitution')}", "", *_constitution(story)),
        *("", f"## {_('Technical decisions')}", "", *_decisions(story)),
    ]
    return "\n".join(lines) + "\n"


def _head(story: Chronicle, title: str, seed: int, log_hash: str) -> Iterator[str]:
    yield f"# {_safe(name(title))}"
    yield ""
    rows = (
        (_("Scenario"), _safe(name(title))),
        (_("Seed"), str(seed)),
        (_("Log hash"), f"`{name(log_hash)}`"),
        (_("Began"), name(story.plan.started_at)),
        (_("Events in the log"), str(len(story.events))),
    )
    yield from _table((label, value) for label, value in rows if value)


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for place, (label, value) in enumerate(rows):
        yield f"| {label} | {value} |"
        if not place:
            yield "|---|---|"


def _result(story: Chronicle) -> Iterator[str]:
    told = ((metric_name(metric), metric_value(metric, value)) for metric, value in story.numbers.items() if value)
    yield from _table([(_("Metric"), _("Value")), *told])


def _timeline(story: Chronicle) -> Iterator[str]:
    """The turning points; more than a few of a kind in a row are counted."""
    points = [event for event in story.events if weight_of(event) >= Weight.TURN_POINT]
    place = 0
    while place < len(points):
        run = _run(points, place)
        for event in run[:FEW] if len(run) > FEW else run:
            yield f"- {story.clock.clock(event.at)} · {event.n} · {_safe(sentence(story.clock, event))}"
        if len(run) > FEW:
            more = run[FEW:]
            said = n_("{n} more of the kind: {events}", "{n} more of the kind: {events}", len(more))
            yield f"- {said.format(n=len(more), events=_numbers(event.n for event in more))}"
        place += len(run)
    if not points:
        yield _("No turning points.")


def _run(points: Sequence[Event | Unknown], place: int) -> Sequence[Event | Unknown]:
    """The turning points from here on that are of one kind."""
    end = place + 1
    while end < len(points) and type(points[end]) is type(points[place]):
        end += 1
    return points[place:end]


def _constitution(story: Chronicle) -> Iterator[str]:
    found = lessons(story)
    for lesson in found:
        said = _("Events: {events}.").format(events=_numbers(lesson.events))
        yield f"- {_safe(lesson.text)} {said}"
    if not found:
        yield _("A calm run: nothing to add.")


def _decisions(story: Chronicle) -> Iterator[str]:
    """Swaps, rotations, restarts, changes of the policy with their reasons; then the order of merges."""
    fold, told = Fold(story.plan), dict[str, list[int]]()
    reasons: dict[str, str] = {}
    for event in story.events:
        if isinstance(event, DECIDED):
            reason = why(story.plan, story.events, event.n, fold.state)
            key = f"{event.rule}/{_subject(event)}"
            told.setdefault(key, []).append(event.n)
            reasons.setdefault(key, f"{story.clock.clock(event.at)} · {event.n} · {reason.what}. {reason.because}")
        fold.push(event)  # type: ignore[arg-type]
    for key, numbers in told.items():
        again = _(" The same in events {events}.").format(events=_numbers(numbers[1:])) if numbers[1:] else ""
        yield f"- {_safe(reasons[key])}{again}"
    if story.merges:
        yield "- " + _("Order of merges: {tasks}.").format(tasks=" → ".join(_safe(name(e.task)) for e in story.merges))
    undone = sum(isinstance(e, f.MergeEnded) and e.outcome != "merged" for e in story.events)
    if undone:
        yield "- " + _("Merges undone and tried again: {n}. Main moved only on green checks.").format(n=undone)
    if not told and not story.merges:
        yield _("There was nothing to decide.")


def _subject(event: Event) -> str:
    """What tells decisions of one rule apart: accounts, each change of the policy, else task, agent and model."""
    match event:
        case d.AccountRotated():
            return f"{event.before}/{event.account}"
        case d.PolicySet():
            return str(event.n)
    return "/".join(getattr(event, field, "") for field in ("task", "agent", "model"))


def _numbers(numbers: Iterable[int]) -> str:
    """Numbers of events; those beyond a few are counted."""
    listed = list(numbers)
    shown = ", ".join(map(str, listed[:FEW]))
    rest = len(listed) - FEW
    if rest <= 0:
        return shown
    return _("{first} and {last}").format(first=shown, last=n_("{n} more", "{n} more", rest).format(n=rest))


def _safe(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
