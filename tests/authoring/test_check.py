"""The linter: every rule finds its planted fault at its very place, and says nothing about a course without faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.authoring.check import RULES, check, lock
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import shipped

from .build import build, found
from .test_rules_fleet import PLANTED as PLANTED_FLEET
from .test_rules_quiz import PLANTED as PLANTED_QUIZ

M = "course/one/theory.md"
G = "content/one/glossary.yaml"
E = "content/one/glossary.en.yaml"
L = "content/ids.lock"
A = "<!-- section: a -->\n"

CLEAN = {
    "course/course.yaml": "id: clean\ntitle: Чистый курс\nlanguage: ru\n",
    M: """\
---
title: Один
---
# Один

Введение со [ссылкой](#второй) и ![картинкой](../img/a.png "подпись").

<!-- section: first -->
## Первый

Текст[^1] с `[^9]`, \\[^8], [файлом](practice/01-do.md#шаг), [адресом](https://example.org/x) и <b>тегом</b>.

```python
[не ссылка](nowhere.md)
<details>
```

<details>
<summary>Ответ</summary>

<!-- просто заметка --> <img src="../img/a.png">

</details>

[^1]: Сноска.

## Второй

### Глубже

- пункт
""",
    "course/one/practice/01-do.md": "# Практика\n\n## Шаг\n\nНазад к [теории](../theory.md#первый), [модулю](..).\n",
    "course/one/theory.en.md": "# One\n\nIntro.\n\n<!-- section: first -->\n## First\n\nText.\n\n## Second\n\nText.\n",
    "course/img/a.png": "png",
    G: """\
version: 1
terms:
  - id: branch
    term: ветка
    also: [бранч]
    section: first
    text: Линия работы
  - {id: agent, term: агент, section: второй, text: "no"}
""",
    E: """\
version: 1
terms:
  - {id: branch, term: branch, text: A line of work}
  - {id: agent, term: agent, section: второй, text: Works}
""",
    L: "section one/first\nsection one/gone\nterm one/agent\nterm one/branch\nterm one/gone\n",
}


def test_a_clean_course_has_no_findings(tmp_path: Path) -> None:
    assert found(build(tmp_path, CLEAN)) == []


def text(body: str) -> dict[str, str | bytes]:
    """A one-file course."""
    return {"a.md": f"# Т\n\n{body}"}


def term(entry: str, *more: str) -> dict[str, str | bytes]:
    """The clean course with another glossary and without its translation and lock."""
    files: dict[str, str | bytes] = {
        **CLEAN,
        G: "version: 1\nterms:\n" + "".join(f"  - {{{each}}}\n" for each in (entry, *more)),
    }
    del files[E], files[L]
    return files


PLANTED: list[tuple[dict[str, str | bytes], list[str]]] = [
    ({"a.md": b"# A\n\nText \xff\n", "b.md": "# B\n\nText\n"}, ["a.md:3:6:unreadable"]),
    (text("Ещё\x1b[31m и \u202e и\n\nдальше\u2028\n"), ["a.md:3:4:character", "a.md:5:7:character"]),
    (text("одна\rстрока\r\n\r\nи\tтаб\r\n"), ["a.md:3:5:character"]),
    ({"course/a/theory.md": "# A\n\nТ\n", "content/a/x.yaml": "a: 'b\x9b'\n"}, ["content/a/x.yaml:1:6:yaml"]),
    (text("<!-- section: a b -->\n## С\n\nТ\n"), ["a.md:3:1:section-comment"]),
    (text("<!-- Section a -->\n## С\n\nТ\n"), ["a.md:3:1:section-comment"]),
    (text("<!-- section: a -->\n\nТ\n\n## С\n\nТ\n"), ["a.md:3:1:section-comment"]),
    (text("<!-- section: a -->\n### С\n\nТ\n\n## Д\n\nТ\n"), ["a.md:3:1:section-comment", "a.md:4:1:heading-jump"]),
    (text("Т <!-- section: a --> т\n\n## С\n\nТ\n"), ["a.md:3:3:section-comment"]),
    (text("> <!-- section: a -->\n> ## С\n>\n> Т\n"), ["a.md:3:1:section-comment"]),
    (text("<!-- section: Ещё_id -->\n## С\n\nТ\n"), ["a.md:3:15:section-id"]),
    (text("<!-- section: a -->\n## С\n\nТ\n\n<!-- section: a -->\n## Д\n\nТ\n"), ["a.md:8:15:section-repeated"]),
    (
        {"m/theory/1.md": f"{A}## С\n\nТ\n", "m/theory/2.md": f"{A}## Д\n\nТ\n", "n/theory.md": "Т\n"},
        ["m/theory/2.md:1:15:section-repeated"],
    ),
    (text("##\n\nТ\n"), ["a.md:3:1:heading-empty"]),
    (
        text("## С\n\n<!-- пусто -->\n\n## Д\n\nТ\n\n### Е\n\n## Ж\n"),
        ["a.md:3:1:section-empty", "a.md:11:1:section-empty", "a.md:13:1:section-empty"],
    ),
    (text("## С\n\nТ\n\n#### Д\n\nТ\n\n## Е\n\nТ\n"), ["a.md:7:1:heading-jump"]),
    (
        text("- пункт\n\n  ```\n  x\n  ```\n\n~~~\nx\n~~~\n\n```text\nx\n```\n"),
        ["a.md:5:3:fence-language", "a.md:9:1:fence-language"],
    ),
    (text("<details>\n<summary>А</summary>\n\nТ\n\n<details open>\n\nТ\n\n</details>\n"), ["a.md:3:1:details"]),
    (text("Т\n\n</details>\n\nи <details> и\n"), ["a.md:5:1:details", "a.md:7:3:details"]),
    (text("Т[^a] и `[^b]` и[^a].\n\n[^c]:\n\nТ\n"), ["a.md:3:2:footnote", "a.md:3:17:footnote", "a.md:5:1:footnote"]),
    (text("[a](b.md), [a](#т), *[a](b.md)*\nи [c](d.md 'e')\n"), ["a.md:3:5:link", "a.md:3:26:link", "a.md:4:7:link"]),
    (text("[a][r] и <a href=\"x/y.md\">z</a>\n\n[r]: <b c.md> 'd'\n"), ["a.md:3:19:link", "a.md:5:7:link"]),
    (text("| А |\n|---|\n| [a](b.md) |\n"), ["a.md:5:7:link"]),
    (text("[a](#нет) [b](b.md#нет)\n") | {"b.md": "# Б\n\nТ\n"}, ["a.md:3:5:anchor", "a.md:3:15:anchor"]),
    (
        text("![a](b.png) [![c](d.png)](a.md)\n\n<img alt='' src='e.png'>\n"),
        ["a.md:3:6:image", "a.md:3:19:image", "a.md:5:18:image"],
    ),
    (text("[b](b) [b.md](b.md)\n"), ["a.md:3:5:link", "a.md:3:15:link"]),
    (
        {"a.md": "<!-- section: x -->\n## А\n\nТ\n\n## Б\n\nТ\n", "a.en.md": "<!-- section: y -->\n## A\n\nT\n"},
        ["a.en.md:1:1:translation", "a.en.md:1:1:translation"],
    ),
    (
        {"a.md": "# А\n\nТ\n", "a.en.md": "# A\n\n[x](y.md)\n\n```\nx\n```\n"},
        ["a.en.md:3:5:link", "a.en.md:5:1:fence-language"],
    ),
    (text("Т\n") | {"course.yaml": "id: a\nid: b\n"}, ["course.yaml:2:1:yaml"]),
    (text("Т\n") | {"course.yaml": "title: 12:30\nlanguage: ru\n"}, ["course.yaml:1:8:yaml-trap"]),
    (text("Т\n") | {"course.yaml": "id: A b\n"}, ["course.yaml:1:5:course"]),
    (text("Т\n") | {"course.yaml": "titel: А\n"}, ["course.yaml:1:1:course"]),
    (text("Т\n") | {"course.en.yaml": "title: ''\n"}, ["course.en.yaml:1:8:course"]),
    (CLEAN | {"content/two/x.yaml": "a: b\n"}, ["content/two:1:1:content-folder"]),
    (term("id: a, term: т, section: first, text: т, see: b"), [f"{G}:3:47:glossary"]),
    (term("id: a, term: т, section: first"), [f"{G}:3:5:glossary"]),
    (term("id: Ъ, term: т, section: first, text: т"), [f"{G}:3:10:glossary"]),
    (term("id: a, term: т, section: first, text: ё, id: b"), [f"{G}:3:47:yaml"]),
    (
        term("id: a, term: Рой, section: first, text: т", "id: a, term: т, also: [х, рой], section: first, text: т"),
        [f"{G}:4:10:glossary-repeated", f"{G}:4:32:glossary-repeated"],
    ),
    (term("id: a, term: т, section: firts, text: т"), [f"{G}:3:31:glossary-section"]),
    (
        CLEAN | {E: "version: 1\nterms:\n  - {id: brunch, term: b, text: t}\n"},
        [f"{E}:2:1:glossary-translation", f"{E}:3:10:glossary-translation"],
    ),
    (CLEAN | {L: "section one/first\nterm one/branch\n"}, [f"{G}:8:10:lock"]),
    (CLEAN | {L: "section one/agent\nsection one/first\nterm one/branch\n"}, [f"{G}:8:10:lock"]),
    (
        CLEAN | {L: "section one/first\nsecton x\nterm one/branch\nterm one/agent\nterm one/agent\n\n"},
        [f"{L}:2:1:lock", f"{L}:4:1:lock", f"{L}:5:1:lock", f"{L}:6:1:lock"],
    ),
    (CLEAN | {L: b"section \xff\n"}, [f"{L}:1:9:lock"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), PLANTED)
def test_a_planted_fault_is_found_at_its_place(
    tmp_path: Path, files: dict[str, str | bytes], expected: list[str]
) -> None:
    assert found(build(tmp_path, files)) == expected


def test_every_rule_has_a_planted_fault() -> None:
    planted = {
        place.rpartition(":")[2] for _files, places in [*PLANTED, *PLANTED_QUIZ, *PLANTED_FLEET] for place in places
    }
    assert planted == set(RULES)


MESSAGES = {
    "glossary-section": 'The module has no section "firts". Did you mean "first"?',
    "lock": 'The id "one/agent" is not in ids.lock. Run: orchestra-tutorial check --lock',
    "anchor": 'There is no heading "первыи" there. Did you mean "первый"?',
}


def test_messages_name_the_remedy(tmp_path: Path) -> None:
    files = CLEAN | {
        G: CLEAN[G].replace("section: first", "section: firts"),
        M: CLEAN[M].replace("#второй", "#первыи"),
        L: "section one/first\nterm one/branch\n",
    }
    messages = {each.rule: each.message for each in check(build(tmp_path, files))}
    assert messages == MESSAGES


def test_a_foreign_course_is_not_asked_for_a_lock(tmp_path: Path) -> None:
    files = {name: body for name, body in CLEAN.items() if name != L}
    assert found(build(tmp_path, files)) == []


def test_texts_of_one_name_in_two_folders_do_not_translate_each_other(tmp_path: Path) -> None:
    files = {f"one/practice/{name}/README.md": f"# Do {name}\n\n## Step {name}\n\nText.\n" for name in "ab"}
    root = build(tmp_path, {"one/theory.md": "# One\n\n## First\n\nText.\n", **files})
    assert found(root) == []


def test_what_ships_has_no_findings() -> None:
    assert [str(each) for each in check(shipped())] == []


def test_paths_are_shown_below_the_folder_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, text("##\n\nТ\n"))
    monkeypatch.chdir(tmp_path)
    assert [str(each.file) for each in check(Path())] == ["a.md"]


def test_what_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OrchestraError):
        check(tmp_path / "none")
    with pytest.raises(OrchestraError):
        check(tmp_path)


def test_lock_adds_what_is_new_and_forgets_nothing(tmp_path: Path) -> None:
    build(tmp_path, CLEAN | {L: "term one/gone\nterm one/agent\n"})
    assert lock(tmp_path) == ("section one/first", "term one/branch")
    assert (tmp_path / L).read_text().splitlines() == [
        "section one/first",
        "term one/agent",
        "term one/branch",
        "term one/gone",
    ]
    assert lock(tmp_path) == ()
    assert found(tmp_path) == []
    (tmp_path / L).unlink()
    assert len(lock(tmp_path)) == 3


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        ("section one/agent\n", '"one/agent" was the id of another kind: section'),
        ("nonsense\n", "This line is not a kind and an id"),
    ],
)
def test_lock_refuses_to_hide_a_fault(tmp_path: Path, kept: str, reason: str) -> None:
    build(tmp_path, CLEAN | {L: kept})
    with pytest.raises(OrchestraError, match=reason):
        lock(tmp_path)
    assert (tmp_path / L).read_text() == kept


def test_lock_needs_a_content_folder(tmp_path: Path) -> None:
    with pytest.raises(OrchestraError, match="no content folder"):
        lock(build(tmp_path, text("Т\n")))


PIECES = st.sampled_from([
    *("# ", "## ", "#### ", "\n", "\n\n", "текст ", "> ", "- ", "    ", "```", "~~~", "<!-- section: a -->", "-->"),
    *("<", "<!-- section b", "<details>", "</details>", "<summary>", "[^1]", "[^1]: ", "[a](b.md)", "[a](#x)", "![a]("),
    *("[r]", "[r]: x\n", "| a | b |\n|---|---|\n", "<img src='x'>", "\x00", "\u202e", "\r", "\t", "---\n"),
    *("title: x\n", ")", "`", "*", "\\", "\ufeff"),
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=8).map("".join))
def test_no_text_breaks_the_linter(tmp_path_factory: pytest.TempPathFactory, body: str, glossary: str) -> None:
    root = build(tmp_path_factory.mktemp("c"), {"course/m/theory.md": body, "content/m/glossary.yaml": glossary})
    lines = {root / "course/m/theory.md": body, root / "content/m/glossary.yaml": glossary}
    for each in check(root):
        count = len(lines[each.file].replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        assert 1 <= each.line <= count
        assert each.column >= 1
