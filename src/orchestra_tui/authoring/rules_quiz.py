"""Rules for questions and objectives: what they name exists, what they promise holds, nothing gives a key away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from orchestra_tui.authoring.finding import Fault, from_error, from_place, says
from orchestra_tui.authoring.questions import QuizFile, aims, quiz_files, quiz_paths, told
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.course.model import Code
from orchestra_tui.quiz.model import Choice, Question
from orchestra_tui.quiz.verdict import Outcome

LONGEST = 0.4
"""The share of choice questions whose right option may be the longest."""
ONE_PLACE = 0.6
"""The share of choice questions whose right option may stand at the same place."""
ENOUGH = 5
"""Choice questions from which shares mean something."""


def fitting(subject: Subject) -> Iterator[Fault]:
    """Question files with a key missing, unknown or of the wrong kind; a missing `why` is one of them."""
    for file in quiz_files(subject):
        if file.fault:
            yield from_error(file.fault, file.path)


def own_faults(subject: Subject) -> Iterator[Fault]:
    """What only a type can get wrong, and keys that their own grading refuses."""
    for file in quiz_files(subject):
        for index, question in enumerate(file.questions):
            faults = list(told(file, index, question.faults()))
            yield from faults
            key = question.key()
            if not faults and key is not None and question.grade(key).outcome is not Outcome.RIGHT:
                yield file.fault_at(index, (), _("The question refuses its own right answer"))


def repeated(subject: Subject) -> Iterator[Fault]:
    """Question ids used twice in a course; a translation has those of its original."""
    first: dict[tuple[str, str], Place] = {}
    for file in quiz_files(subject):
        language = file.path.stem.partition(".")[2]
        for index, question in enumerate(file.questions):
            place = file.document.at("questions", index, "id")
            before = first.setdefault((language, question.id), place)
            if before is not place:
                where = f"{Path(before.file).name}:{before.line}"
                what = _('The id "{id}" is here again, first at {place}').format(id=question.id, place=where)
                yield from_place(place, says(what, _("Give each question its own.")))


def sections(subject: Subject) -> Iterator[Fault]:
    """Files and ids that do not name the section they are about, and sections that are not there."""
    for file in quiz_files(subject):
        if file.sheet is None:
            continue
        place = file.document.at("section")
        if file.sheet.section != file.section:
            what = _('The file is named "{name}"').format(name=file.section)
            yield from_place(place, says(what, _("File and section have the same name.")))
        elif file.theory() is None:
            known = [section.ref.section for section in file.module.each()] if file.module else []
            what = _('The module has no section "{section}"').format(section=file.section)
            yield from_place(place, says(what, did_you_mean(file.section, known)))
        for index, question in enumerate(file.questions):
            if not question.id.startswith(f"{file.section}."):
                what = _('The id begins with the section: "{prefix}"').format(prefix=f"{file.section}.")
                yield file.fault_at(index, ("id",), what)


def objectives_named(subject: Subject) -> Iterator[Fault]:
    """Questions about an objective that their module does not have."""
    for file in quiz_files(subject):
        found = aims(subject).get(file.path.parent.parent)
        known = [objective.id for objective in found.sheet.objectives] if found and found.sheet else []
        for index, question in enumerate(file.questions):
            if question.objective not in known and not (found and found.fault):
                what = _('The module has no objective "{id}"').format(id=question.objective)
                yield file.fault_at(index, ("objective",), says(what, did_you_mean(question.objective, known)))


def anchors(subject: Subject) -> Iterator[Fault]:
    """Anchors that are no heading of the section."""
    for file in quiz_files(subject):
        section = file.theory()
        for index, question in enumerate(file.questions):
            if question.anchor and section and question.anchor not in section.anchors:
                what = _('There is no heading "{anchor}" there').format(anchor=question.anchor)
                remedy = did_you_mean(question.anchor, section.anchors)
                yield file.fault_at(index, ("anchor",), says(what, remedy))


def code_tagged(subject: Subject) -> Iterator[Fault]:
    """Code in a question that does not say its language."""
    from orchestra_tui.course.layout import codes
    from orchestra_tui.course.snippets import snippet

    for file in quiz_files(subject):
        for index, question in enumerate(file.questions):
            for path, text in _texts(question):
                if "```" not in text and "~~~" not in text:
                    continue
                if any(_is_bare(code) for code in codes(snippet(text))):
                    message = says(_("This code block names no language"), _('Name it, or "text", after ```.'))
                    yield file.fault_at(index, path, message)


def length_bias(subject: Subject) -> Iterator[Fault]:
    """Files in which the longest option is the right one too often."""
    for file, questions in _single_choice(subject):
        longest = [question.id for question, choices in questions if _right_is_longest(choices)]
        if len(longest) > LONGEST * len(questions):
            what = _("The right option is the longest in {count} of {all} questions: {ids}").format(
                count=len(longest), all=len(questions), ids=", ".join(longest)
            )
            yield from_place(file.document.key_at("questions"), says(what, _("Lengthen wrong ones or shorten it.")))


def place_bias(subject: Subject) -> Iterator[Fault]:
    """Files in which the right option stands at the same place too often."""
    for file, questions in _single_choice(subject):
        places = Counter(next(n for n, c in enumerate(choices, 1) if c.correct) for _question, choices in questions)
        place, count = places.most_common(1)[0]
        if count > ONE_PLACE * len(questions):
            what = _("The right option is number {place} in {count} of {all} questions").format(
                place=place, count=count, all=len(questions)
            )
            yield from_place(file.document.key_at("questions"), says(what, _("Move some.")))


def aims_fitting(subject: Subject) -> Iterator[Fault]:
    """Objectives that do not fit their schema, have the id of another, or belong to no section."""
    for found in aims(subject).values():
        if found.fault:
            yield from_error(found.fault, found.path)
        known = [section.ref.section for section in found.module.each()] if found.module else []
        ids: list[str] = []
        for index, objective in enumerate(found.sheet.objectives if found.sheet else ()):
            if objective.id in ids:
                what = _('The id "{id}" is used twice').format(id=objective.id)
                yield from_place(found.document.at("objectives", index, "id"), what)
            ids.append(objective.id)
            if objective.section not in known:
                what = _('The module has no section "{section}"').format(section=objective.section)
                place = found.document.at("objectives", index, "section")
                yield from_place(place, says(what, did_you_mean(objective.section, known)))


def aims_asked(subject: Subject) -> Iterator[Fault]:
    """Objectives not asked twice in two types or kinds, in modules whose question files can all be read."""
    ways: defaultdict[tuple[Path, str], list[tuple[str, str]]] = defaultdict(list)
    for file in quiz_files(subject):
        for question in file.questions if file.is_original else ():
            ways[file.path.parent.parent, question.objective].append((question.type, question.kind))
    asking = {path.parent.parent for path in quiz_paths(subject)}
    asking -= {path.parent.parent for path in quiz_paths(subject) if not _is_read(subject, path)}
    for folder, found in aims(subject).items():
        for index, objective in enumerate(found.sheet.objectives if found.sheet and folder in asking else ()):
            asked = ways[folder, objective.id]
            if len(asked) < 2 or len(set(asked)) < 2:
                what = _('Questions about "{id}": {count}, different ways: {ways}').format(
                    id=objective.id, count=len(asked), ways=len(set(asked))
                )
                remedy = _("Ask it at least twice, in another type or kind.")
                yield from_place(found.document.at("objectives", index, "id"), says(what, remedy))


def sections_asked(subject: Subject) -> Iterator[Fault]:
    """Sections of the theory without a file of questions, in modules that have some."""
    modules = {module.path.name: module for module in subject.course.modules}
    for folder in dict.fromkeys(path.parent for path in quiz_paths(subject)):
        asked = {path.stem for path in quiz_paths(subject) if path.parent == folder}
        module = modules.get(folder.parent.name)
        for document in module.documents if module else ():
            if document.kind != "theory" or not document.loaded:
                continue
            for section in document.sections:
                if section.ref.section not in asked:
                    what = _("This section has no questions")
                    remedy = _("Write some in {path}.").format(path=f"{folder.name}/{section.ref.section}.yaml")
                    yield Fault(section.path, section.line, 1, says(what, remedy))


def _is_read(subject: Subject, path: Path) -> bool:
    return any(file.path == path and file.sheet for file in quiz_files(subject))


def _texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The Markdown of a question that may hold code."""
    for name in ("prompt", "exhibit", "explain"):
        yield (name,), getattr(question, name)
    for index, hint in enumerate(question.hints):
        yield ("hints", index), hint


def _is_bare(code: Code) -> bool:
    return not code.language


def _single_choice(subject: Subject) -> Iterator[tuple[QuizFile, list[tuple[Question, tuple[Choice, ...]]]]]:
    """The questions with one right option of several, file by file where there are enough of them."""
    for file in quiz_files(subject):
        found: list[tuple[Question, tuple[Choice, ...]]] = []
        for question in file.questions:
            choices = getattr(question, "choices", ())
            if sum(choice.correct for choice in choices) == 1:
                found.append((question, choices))
        if len(found) >= ENOUGH:
            yield file, found


def _right_is_longest(choices: tuple[Choice, ...]) -> bool:
    longest = max(len(choice.text) for choice in choices if not choice.correct)
    return all(len(choice.text) > longest for choice in choices if choice.correct)
