from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.journal import answers as rows
from orchestra_tui.journal.store import Journal
from tests.cli.conftest import Call, Done
from tests.quiz.samples import RIGHT, SHEET, WRONG
from tests.tutor.school import build

Ask = Callable[..., Done]


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A course of two sections by rule, and a third with a question of every type."""
    folder = build(tmp_path / "school", ("one", "two"))
    theory = folder / "course/m/theory.md"
    theory.write_text(theory.read_text() + "\n<!-- section: isolation -->\n## Изоляция\n\nТекст.\n", encoding="utf-8")
    (folder / "content/m/quiz/isolation.yaml").write_text(SHEET, encoding="utf-8")
    return folder


@pytest.fixture
def ask(call: Call, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Calls `quiz` with lines on stdin, which is no terminal."""

    def run(*words: str, lines: str = "", lang: str = "en") -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return call("--course", school, "--home", tmp_path / "mine", "quiz", *words, lang=lang)

    return run


def events(done: Done, kind: str = "") -> list[dict[str, Any]]:
    found = [json.loads(line) for line in done.out.splitlines()]
    return [each for each in found if kind in {"", each["event"]}]


def journal(tmp_path: Path, kind: str) -> list[Any]:
    with Journal.open(home(tmp_path / "mine").journal) as kept:
        return list(kept.rows(kind))


def test_a_check_from_question_to_summary(ask: Ask, tmp_path: Path) -> None:
    done = ask("one", "--plain", "--seed", "4", lines="1\n2\n3\n1\n")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Check · Section one · 4 questions\nInstead of an answer: h hint")
    assert re.findall(r"Question (\d) of 4", done.out) == ["1", "2", "3", "4"]
    for said in ("1) The", "2) The", "3) The", "Type the number of one option.", "Your answer: The", "Because of one"):
        assert said in done.out
    assert done.out.count("\nRight.\n") + done.out.count("\nNot right.\n") == 4
    for why in ("It is\n", "It is not\n", "It is neither\n"):
        assert done.out.count(why) == 4
    assert re.search(r"\nCheck: \d of 4 right, \d+ %\.\n", done.out)
    assert len(journal(tmp_path, rows.ANSWER)) == 4
    assert len(journal(tmp_path, rows.SITTING_END)) == 1


def typed(question: dict[str, Any], answer: object) -> str:
    """The line a person types for an answer to a question as it was shown."""
    numbers = {option["id"]: option["number"] for option in question["options"]}
    match question["type"], answer:
        case "match", dict():
            return " ".join(f"{n}{'abc'[numbers[right] - 1]}" for n, right in enumerate(answer.values(), 1))
        case _, bool():
            return "да" if answer else "нет"
        case _, dict():
            return "; ".join(answer.values())
        case _, list():
            return " ".join(str(numbers[id]) for id in answer)
    return str(numbers.get(answer, answer))


@pytest.mark.parametrize("form", ["typed", "json"])
@pytest.mark.parametrize("good", [True, False])
def test_every_type_is_answered(ask: Ask, form: str, good: bool) -> None:
    words = ("isolation", "--practice", "--json", "--seed", "1")
    questions = events(ask(*words, lines="s\n" * 11), "question")[:11]
    answers = RIGHT if good else WRONG
    lines = []
    for each in questions:
        answer = answers[each["id"].removeprefix("isolation.")]
        line = typed(each, answer) if form == "typed" else json.dumps(answer)
        lines.append("s" if each["type"] == "predict" else line)
    done = ask(*words, "--new", lines="\n".join([*lines, "2 ч", "s", "s"]) + "\n")
    outcomes = {each["id"]: each["outcome"] for each in events(done, "verdict")}
    assert len(outcomes) == 9
    assert set(outcomes.values()) == {"right" if good else "wrong"}
    assert "The run cannot be computed here" in done.out


def test_the_commands_beside_answering(ask: Ask, tmp_path: Path) -> None:
    done = ask("one", "--plain", "--seed", "4", lines="!\nh\nр\nподсказка\nt\n?\nпривет\n! ведь так\ns\nй\n")
    said = done.out
    assert "There is no answer yet to stand by." in said
    assert "Hint 1 of 2: Think\n" in said
    assert "Hint 2 of 2: Think again\n" in said
    assert "There is no other hint." in said
    assert "## Section one\n\nAbout one.\n" in said
    assert said.count("Instead of an answer:") == 2
    assert "Type numbers from 1 to 3. Nothing is lost: answer again." in said
    assert "you believe this answer is right" in said
    assert "You leave with 0 of 4 answered" in said
    (appeal,) = rows.appeals(journal(tmp_path, rows.APPEAL))
    assert (appeal.answer, appeal.text) == ("привет", "ведь так")


def test_hints_are_counted_and_the_passage_begins_at_its_heading(ask: Ask, school: Path, tmp_path: Path) -> None:
    file = school / "content/m/quiz/one.yaml"
    file.write_text(file.read_text().replace("    kind:", "    anchor: deep-one\n    kind:"), encoding="utf-8")
    done = ask("one", "--plain", lines="t\nh\nh\n1\n")
    assert "\n### Deep one\n\nDeeper.\n\n" in done.out
    assert "About one." not in done.out
    assert [row.body["hints"] for row in journal(tmp_path, rows.ANSWER)] == [2]


def test_what_was_skipped_comes_again(ask: Ask) -> None:
    done = ask("one", "--plain", "--seed", "1", lines="s\n1\nпропустить\n1\n1\n1\n")
    assert "Now what you skipped." in done.out
    assert re.findall(r"Question (\d) of 4", done.out) == ["1", "2", "3", "4", "1", "3"]
    assert re.search(r"Check: \d of 4 right", done.out)


def test_a_sitting_left_in_the_middle_goes_on(ask: Ask, tmp_path: Path) -> None:
    left = ask("one", "--json", "--seed", "2", lines="1\n2\n")
    third = events(left, "question")[2]
    assert events(left)[-1] == {
        "event": "summary", "mode": "check", "questions": 4, "answered": 2, "right": events(left)[-1]["right"],
        "score": events(left)[-1]["score"], "finished": False, "late": False, "passed": None,
    }  # fmt: skip
    done = ask("one", "--json", lines="1\n1\n")
    assert events(done)[0]["resumed"]
    assert events(done, "question")[0] == third
    assert events(done)[-1]["finished"]
    assert len(journal(tmp_path, rows.SITTING)) == 1
    assert not events(ask("one", "--json"))[0]["resumed"]


def test_new_begins_anew(ask: Ask, tmp_path: Path) -> None:
    ask("one", "--json", lines="1\n")
    assert not events(ask("one", "--json", "--new"))[0]["resumed"]
    assert len(journal(tmp_path, rows.SITTING)) == 2


def test_without_a_section_whatever_waits_or_is_due_or_a_mixed_check(ask: Ask) -> None:
    assert events(ask("--json"))[0]["questions"] == 5
    ask("two", "--json", lines="1\n")
    resumed = events(ask("--json"))[0]
    assert (resumed["mode"], resumed["questions"], resumed["answered"], resumed["resumed"]) == ("check", 4, 1, True)


def test_an_exam_is_silent_seeded_and_reported_at_the_end(ask: Ask, tmp_path: Path) -> None:
    lines = "h\nt\n1\n1\n2\n1\n1\n"
    words = ("one", "--exam", "5", "--seed", "7")
    done = ask(*words, lines=lines)
    assert done.out.startswith("Exam · Section one · 5 questions · 8 min\n")
    before, _sep, report = done.out.partition("\nQuestion 5 of 5 · time left: ")
    assert "Question 1 of 5 · time left: 8 min" in before
    assert before.count("Not in an exam.") == 2
    assert not re.search(r"Right\.|Not right|It is|Because", before)
    assert len(re.findall(r"\nQuestion \d of 5\n", report)) == 5
    assert report.count("Because of") == 5
    again = ask(*words, "--home", str(tmp_path / "other"), lines=lines)
    assert again.out == done.out
    assert ask(*words, lines=lines).out == done.out
    other = ask("one", "--exam", "5", "--seed", "8", lines=lines)
    assert other.out != done.out


def test_an_exam_as_json_tells_no_verdict_before_its_end(ask: Ask) -> None:
    done = ask("one", "--exam", "3", "--seed", "1", "--json", lines="1\n1\n1\n")
    kinds = [each["event"] for each in events(done)]
    assert kinds == ["sitting", *["question", "answer"] * 3, *["verdict"] * 3, "summary"]
    unanswered = ask("one", "--exam", "2", "--seed", "1", "--json", lines="1\ns\ns\n")
    assert [each["outcome"] for each in events(unanswered, "verdict")][1] == "unanswered"


def test_an_exam_ends_with_its_time(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestra_tui.tutor import quiz

    monkeypatch.setattr(quiz, "EXAM_MS", 0)
    done = ask("one", "--exam", "2", "--json", lines="1\n1\n")
    assert events(done)[-1] | {"score": 0} == {
        "event": "summary", "mode": "exam", "questions": 2, "answered": 0, "right": 0, "score": 0, "finished": True,
        "late": True, "passed": None,
    }  # fmt: skip


def test_an_exam_goes_on_with_the_time_it_had_left(ask: Ask) -> None:
    assert events(ask("one", "--exam", "3", "--seed", "1", "--json", lines="1\n"))[-1]["finished"] is False
    done = ask("one", "--exam", "3", "--seed", "1", "--json", lines="1\n1\n")
    assert events(done)[0]["resumed"]
    assert len(events(done, "verdict")) == 3


def test_a_review_of_nothing_says_so(ask: Ask) -> None:
    assert ask("--review").out == "Nothing is due for review today.\n"
    assert events(ask("--review", "--json"))[-1]["questions"] == 0
    ask("one", "--plain", lines="1\n1\n1\n1\n")
    assert re.search(r"The next question is due on \d{4}-\d\d-\d\d\.", ask("--review").out)


def test_a_review_of_what_is_due(ask: Ask, tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    def past() -> datetime:
        return datetime.now(UTC) - timedelta(days=40)

    with Journal.open(home(tmp_path / "mine").journal, clock=past) as kept:
        for number in range(3):
            body = {"section": "m/one", "score": 0.0, "mode": "check", "sitting": f"s{number}"}
            kept.append(rows.ANSWER, f"one.q{number}", body, "school")
    assert "3 due" in ask().out
    done = ask("--review", "--json", lines="1\n1\n1\n")
    assert {each["id"] for each in events(done, "question")} == {"one.q0", "one.q1", "one.q2"}
    assert events(done)[-1]["mode"] == "review"
    assert ask("--review").out.startswith("Nothing is due")


def test_a_pretest_that_is_passed_counts_as_reading(ask: Ask, tmp_path: Path) -> None:
    done = ask("one", "--pretest", "--json", "--seed", "1", lines="s\n" * 10)
    right = {each["id"]: next(o["id"] for o in each["options"] if o["id"].startswith("yes"))
             for each in events(done, "question")}  # fmt: skip
    lines = "".join(f'"{answer}"\n' for answer in list(right.values()))
    done = ask("one", "--pretest", "--plain", "--seed", "1", "--new", lines=lines)
    assert "You know this section: it counts as read." in done.out
    assert [row.subject for row in journal(tmp_path, "read")] == ["m/one"]
    failed = ask("two", "--pretest", "--plain", lines="s\n" * 10)
    assert "Read the section first" in failed.out


@pytest.mark.parametrize(
    ("line", "answer", "confidence"),
    [
        ("1", None, None),
        ('"yes-0"', "yes-0", None),
        ('{"answer": "yes-0", "confidence": 3}', "yes-0", 3),
        ('{"answer": "1", "confidence": 9}', None, None),
    ],
)
def test_answers_as_json_or_as_typed(ask: Ask, tmp_path: Path, line: str, answer: str | None, confidence: int) -> None:
    first = events(ask("one", "--json", "--seed", "1"))[1]
    wanted = first["options"][0]["id"] if answer is None else f"yes-{first['id'][-1]}"
    line = line.replace("yes-0", wanted)
    done = ask("one", "--json", "--seed", "1", lines=line + "\n")
    (verdict,) = events(done, "verdict")
    assert verdict["answer"] == wanted
    assert [row.body["confidence"] for row in journal(tmp_path, rows.ANSWER)] == [confidence]


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"answer": NaN}',
        "9" * 5000,
        "x" * 50_000,
        "\x1b[2J\u202e",
        '"\\ud800"',
        "null",
        '{"answer": {}}',
    ],
)
def test_no_line_breaks_it(ask: Ask, tmp_path: Path, line: str) -> None:
    for words in (("one", "--json"), ("one", "--plain")):
        done = ask(*words, lines=f"{line}\n!\n")
        assert (done.code, done.err) == (0, "")
        assert not re.search("[\x1b\u202e\ud800]", done.out)
    assert len(journal(tmp_path, rows.APPEAL)) == 2


def test_confidence_is_asked_where_it_is_wanted(ask: Ask, tmp_path: Path) -> None:
    ask("one", "--plain", "--confidence", lines="1\n3\n1\n\n1\nвряд ли\n")
    assert [row.body["confidence"] for row in journal(tmp_path, rows.ANSWER)] == [3, None, None]


def test_the_sections_with_what_there_is(ask: Ask) -> None:
    ask("one", "--plain", lines="1\n1\n1\n1\n")
    ask("two", "--plain", lines="1\n")
    said = ask().out
    assert re.search(r"^one        6 questions · 4 answered, \d+ %$", said, re.MULTILINE)
    assert re.search(r"^isolation  11 questions$", said, re.MULTILINE)
    assert "A sitting waits, 1 of 4 answered. To go on: orchestra-tutorial quiz --plain\n" in said


def test_a_target_day_is_kept(ask: Ask, tmp_path: Path) -> None:
    ask("--until", "2031-01-02")
    assert str(rows.target(journal(tmp_path, rows.TARGET))) == "2031-01-02"
    ask("--until", "off")
    assert rows.target(journal(tmp_path, rows.TARGET)) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere"),
        (["--exam", "0"], "--exam is a whole number from 1 to 500"),
        (["--exam", "many"], "--exam is a whole number"),
        (["--seed", "1.5"], "--seed is a whole number"),
        (["--exam", "3", "--review"], "--exam and --review do not go together"),
        (["--pretest"], "A pre-test needs a section"),
        (["--until", "завтра"], '"завтра" is not a day like 2026-12-31'),
    ],
)
def test_bad_use_is_one_line(ask: Ask, words: list[str], said: str) -> None:
    done = ask(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_broken_file_names_its_place_and_leaves_the_others(ask: Ask, school: Path) -> None:
    (school / "content/m/quiz/two.yaml").write_text("version: 1\nsection: two\nquestion: []\n", encoding="utf-8")
    done = ask("two", "--plain")
    assert done.code == 2
    assert "two.yaml:3:1: " in done.err
    assert ask("one", "--plain", lines="1\n").code == 0
    overview = ask()
    assert "one        6 questions" in overview.out
    assert "two.yaml:3:1: " in overview.err


def test_a_course_without_questions(call: Call, small: Path) -> None:
    done = call("--course", small, "quiz", "begin")
    assert done.code == 2
    assert "This course has no questions" in done.err


def test_foreign_text_steers_no_terminal(ask: Ask, school: Path) -> None:
    file = school / "content/m/quiz/one.yaml"
    evil = file.read_text().replace("The right one", '"[/x] \\e[2J"')
    file.write_text(re.sub(r"prompt: .*", r'prompt: "\\\\e[31m[b]\\\\u202e"', evil), encoding="utf-8")
    for words in (("one", "--plain"), ("one", "--json")):
        done = ask(*words, lines="1\n2\n")
        assert done.err == ""
        assert not re.search("[\x1b\u202e]", done.out)
        assert "[b]" in done.out


def test_on_a_terminal_it_waits_asks_and_lays_out(school: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "50"}
    words = ["--lang=en", "--course", str(school), "--home", str(tmp_path / "h"), "quiz", "one", "--seed", "1"]
    with subprocess.Popen(
        [sys.executable, "-m", "orchestra_tui", *words], stdin=theirs, stdout=theirs, stderr=subprocess.STDOUT, env=env
    ) as process:
        os.close(theirs)
        shown = ""
        for expected, typed in (
            ("> ", "1"), ("no answer)? ", "3"), ("leave. ", "t"), ("Deeper.", "q"), ("next time it goes on here.", None)
        ):  # fmt: skip
            seen = ""
            while expected not in seen:
                seen += os.read(ours, 65536).decode()
            shown += seen
            if typed:
                os.write(ours, f"{typed}\n".encode())
        assert process.wait(60) == 0
    os.close(ours)
    assert "\x1b[1mQuestion 1 of 4\x1b[0m" in shown
    with Journal.open(home(tmp_path / "h").journal) as kept:
        assert [row.body["confidence"] for row in kept.rows(rows.ANSWER)] == [3]
