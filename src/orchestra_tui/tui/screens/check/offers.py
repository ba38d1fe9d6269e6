"""What can be chosen on the first page: a topic, a section to test out of, an exam, what to cram, the target day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.tui.offers import Choice, Offer, by_typing
from orchestra_tui.tui.screens.check.start_rows import target_words
from orchestra_tui.tui.screens.check.words import exam_time, length, questions
from orchestra_tui.tui.survey import Survey
from orchestra_tui.tui.wishes import Begin
from orchestra_tui.tutor.quiz import PRETEST, PRETEST_PASS, Quiz
from orchestra_tui.tutor.report import Tally

SIZES = (10, 20, 40)
NEVER = "never"
"""The value of "no target day"."""
_DAYS = (7, 14, 30)


def offer_of(what: str, survey: Survey, today: date) -> Offer:
    """The list to choose from; `what` comes from a `Choose`."""
    if what == "target":
        return Offer(
            _("Know it all by: type a date, 2026-12-31 or 31.12.2026"), lambda text: _days(text, survey, today)
        )
    title, choices = {
        "topic": (_("Practise a topic"), _topics),
        "pretest": (_("Test out of a section"), _pretests),
        "exam": (_("Exam"), _exams),
        "cram": (_("Cram"), _crams),
    }[what]
    return Offer(title, by_typing(choices(survey)), detail=True)


def _topics(survey: Survey) -> Iterator[Choice]:
    """Each section with its topics under it."""
    for ref in survey.report.sections:
        title = visible(survey.title(ref), keep="")
        count = survey.report.section(ref).questions
        yield Choice(title, Begin("practice", (ref,)), "§", questions(count), _("All topics of the section."))
        for topic in survey.report.topics:
            if topic.ref == ref:
                text = visible(survey.objectives.get(topic.objective, topic.objective), keep="")
                only = survey.questions(ref, topic.objective)
                value = Begin("practice", (ref,), only, title=text)
                yield Choice(text, value, _sign(topic.tally), _hint(topic.tally), text, indent=1)


def _sign(tally: Tally) -> str:
    if tally.score is None:
        return "·"
    return "✓" if tally.score >= 0.8 else "◐" if tally.score >= 0.5 else "✗"


def _hint(tally: Tally) -> str:
    known = "" if tally.score is None else f" · {round(100 * tally.score)} %"
    return f"{tally.answered}/{tally.questions}{known}"


def _pretests(survey: Survey) -> Iterator[Choice]:
    """The sections that are not read come first."""
    detail = _("{length}. From {n} % on the section counts as read.").format(
        length=length(PRETEST), n=round(100 * PRETEST_PASS)
    )
    for ref in sorted(survey.report.sections, key=lambda ref: str(ref) in survey.read):
        read = str(ref) in survey.read
        hint = _("is read") if read else ""
        yield Choice(visible(survey.title(ref), keep=""), Begin("pretest", (ref,)), "✓" if read else "·", hint, detail)


def _exams(survey: Survey) -> Iterator[Choice]:
    total = survey.report.total.questions
    for size in dict.fromkeys(min(size, total) for size in (*SIZES, total)):
        detail = _(
            "Mixed from all sections, against the clock, verdicts at the end. The clock stands while you are away."
        )
        yield Choice(questions(size), Begin("exam", size=size), "›", exam_time(size), detail)


def _crams(survey: Survey) -> Iterator[Choice]:
    detail = _("Answers are kept, but review dates stay as they are.")
    weak = frozenset(id for topic in survey.report.weak for id in survey.questions(topic.ref, topic.objective))
    if weak:
        refs = tuple(dict.fromkeys(topic.ref for topic in survey.report.weak))
        title = _("What is weak")
        yield Choice(title, Begin("cram", refs, weak, title=title), "✗", questions(len(weak)), detail)
    yield Choice(_("A bit of everything"), Begin("cram", size=20), "›", questions(20), detail)
    for ref in survey.report.sections:
        title = visible(survey.title(ref), keep="")
        yield Choice(title, Begin("cram", (ref,)), "§", questions(survey.report.section(ref).questions), detail)


def _days(text: str, survey: Survey, today: date) -> Sequence[Choice]:
    """The day that is typed, else a few to choose from."""
    typed = day_of(text, today)
    if typed is not None:
        return [Choice(target_words(typed, today), typed, "›")]
    if text.strip():
        return []
    days = [today + timedelta(days=count) for count in _DAYS]
    names = [n_("in {n} day", "in {n} days", count).format(n=count) for count in _DAYS]
    offered = [Choice(name, day, "›", day.strftime(_("%Y-%m-%d"))) for name, day in zip(names, days, strict=True)]
    none = Choice(_("No target day"), NEVER, "●" if survey.target is None else "›", _("gaps grow freely"))
    now = [Choice(target_words(survey.target, today), survey.target, "●")] if survey.target else []
    return [*now, *offered, none]


def day_of(text: str, today: date) -> date | None:
    """The day that a text means: 2026-12-31, 31.12.2026, 31.12; None if it means none, or one gone by."""
    numbers = [
        int(part) if part.isdecimal() else -1 for part in text.strip().replace("-", ".").replace("/", ".").split(".")
    ]
    try:
        if len(numbers) == 3:
            year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
            found = date(year, month, day)
        elif len(numbers) == 2:
            found = date(today.year, numbers[1], numbers[0])
            found = found if found >= today else date(today.year + 1, numbers[1], numbers[0])
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return found if found >= today else None


def aim(value: object) -> Callable[[Quiz], None]:
    """Work for an examiner: note the day that was chosen."""
    return lambda quiz: quiz.aim(value if isinstance(value, date) else None)
