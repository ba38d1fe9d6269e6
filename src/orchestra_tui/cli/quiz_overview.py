"""What there is to ask: the sections with their questions, what is due, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output

if TYPE_CHECKING:
    from orchestra_tui.tutor.quiz import Quiz


def show(quiz: Quiz) -> None:
    """Print it, a line for each section; a file that cannot be read is told and left out.

    Raises OrchestraError where the course has no questions.
    """
    from orchestra_tui.cli.quiz_begin import now
    from orchestra_tui.course.layout import cells
    from orchestra_tui.tutor.library import all_sections, short_names

    refs = quiz.sections()
    if not refs:
        raise OrchestraError(_("This course has no questions"))
    names = short_names(all_sections(quiz.course))
    last = {answered.question: answered for answered in quiz.answers()}
    due = {one.question for one in quiz.due(*now())}
    width = max(cells(names[ref]) for ref in refs)
    for ref in refs:
        try:
            ids = [asked.question.id for asked in quiz.questions((ref,))]
        except OrchestraError as error:
            output.complain(error)
            continue
        scores = [last[id].score for id in ids if id in last]
        parts = [n_("{count} question", "{count} questions", len(ids)).format(count=len(ids))]
        if scores:
            share = round(100 * sum(scores) / len(scores))
            parts.append(_("{count} answered, {score} %").format(count=len(scores), score=share))
        if waiting := len(due.intersection(ids)):
            parts.append(_("{count} due").format(count=waiting))
        name = visible(names[ref], keep="")
        output.write(f"{name}{' ' * (width - cells(names[ref]))}  {' · '.join(parts)}\n")
    _advise(quiz, names[refs[0]], len(due))


def _advise(quiz: Quiz, example: str, due: int) -> None:
    lines = [""]
    if sitting := quiz.unfinished():
        said = _("A sitting waits, {done} of {count} answered. To go on: {command}")
        command = f"{APP} quiz --plain"
        lines.append(said.format(done=len(sitting.given), count=len(sitting.questions), command=command))
    if due:
        lines.append(_("Due today: {count}. To review: {command}").format(count=due, command=f"{APP} quiz --review"))
    lines.append(_("To be asked about a section: {command}").format(command=f"{APP} quiz {example}"))
    output.write("\n".join(lines) + "\n")
