"""What came of a run, as rows: prediction and result, goals, price, what to try and what to do now. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.model import SectionRef
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.tui.screens.fleet.conducting import WAYS
from orchestra_tui.tui.screens.fleet.guesses import INKS, grade_words
from orchestra_tui.tui.screens.fleet.takes_rows import what_was_done
from orchestra_tui.tui.screens.rows import blank, heading, padded, sentence
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.wishes import Begin, Read, Watch
from orchestra_tui.tutor.fleet import Reached
from orchestra_tui.tutor.playing.guess import SIGNS, Grade, grade, off_by
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.repertoire import Listed
from orchestra_tui.tutor.telling.difference_said import deltas
from orchestra_tui.tutor.telling.words import Calendar, dollars, lasts, metric_name, metric_value, tokens

WIDE = 56
"""Cells from which a label and its value stand in one row."""


class Other(NamedTuple):
    """To try another future, by its number among those offered."""

    number: int


class Look(NamedTuple):
    """To look at a take."""

    take: int


class Home(NamedTuple):
    """To go back to the scenarios."""


@dataclass(frozen=True)
class Standing:
    """What the page knows besides the stage.

    `metric` is what was asked about, None for a run that asks nothing; `title` is the section's; `questions` says
    whether it has any; `others` are words of other futures, None as long as they are not known.
    """

    stage: Stage
    name: str = ""
    metric: Metric | None = None
    goals: tuple[Reached, ...] = ()
    title: str = ""
    questions: bool = False
    others: tuple[str, ...] | None = None
    following: Listed | None = None

    @property
    def original(self) -> Recording:
        """The run that was predicted."""
        return self.stage.takes[0].recording

    @property
    def grade(self) -> Grade | None:
        """How good the prediction was, None without one."""
        predicted = self.stage.source.predicted
        if predicted is None or self.metric is None:
            return None
        return grade(predicted, self.original.metrics[self.metric], self.metric)


def result_rows(found: Standing, width: int) -> list[BoardRow]:
    """Everything, what was asked first."""
    source = found.stage.source
    head = [
        blank(),
        BoardRow(((visible(source.title, keep=""), "foreground bold"),), ((f"seed {source.seed}", "muted"),)),
        blank(),
    ]
    return [
        *head,
        *_prediction(found, width),
        *_goals(found, width),
        *_steps(found),
        *_others(found, width),
        *_takes(found, width),
        *_price(found, width),
    ]


# What was asked


def _prediction(found: Standing, width: int) -> list[BoardRow]:
    metric, predicted = found.metric, found.stage.source.predicted
    if metric is None:
        return []
    rows = [heading(_("Prediction and result"), metric_name(metric) if width >= WIDE else "")]
    value = found.original.metrics[metric]
    if predicted is None or found.grade is None:
        rows.append(BoardRow(((f"   {_('it was')} ", "muted"), (metric_value(metric, value), "foreground bold"))))
        text = _("There was no prediction. Say a number next time: what surprises stays.")
        return [*rows, *sentence(text, width, "muted", indent=3), blank()]
    sign, ink = SIGNS[found.grade], INKS[found.grade]
    room = max(len(_("you said")), len(_("it was"))) + 2
    rows.append(_pair(_("you said"), metric_value(metric, predicted), room))
    off: tuple[Piece, ...] = ((f"{sign} {off_by(predicted, value, metric)} ", f"{ink} bold"),)
    rows.append(_pair(_("it was"), metric_value(metric, value), room)._replace(right=off))
    return [*rows, *sentence(grade_words(found.grade), width, ink, indent=3), blank()]


def _pair(label: str, value: str, room: int) -> BoardRow:
    return BoardRow(((f"   {padded(label, room)}", "muted"), (value, "foreground bold")))


def _goals(found: Standing, width: int) -> list[BoardRow]:
    if not found.goals:
        return []
    reached = sum(goal.ok for goal in found.goals)
    rows = [heading(_("Goals"), _("{n} of {total}").format(n=reached, total=len(found.goals)))]
    for each in found.goals:
        sign, ink = ("✓", "success") if each.ok else ("✗", "error")
        words = f"{metric_name(each.goal.metric)}: {metric_value(each.goal.metric, each.value)}"
        wanted = _wanted(each)
        left = ((f" {sign} ", f"{ink} bold"), (words, "foreground"))
        if width >= WIDE:
            rows.append(BoardRow(left, ((f"  {wanted} ", "muted"),)))
        else:
            rows += [BoardRow(left), BoardRow(((f"   {wanted}", "muted"),))]
    return [*rows, blank()]


def _wanted(each: Reached) -> str:
    metric, said = each.goal.metric, []
    if each.goal.least is not None:
        said.append(_("at least {value}").format(value=metric_value(metric, each.goal.least)))
    if each.goal.most is not None:
        said.append(_("at most {value}").format(value=metric_value(metric, each.goal.most)))
    return ", ".join(said)


# What it cost


def _price(found: Standing, width: int) -> list[BoardRow]:
    numbers = found.original.metrics
    merged, total = numbers[Metric.MERGED], len(found.original.plan.tasks)
    money = dollars(numbers[Metric.COST])
    if merged:
        money += " · " + _("{sum} for each task in main").format(sum=dollars(numbers[Metric.COST_PER_MERGED]))
    work = [metric_value(metric, numbers[metric]) for metric in (Metric.TURNS, Metric.ATTEMPTS, Metric.REVIEWS)]
    trouble = [
        metric_value(metric, numbers[metric])
        for metric in (Metric.SWAPS, Metric.RESTARTS, Metric.CONFLICTS, Metric.REFUSALS)
        if numbers[metric]
    ]
    facts = [
        (_("done"), _("{merged} of {total} tasks in main").format(merged=merged, total=total)),
        (_("time"), lasts(numbers[Metric.MAKESPAN])),
        (_("money"), money),
        (_("tokens"), tokens(numbers[Metric.TOKENS])),
        (_("work"), ", ".join(work)),
        (_("trouble"), ", ".join(trouble) or _("none")),
    ]
    room = max(len(label) for label, _value in facts) + 2
    rows = [heading(_("What it cost"))]
    for label, value in facts:
        lines = sentence(value, width, indent=3 + room)
        first = lines[0].left[0][0][3 + room :]
        rows.append(BoardRow(((f"   {padded(label, room)}", "muted"), (first, "foreground"))))
        rows += lines[1:]
    return [*rows, blank()]


# What the learner's hand changed


def _takes(found: Standing, width: int) -> list[BoardRow]:
    stage = found.stage
    if len(stage.takes) < 2:
        return []
    rows = [heading(_("What your hand changed"), _("against the one it came from") if width >= WIDE else "")]
    for take in stage.takes[1:]:
        words = what_was_done(stage, take, Calendar(take.recording.plan, take.recording.end))
        left: tuple[Piece, ...] = ((f" {take.number} ", "secondary bold"), (words, "foreground"))
        rows += [BoardRow(left, (), Look(take.number)), BoardRow(tuple(_change(stage, take.number)))]
    return [*rows, blank()]


def _change(stage: Stage, number: int) -> list[Piece]:
    """What a take changed against the one it was made from."""
    pieces: list[Piece] = [("   ", "muted")]
    for change in deltas(stage.against(number)):
        pieces += [(", " if len(pieces) > 1 else "", "muted"), (change.text, WAYS[change.way])]
    return pieces if len(pieces) > 1 else [("   " + _("it all ends alike"), "muted")]


# What to do now


def _others(found: Standing, width: int) -> list[BoardRow]:
    if found.stage.source.scenario is None:
        return []
    rows = [heading(_("Try it another way"))]
    if found.others is None:
        rows.append(BoardRow(((f"   {_('looking for what makes a difference…')}", "muted"),)))
    for number, text in enumerate(found.others or ()):
        rows.append(BoardRow(((" › ", "accent"), (text, "foreground")), (), Other(number)))
    seed = found.stage.source.seed + 1
    text = _("With other luck: seed {seed}").format(seed=seed)
    hint = ((f"  {_('predict again')} ", "muted"),) if width >= WIDE else ()
    return [*rows, BoardRow(((" › ", "accent"), (text, "foreground")), hint, Watch(found.name, seed)), blank()]


def _steps(found: Standing) -> list[BoardRow]:
    """What to do now; after a weak prediction or a missed goal the text comes first."""
    ref, steps = found.stage.source.section, list[tuple[str, object]]()
    title = visible(found.title, keep="")
    if found.following is not None:
        words = _("Watch: {title}").format(title=visible(found.following.entry.title, keep=""))
        steps.append((words, Watch(found.following.entry.name)))
    steps += _of_section(ref, title, questions=found.questions) if ref else []
    weak = found.grade in {Grade.NEAR, Grade.FAR} or not all(goal.ok for goal in found.goals)
    if weak and ref:
        steps.sort(key=lambda step: not isinstance(step[1], Read))
    steps.append((_("All scenarios"), Home()))
    (text, wish), *others = steps
    rows = [heading(_("What now")), BoardRow(((" ▸ ", "accent bold"), (text, "foreground bold")), _ENTER, wish)]
    return [*rows, *(BoardRow(((" › ", "accent"), (text, "foreground")), (), wish) for text, wish in others), blank()]


_ENTER: tuple[Piece, ...] = (("⏎ ", "accent bold"),)


def _of_section(ref: SectionRef, title: str, *, questions: bool) -> list[tuple[str, object]]:
    steps: list[tuple[str, object]] = []
    if questions:
        steps.append((_("Check yourself: {title}").format(title=title), Begin("check", (ref,))))
    return [*steps, (_("Read: {title}").format(title=title), Read(ref))]
