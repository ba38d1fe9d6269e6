"""A verdict as lines: the outcome, what was compared, a word on every option, the explanation. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.course.model import Mark
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.quiz.verdict import Compared, Feedback, Verdict
from orchestra_tui.tui.fragments import BLANK, set_plain, set_text
from orchestra_tui.tui.screens.check.words import OPEN, RIGHT, ROLES, SIGNS, WRONG, judged

PASSAGE = "do:passage"
"""The address of the link that leads to the text."""
_ROLE = {RIGHT: Role.TIP, WRONG: Role.CAUTION, OPEN: Role.MUTED}


def verdict_lines(
    question: AnyQuestion, verdict: Verdict, order: Sequence[str], section: str, width: int
) -> list[Line]:
    """What the learner sees once an answer is judged; `order` is how options were shown, `section` its title."""
    sign = SIGNS[verdict.outcome]
    head = (Run(f"{sign} {judged(verdict)}", ROLES[verdict.outcome]),)
    parts = [*_parts(question, verdict, order, width), *_note(verdict, width)]
    return [Line(head, 0, 0, 1), BLANK, *parts, *_why(question, section, width)]


def open_lines(question: AnyQuestion, section: str, width: int) -> list[Line]:
    """What is said, once all is over, about a question that was not answered."""
    lines = [Line((Run(f"{OPEN} {_('Not answered')}", Role.HEADING4),), 0, 0, 1), BLANK]
    if question.key() is not None:
        lead = Run(f"{_('right')}  ", Role.MUTED)
        lines += [*set_plain(visible(question.show(question.key())), width, (lead,)), BLANK]
    return [*lines, *_why(question, section, width)]


def _why(question: AnyQuestion, section: str, width: int) -> list[Line]:
    title = Line((Run(_("Why"), Role.HEADING3),), 0, 0, 1)
    link = Run(f"→ {_('To the passage')}: {visible(section, keep='')}", Role.BODY, Mark.LINK, PASSAGE)
    return [title, *set_text(question.explain, width, colours=True), BLANK, Line((link,), 0, 0, 1)]


def _note(verdict: Verdict, width: int) -> list[Line]:
    return [*set_plain(visible(verdict.note), width), BLANK] if verdict.note else []


def _parts(question: AnyQuestion, verdict: Verdict, order: Sequence[str], width: int) -> Iterator[Line]:
    if by_option(verdict, order):
        yield from _options(verdict, order, width)
    elif len(verdict.compared) == len(verdict.feedback) and any(each.what for each in verdict.compared):
        marked = bool(question.options())
        for compared, feedback in zip(verdict.compared, verdict.feedback, strict=True):
            yield from _part(compared, feedback, width, marked=marked)
            yield BLANK
    else:
        for compared in verdict.compared:
            yield from _typed(compared, width)
        for feedback in verdict.feedback:
            yield from _remark(feedback.why, width)
            yield BLANK


def by_option(verdict: Verdict, order: Sequence[str]) -> bool:
    """Whether the options were to be picked from, so that each is told with its own why."""
    told = {feedback.option for feedback in verdict.feedback}
    return bool(told) and told == set(order) and not any(each.what.isdigit() for each in verdict.compared)


def _options(verdict: Verdict, order: Sequence[str], width: int) -> Iterator[Line]:
    """Every option as it was shown: right or not, picked or not, and why."""
    by_id = {feedback.option: feedback for feedback in verdict.feedback}
    for number, id in enumerate(order, 1):
        feedback = by_id[id]
        sign = RIGHT if feedback.correct else WRONG if feedback.chosen else OPEN
        lead = (Run(f"{sign} ", _ROLE[sign]), Run(f"{number}  ", Role.MUTED))
        lines = _strong(set_text(feedback.text, width, lead))
        if said := _status(feedback):
            lines = _appended(lines, said, _ROLE[sign], width)
        yield from lines
        yield from set_text(feedback.why, width, (Run("     "),))
        yield BLANK


def _status(feedback: Feedback) -> str:
    if feedback.correct:
        return _("right, you picked it") if feedback.chosen else _("this was right")
    return _("you picked it") if feedback.chosen else ""


def _appended(lines: list[Line], said: str, role: Role, width: int) -> list[Line]:
    """The lines with a remark after the last one, or below it where there is no room."""
    last, remark = lines[-1], Run(f"  ← {said}", role)
    if len(last.text) + len(remark.text) <= width:
        return [*lines[:-1], last._replace(runs=(*last.runs, remark))]
    return [*lines, Line((Run("     "), Run(f"← {said}", role)), 0, 0, 1, indent=5)]


def _part(compared: Compared, feedback: Feedback, width: int, *, marked: bool) -> Iterator[Line]:
    """One gap, pair or place: what was there, what belongs there, and why. With `marked` the words are Markdown."""
    sign = RIGHT if compared.ok else WRONG
    if compared.what.isdigit():
        lead = (Run(f"{sign} ", _ROLE[sign]), Run(f"{compared.what}  ", Role.MUTED))
        yield from _strong(set_text(compared.expected, width, lead))
        if not compared.ok:
            yield from set_text(compared.got, width, (Run(f"     {_('you')}  ", Role.MUTED),))
        yield from set_text(feedback.why, width, (Run("     "),))
        return
    yield from _strong(_words(compared.what, width, (Run(f"{sign} ", _ROLE[sign]),), marked=True))
    for label, text in _labelled(compared):
        yield from _words(text, width, (Run(f"  {label}", Role.MUTED),), marked=marked)
    yield from set_text(feedback.why, width, (Run("  "),))


def _typed(compared: Compared, width: int) -> Iterator[Line]:
    """What was typed beside what was expected."""
    for sign, (label, text) in zip((RIGHT if compared.ok else WRONG, RIGHT), _labelled(compared), strict=False):
        yield from _words(text, width, (Run(f"{sign} ", _ROLE[sign]), Run(label, Role.MUTED)))
    yield BLANK


def _labelled(compared: Compared) -> list[tuple[str, str]]:
    """The answer and, where it says something else, what was expected, each after its label."""
    you, right = _("you"), _("right")
    room = max(len(you), len(right)) + 2
    said = [(f"{you:<{room}}", compared.got)]
    if not compared.ok or compared.got.strip() != compared.expected.strip():
        said.append((f"{right:<{room}}", compared.expected))
    return said


def _strong(lines: Sequence[Line]) -> list[Line]:
    """The lines set off from what is said about them."""
    return [line._replace(runs=tuple(run._replace(mark=run.mark | Mark.STRONG) for run in line.runs)) for line in lines]


def _remark(why: str, width: int) -> list[Line]:
    return set_text(why, width, (Run("▌ ", Role.WARNING),), (Run("▌ ", Role.WARNING),))


def _words(text: str, width: int, lead: Sequence[Run], *, marked: bool = False) -> list[Line]:
    """Words of the author, which are Markdown, or typed by somebody, which are taken as they are."""
    if marked:
        return set_text(text, width, lead)
    return set_plain(text, width, lead, mark=Mark.CODE)
