"""A question before it is answered, as lines: prompt, exhibit, hints, and what was wrong with a try. Pure."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import Line, Role, Run, codes
from orchestra_tui.course.model import Mark
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.fragments import BLANK, blocks_of, set_plain, set_text
from orchestra_tui.tui.screens.check.words import GIVEN


def prompt_lines(question: AnyQuestion, width: int) -> list[Line]:
    """What is asked, and what it is asked about."""
    lines = [BLANK, *set_text(question.prompt, width, colours=True), BLANK]
    if question.exhibit:
        lines += [*set_text(question.exhibit, width, colours=True), BLANK]
    return lines


def exhibit_code(question: AnyQuestion) -> str:
    """The code of the question, all blocks of it; empty if it has none."""
    return "\n\n".join(code.text for text in (question.prompt, question.exhibit) for code in codes(blocks_of(text)))


def how_lines(how: str, width: int) -> list[Line]:
    """What to do."""
    return [*set_plain(how, width, role=Role.MUTED), BLANK]


def hint_lines(question: AnyQuestion, count: int, width: int) -> list[Line]:
    """The hints given so far."""
    lines: list[Line] = []
    total = len(question.hints)
    bar = (Run("▌ ", Role.TIP),)
    for number, hint in enumerate(question.hints[:count], 1):
        title = Run(_("Hint {number} of {total}").format(number=number, total=total), Role.TIP)
        lines += [Line((*bar, title), 0, 0, 1, indent=2), *set_text(hint, width, bar, bar), BLANK]
    return lines


def note_lines(note: str, width: int) -> list[Line]:
    """Why the try does not count, and that nothing is lost by it."""
    bar = (Run("▌ ", Role.WARNING),)
    text = f"{note.rstrip('.')}. {_('It does not count yet.')}"
    return [*set_plain(text, width, bar, bar, mark=Mark.STRONG), BLANK]


def noted_lines(answer: str, width: int) -> list[Line]:
    """That an answer is noted; what it was worth comes later."""
    head = Line((Run(f"{GIVEN} {_('Noted')}", Role.HEADING4),), 0, 0, 1)
    lead = Run(f"{_('you')}  ", Role.MUTED)
    return [head, BLANK, *set_plain(visible(answer), width, (lead,))]


def closed_lines(why: str, width: int) -> list[Line]:
    """That a question cannot be answered, and why."""
    bar = (Run("▌ ", Role.NOTE),)
    return set_plain(why, width, bar, bar)
