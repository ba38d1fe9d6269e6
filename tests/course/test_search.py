"""Search over a course: which lines, in which order, with which words marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.course.course import Course, open_course
from orchestra_tui.course.search import search

THEORY = """\
# Модуль про слияния

Введение: очередь
слияния.

<!-- section: merge -->
## Слияние веток

Когда две ветки трогают один файл,
случается **кон**фликт. Разрешай [конфликты](https://example.org/конфликт/md
"конфликт")
сразу, а слияние
веток веди по одной: `git merge --no-ff`.

- слить *ветки*
- веток много, конфликтов тоже, слияния редки

> Очередь
> [!x] merge

| Что | Где |
|---|---|
| конфликт | в `main` |
| пусто | слияние и ветка |

```bash
git\tmerge --abort  # конфликт!
```

    git merge indented

<details><summary>Ответ про конфликт</summary>

Он в ветке.

</details>

## Второй

Здесь нет ничего, кроме сноски[^1].

[^1]: Текст сноски про рой.
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "c" / "course"
    for name, text in {"1-one/theory.md": THEORY, "2-two/theory.md": "## A\n\nконфликт\u202e \x1b[31m[b]\n"}.items():
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return open_course(tmp_path / "c")


def found(course: Course, query: str) -> list[tuple[str, int, str]]:
    lines = []
    for hit in search(course, query):
        text = hit.text
        for start, end in reversed(hit.spans):
            text = f"{text[:start]}<{text[start:end]}>{text[end:]}"
        lines.append((str(hit.ref), hit.line, text))
    return lines


def test_forms_of_a_word_are_found_in_every_kind_of_block(course: Course) -> None:
    merge = "1-one/merge"
    assert found(course, "конфликт") == [
        (merge, 10, "случается <конфликт>. Разрешай <конфликты>"),
        (merge, 16, "веток много, <конфликтов> тоже, слияния редки"),
        (merge, 23, "<конфликт> | в main"),
        (merge, 27, "git merge --abort  # <конфликт>!"),
        (merge, 32, "Ответ про <конфликт>"),
        ("2-two/a", 3, "<конфликт>\\u202e \\x1b[31m[b]"),
    ]


def test_words_in_a_row_come_before_words_scattered_in_a_block(course: Course) -> None:
    merge = "1-one/merge"
    assert found(course, "слияние ветки") == [
        (merge, 7, "<Слияние веток>"),
        (merge, 12, "сразу, а <слияние>"),
        (merge, 16, "<веток> много, конфликтов тоже, <слияния> редки"),
        (merge, 24, "пусто | <слияние> и <ветка>"),
    ]


def test_signs_and_code_are_found_on_their_lines(course: Course) -> None:
    merge = "1-one/merge"
    assert found(course, "--no-ff") == [(merge, 13, "веток веди по одной: git merge <--no-ff>.")]
    assert found(course, "git merge") == [
        (merge, 13, "веток веди по одной: <git merge> --no-ff."),
        (merge, 27, "<git merge> --abort  # конфликт!"),
        (merge, 30, "<git merge> indented"),
    ]


def test_introductions_quotes_and_footnotes_are_found_too(course: Course) -> None:
    assert found(course, "очередь") == [
        ("1-one/merge", 3, "Введение: <очередь>"),
        ("1-one/merge", 18, "<Очередь>"),
    ]
    assert found(course, "рой") == [("1-one/второй", 42, "Текст сноски про <рой>.")]
    assert found(course, "модуль про") == [("1-one/merge", 1, "<Модуль про> слияния")]


def test_addresses_comments_and_nothing_are_not_found(course: Course) -> None:
    assert found(course, "example.org") == []
    assert found(course, "section") == []
    assert found(course, "  ") == []


def test_an_unreadable_module_is_passed_over(course: Course, tmp_path: Path) -> None:
    (tmp_path / "c/course/1-one/theory.md").unlink()
    (tmp_path / "c/course/1-one/theory.md").mkdir()
    assert [str(hit.ref) for hit in search(open_course(tmp_path / "c"), "конфликт")] == ["2-two/a"]


def test_lines_of_a_wrapped_paragraph_are_told_apart(tmp_path: Path) -> None:
    words = [f"слово{number:03}" for number in range(400)]
    lines = [" ".join(words[at : at + 7]) for at in range(0, 400, 7)]
    (tmp_path / "a.md").write_text("## A\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    course = open_course(tmp_path)
    for number in (0, 6, 7, 200, 399):
        (hit,) = search(course, words[number])
        assert (hit.line, hit.text) == (3 + number // 7, lines[number // 7])
        assert [hit.text[start:end] for start, end in hit.spans] == [words[number]]
