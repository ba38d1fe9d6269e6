from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.journal.answers import APPEAL
from orchestra_tui.journal.store import Journal
from tests.cli.conftest import Call, Done
from tests.tutor.school import build

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = build(tmp_path / "school", ("one", "two"))
    (folder / "content/m/module.yaml").write_text(
        "version: 1\nobjectives:\n"
        "  - {id: one.o0, section: one, text: Tell one thing from another}\n"
        "  - {id: one.o1, section: one, text: Do one thing}\n",
        encoding="utf-8",
    )
    return folder


def learn(folder: Path, *answers: tuple[str, float, int | None], sitting: str = "s") -> Path:
    """A home whose journal holds these answers: question, score, confidence."""
    with Journal.open(home(folder).journal, clock=lambda: START) as journal:
        for id, score, confidence in answers:
            body = {"section": f"m/{id.partition('.')[0]}", "score": score, "outcome": "right" if score else "wrong",
                    "confidence": confidence, "answer": f"{'yes' if score else 'no'}-{id[-1]}", "mode": "check",
                    "sitting": sitting, "rev": 1, "ms": 4000}  # fmt: skip
            journal.append("answer", id, body, "school")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return learn(tmp_path / "mine", ("one.q0", 0.0, 3), ("one.q1", 1.0, 2), ("two.q2", 0.0, None))


def progress(call: Call, school: Path, mine: Path, *words: str | Path, lang: str = "en") -> Done:
    return call("--course", school, "--home", mine, "progress", *words, lang=lang)


def test_the_report_begins_with_the_next_step(call: Call, school: Path, mine: Path) -> None:
    done = progress(call, school, mine)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Next: review what is due, 3 questions\norchestra-tutorial quiz --review\n")
    table = "     recall  apply  why  diagnose   all\none     0 %  100 %    –         –  50 %  █████░░░░░   2 of 6\n"
    assert table in done.out
    assert "  0 %  Tell one thing from another\n       read again: orchestra-tutorial read one, repeat: " in done.out
    assert "sure      1 answer    0 %  ░░░░░░░░░░\nthink so  1 answer  100 %  ██████████\n" in done.out
    assert "Sure and wrong\none: Question one 0\n" in done.out
    assert "Due for review\ntoday  3  ███" in done.out


def test_before_the_first_answer_it_says_where_to_begin(call: Call, school: Path, tmp_path: Path) -> None:
    done = progress(call, school, tmp_path / "new")
    assert done.out.startswith("Next: read “Section one”\norchestra-tutorial read one\n")
    assert "Weak" not in done.out
    assert not (tmp_path / "new").exists()


def test_as_json(call: Call, school: Path, mine: Path) -> None:
    found = json.loads(progress(call, school, mine, "--json").out)
    assert found["next"] == {
        "step": "review", "section": None, "count": 3, "text": "review what is due, 3 questions",
        "command": "orchestra-tutorial quiz --review",
    }  # fmt: skip
    assert found["total"] == {"questions": 12, "answered": 3, "score": 0.3333}
    one = found["sections"][0]
    assert (one["section"], one["title"], one["kinds"]["apply"]) == (
        "m/one", "Section one", {"questions": 2, "answered": 1, "score": 1.0},
    )  # fmt: skip
    assert [(each["objective"], each["text"]) for each in found["weak"]] == [
        ("one.o0", "Tell one thing from another"), ("two.o0", "two.o0"),
    ]  # fmt: skip
    assert found["calibration"][1] == {"confidence": 3, "answers": 1, "score": 0.0}
    assert found["surprises"] == [{"id": "one.q0", "section": "m/one"}]
    assert (found["due"], found["forecast"][0]) == (3, 3)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_as_csv(call: Call, school: Path, mine: Path) -> None:
    rows = {row["question"]: row for row in read_csv(progress(call, school, mine, "--csv").out)}
    assert len(rows) == 12
    assert {k: rows["one.q0"][k] for k in ("section", "answers", "score", "outcome", "confidence", "last")} == {
        "section": "m/one", "answers": "1", "score": "0.0", "outcome": "wrong", "confidence": "3",
        "last": "2026-03-01T12:00:00+00:00",
    }  # fmt: skip
    assert rows["two.q0"]["last"] == rows["two.q0"]["due"] == ""


def test_as_a_study_sheet(call: Call, school: Path, mine: Path) -> None:
    text = progress(call, school, mine, "--markdown").out
    assert text.startswith(
        "# School\n\n**Next: review what is due, 3 questions** — `orchestra-tutorial quiz --review`\n"
    )
    assert "| Section one | 0 % | 100 % | – | – | 50 % |\n" in text
    assert "- Tell one thing from another (Section one, 0 %)\n" in text
    assert "### Section one\n\nQuestion one 0\n\nRight answer: The right one\n\nBecause of one 0\n" in text
    assert "Question one 1" not in text


@pytest.fixture
def exports(call: Call, tmp_path: Path) -> list[Path]:
    """Exports of a class of six; who has a higher number knows more."""
    files = []
    for number in range(6):
        folder = learn(
            tmp_path / f"home{number}",
            *((id, float(number > least), None) for id, least in (("one.q0", 2), ("one.q1", 1), ("two.q0", 3))),
        )
        if number == 0:
            with Journal.open(home(folder).journal) as journal:
                journal.append(APPEAL, "one.q0", {"answer": "no-0", "text": "я прав"}, "school")
        files.append(tmp_path / f"learner{number}.jsonl")
        call("--home", folder, "progress", "export", files[-1])
    return files


def test_a_class_from_its_exports(call: Call, school: Path, tmp_path: Path, exports: list[Path]) -> None:
    rows = read_csv(progress(call, school, tmp_path / "new", "--class", *exports).out)
    assert len(rows) == 12
    assert rows[10] == {
        "learner": "learner5", "section": "m/one", "questions": "6", "answered": "2", "score": "1.0",
        "last": "2026-03-01T12:00:00+00:00",
    }  # fmt: skip
    found = json.loads(progress(call, school, tmp_path / "new", "--class", "--json", *exports).out)
    assert found[0]["score"] == 0.0
    assert not (tmp_path / "new").exists()


def test_learners_of_the_same_name_are_told_apart(
    call: Call, school: Path, tmp_path: Path, exports: list[Path]
) -> None:
    other = tmp_path / "b" / "learner0.jsonl"
    other.parent.mkdir()
    other.write_bytes(exports[1].read_bytes())
    rows = read_csv(progress(call, school, tmp_path, "--class", exports[0], other).out)
    assert {row["learner"] for row in rows} == {str(exports[0]), str(other)}


def test_a_name_is_no_formula(call: Call, school: Path, tmp_path: Path, exports: list[Path]) -> None:
    evil = tmp_path / "=1+1.jsonl"
    evil.write_bytes(exports[0].read_bytes())
    assert read_csv(progress(call, school, tmp_path, "--class", evil).out)[0]["learner"] == "'=1+1"


def test_how_questions_behave(call: Call, school: Path, tmp_path: Path, exports: list[Path], mine: Path) -> None:
    found = json.loads(progress(call, school, tmp_path, "--questions", "--json", *exports).out)
    assert [each["question"] for each in found] == ["one.q0", "one.q1", "two.q0"]
    first = found[0]
    assert (first["asked"], first["right"], first["difficulty"], first["seconds"], first["appeals"]) == (
        6,
        3,
        0.5,
        4.0,
        1,
    )
    assert first["discrimination"] > 0.7
    assert (first["wrong"], first["wrong_count"]) == ("The wrong one", 3)
    text = progress(call, school, tmp_path, "--questions", *exports).out
    assert "most frequent mistake, 3 times: The wrong one" in text
    own = read_csv(progress(call, school, mine, "--questions", "--csv").out)
    assert (own[0]["question"], own[0]["asked"], own[0]["discrimination"]) == ("one.q0", "1", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--json", "--csv"], "--json and --csv do not go together"),
        (["--class", "--questions", "x"], "--class and --questions do not go together"),
        (["--class"], "FILE is missing"),
        (["--json", "x"], 'Nothing is known about "x" here'),
        (["exprot"], 'There is no command "exprot". Did you mean "export"?'),
        (["--class", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--class", "--markdown", "x"], "do not go together"),
    ],
)
def test_bad_use_is_one_line(call: Call, school: Path, mine: Path, words: list[str], said: str) -> None:
    done = progress(call, school, mine, *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_broken_question_file_is_named(call: Call, school: Path, mine: Path) -> None:
    (school / "content/m/quiz/two.yaml").write_text("version: 2\n", encoding="utf-8")
    done = progress(call, school, mine)
    assert (done.code, done.out) == (2, "")
    assert "two.yaml:1:10" in done.err
