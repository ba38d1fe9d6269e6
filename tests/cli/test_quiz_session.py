"""Line mode against anything that can be typed: it never breaks, and the journal holds what was answered, once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestra_tui.cli.paper import Paper
from orchestra_tui.cli.quiz_input import Command, command, understood
from orchestra_tui.cli.quiz_json import JsonFace
from orchestra_tui.cli.quiz_session import Session
from orchestra_tui.cli.quiz_text import TextFace
from orchestra_tui.course.course import open_course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal import answers as rows
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.model import Invalid
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.tutor.quiz import Quiz
from tests.quiz.samples import QUESTIONS, RIGHT, SHEET
from tests.tutor.school import build

REF = SectionRef("m", "isolation")


class Script:
    """Somebody who types these lines and then is gone."""

    def __init__(self, lines: list[str], *, interactive: bool) -> None:
        self.interactive = interactive
        self._lines: Iterator[str] = iter(lines)

    def line(self, prompt: str = "> ") -> str | None:
        return next(self._lines, None)

    def agrees(self, prompt: str) -> bool:
        return True


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build(tmp_path_factory.mktemp("school"), ("isolation",))
    (folder / "content/m/quiz/isolation.yaml").write_text(SHEET, encoding="utf-8")
    return folder


TYPED = ["1", "2", "1 2", "1a 2b", "2>1>3>4", "нет", "add; feat/api", "воркти", "вокрти", "90 мин", "git status"]
COMMANDS = ["h", "t", "?", "!", "! да", "s", "q", "р", "ы", "е", "й", "", " "]
JSON = ['"keeps"', "[]", "{}", "true", '{"answer": "keeps", "confidence": 2}', '{"answer": 1}', "null"]
LINES = st.lists(st.sampled_from(TYPED) | st.sampled_from([*COMMANDS, *JSON]) | st.text(max_size=20), max_size=40)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=LINES,
    mode=st.sampled_from([Mode.PRACTICE, Mode.EXAM, Mode.CRAM, Mode.PRETEST]),
    as_json=st.booleans(),
    interactive=st.booleans(),
    confidence=st.booleans(),
)
def test_whatever_is_typed(
    school: Path,
    capsys: pytest.CaptureFixture[str],
    lines: list[str],
    mode: Mode,
    as_json: bool,
    interactive: bool,
    confidence: bool,
) -> None:
    with Journal.open(None) as journal:
        quiz = Quiz(open_course(school), journal)
        face = JsonFace() if as_json else TextFace(Paper(60, style=True), str)
        sitting = quiz.begin(mode, [REF], seed=1)
        ear = Script(lines, interactive=interactive)
        left = Session(quiz, sitting, face, ear, confidence=confidence).run(resumed=False)
        kept = rows.answers(journal.rows())
        assert [one.question for one in kept] == [one.question for one in left.given]
        assert sum(1 for _ in journal.rows(rows.ANSWER)) == len(kept)
        ended = any(True for _ in journal.rows(rows.SITTING_END))
        found = quiz.unfinished()
        assert (found is None) == ended
        assert ended or left.left
        if found:
            assert found == left
    shown = capsys.readouterr()
    assert shown.err == ""


@pytest.mark.parametrize("word", [word for each in Command for word in each.value.split()])
def test_every_word_for_a_command_is_understood(word: str) -> None:
    question = QUESTIONS["single"]
    for typed in (word, word.upper(), f" {word} "):
        said = command(typed, question, question.grade)
        assert said
        assert word in said.command.value.split()


@pytest.mark.parametrize(("latin", "russian"), ["hр", "sы", "tе", "qй"])
def test_letters_have_their_russian_neighbours(latin: str, russian: str) -> None:
    question = QUESTIONS["short"]
    assert command(latin, question, question.grade) == command(russian, question, question.grade)


def test_a_word_that_is_the_answer_is_one() -> None:
    import msgspec

    question = msgspec.structs.replace(QUESTIONS["short"], accept=("skip",))
    assert command("skip", question, question.grade) is None
    assert command("hint", question, question.grade)
    assert command("s", question, question.grade)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if not name.startswith("predict")])
def test_the_json_form_of_every_type_is_understood(name: str) -> None:
    import json

    question = QUESTIONS[name]
    order = [option.id for option in question.options()]
    random.Random(1).shuffle(order)
    for line in (json.dumps(RIGHT[name]), json.dumps({"answer": RIGHT[name], "confidence": 3})):
        meant = understood(line, question, order, question.grade)
        assert not isinstance(meant, Invalid)
        assert question.grade(meant.answer).score == 1
