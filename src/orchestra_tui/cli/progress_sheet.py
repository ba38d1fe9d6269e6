"""The report as a study sheet in Markdown: what to do, what is known, what to look at again with its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.cli.progress_text import KINDS, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orchestra_tui.cli.progress_view import View


def sheet(view: View) -> str:
    """The whole sheet; foreign text is Markdown already."""
    lines = [f"# {visible(view.quiz.course.title, keep='')}", "", *_next(view), "", *_table(view)]
    if view.report.weak:
        lines += ["", f"## {_('Weak topics')}", "", *_weak(view)]
    if any(each.runs for each in view.scenarios):
        lines += ["", f"## {_('The fleet')}", "", *_fleet(view)]
    if wrong := list(_wrong(view)):
        lines += ["", f"## {_('To look at again')}", *wrong]
    return visible("\n".join(lines)) + "\n"


def _next(view: View) -> Iterator[str]:
    said, command = view.next()
    step = _("Next: {step}").format(step=said)
    yield f"**{step}**" + (f" — `{command}`" if command else "")


def _table(view: View) -> Iterator[str]:
    heads = ["", *(_(kind) for kind in KINDS.values()), _("all")]
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for ref in view.report.sections:
        cells = [percent(view.report.matrix[ref, kind]) for kind in KINDS]
        title = view.titles.get(ref, ref.section).replace("|", "\\|")
        yield f"| {title} | {' | '.join(cells)} | {percent(view.report.section(ref))} |"


def _weak(view: View) -> Iterator[str]:
    for topic in view.report.weak:
        yield f"- {view.topic(topic)} ({view.titles.get(topic.ref, topic.ref.section)}, {percent(topic.tally)})"


def _fleet(view: View) -> Iterator[str]:
    from orchestra_tui.tutor.watched import table

    yield from table(view.scenarios)


def _wrong(view: View) -> Iterator[str]:
    for one in view.asked:
        last = view.last.get(one.question.id)
        if last is None or last.score == 1:
            continue
        question = one.question
        yield from ("", f"### {view.titles.get(one.ref, one.ref.section)}", "", question.prompt.strip())
        if question.exhibit:
            yield from ("", question.exhibit.strip())
        if question.key() is not None:
            yield from ("", f"{_('Right answer: ')}{question.show(question.key())}")
        yield from ("", question.explain.strip())
