"""Courses nobody here wrote: they open, they are in order, and they are read no further than asked."""

from __future__ import annotations

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import Course, open_course
from tests.course.plant import opened, plant

PRACTICE = """# Практика

<details>
<summary>Ответ</summary>

## Решение

```bash
git worktree add ../x
```

</details>

## Задача

![схема](../images/a.png) и [битая ссылка](../none.md)
"""


def ten_modules(root):
    files: dict[str, str | bytes] = {"README.md": "# Курс\n\n## Зачем\n", "LICENSE": "text", ".github/x.md": "no"}
    for number in range(1, 11):
        module = f"module-{number}"
        files |= {
            f"{module}/theory/{part}-часть.md": f"# Модуль {number}.{part}\n\n## Начало\n\n## Конец\n"
            for part in (1, 2, 10)
        }
        files[f"{module}/practice/task-1.md"] = PRACTICE
        files[f"{module}/diagrams/flow.md"] = "```mermaid\ngraph TD\n```\n"
        files[f"{module}/images/a.png"] = b"\x89PNG"
        files[f"{module}/node_modules/lib/README.md"] = "no"
    return plant(root / "ai course", files)


def outline(course: Course) -> dict[str, list[str]]:
    root = course.home
    return {
        module.id: [document.path.relative_to(root).as_posix() for document in module.documents]
        for module in course.modules
    }


def test_ten_modules(tmp_path):
    course = open_course(ten_modules(tmp_path))
    assert [module.id for module in course.modules] == ["README", *(f"module-{number}" for number in range(1, 11))]
    assert outline(course)["module-10"] == [
        "module-10/theory/1-часть.md",
        "module-10/theory/2-часть.md",
        "module-10/theory/10-часть.md",
        "module-10/diagrams/flow.md",
        "module-10/practice/task-1.md",
    ]
    module = course.modules[2]
    assert [document.kind for document in module.documents] == ["theory"] * 3 + ["reading"] * 2
    assert [section.ref.section for section in module.sections] == [
        "начало", "конец", "начало-1", "конец-1", "начало-2", "конец-2", "flow", "задача",
    ]  # fmt: skip
    assert course.title == "Ai course"
    assert module.title == "Модуль 2.1"
    assert course.faults == ()
    assert course.section("module-10/задача").document.path.name == "task-1.md"


def test_opening_reads_nothing_and_a_section_only_what_stands_before_it(tmp_path):
    root = ten_modules(tmp_path)
    with opened(root) as names:
        course = open_course(root)
        assert [module.title for module in course.modules][:3] == ["README", "Module 1", "Module 2"]
        assert all(module.documents for module in course.modules)
        assert names == []
        assert course.section("module-3/начало").blocks
        assert course.modules[3].title == "Модуль 3.1"
        assert names == ["module-3/theory/1-часть.md"]
        assert course.section("module-3/конец-1").title == "Конец"
        assert names == ["module-3/theory/1-часть.md", "module-3/theory/2-часть.md"]
        assert course.modules[3].documents[0].sections[1].minutes == 1
        assert len(names) == 2


def test_a_book_of_a_hundred_files_opens_reading_one(tmp_path):
    root = plant(tmp_path / "book", {f"{number}-глава.md": f"# Глава {number}\n\nтекст\n" for number in range(1, 101)})
    with opened(root) as names:
        course = open_course(root)
        assert len(course.modules) == 100
        assert course.modules[0].documents[0].sections[0].blocks
        assert names == ["1-глава.md"]
        assert course.section("100-глава/100-глава").title == "Глава 100"
        assert names == ["1-глава.md", "100-глава.md"]
    assert [module.title for module in course.modules][-2:] == ["99 глава", "Глава 100"]


SHAPES = {
    "course and content": (
        {
            "course/course.yaml": "id: c\n",
            "course/m/theory.md": "",
            "content/m/module.yaml": "",
            "README.md": "",
            "docs/x.md": "",
        },
        {"m": ["m/theory.md"]},
    ),
    "theory.md before all else": (
        {
            "m/b.md": "",
            "m/README.md": "",
            "m/Theory.MD": "",
            "m/theory/1.md": "",
            "m/a/10.md": "",
            "m/a/9.md": "",
            "n/x.md": "",
        },
        {"m": ["m/Theory.MD", "m/README.md", "m/b.md", "m/theory/1.md", "m/a/9.md", "m/a/10.md"], "n": ["n/x.md"]},
    ),
    "README, else index, before others": (
        {"m/a.md": "", "m/Index.md": "", "m/readme.md": "", "n/a.md": "", "n/index.md": ""},
        {"m": ["m/readme.md", "m/Index.md", "m/a.md"], "n": ["n/index.md", "n/a.md"]},
    ),
    "all files of a module": ({"m/2.md": "", "m/10.md": "", "m/x/1.md": ""}, {"m": ["m/2.md", "m/10.md", "m/x/1.md"]}),
    "files deeper down only": ({"m/x/2.md": "", "m/x/y/1.md": "", "m/i.png": ""}, {"m": ["m/x/2.md", "m/x/y/1.md"]}),
    "a folder that is one module": (
        {"theory.md": "", "practice/1.md": "", "README.md": ""},
        {"it": ["theory.md", "README.md", "practice/1.md"]},
    ),
    "parts of one module": ({"theory/1.md": "", "practice/1.md": ""}, {"it": ["theory/1.md", "practice/1.md"]}),
    "files and folders together": (
        {"10-c.md": "", "2-b/x.md": "", "index.md": "", "1-a.md": ""},
        {"index": ["index.md"], "1-a": ["1-a.md"], "2-b": ["2-b/x.md"], "10-c": ["10-c.md"]},
    ),
    "a file and a folder of one name": ({"a.md": "", "a/x.md": ""}, {"a": ["a/x.md"], "a-1": ["a.md"]}),
    "an empty course folder": ({"course/": "", "a.md": ""}, {"a": ["a.md"]}),
    "what is not for readers": (
        {"a.md": "", ".b/x.md": "", "node_modules/x.md": "", ".c.md": "", "venv/x.md": ""},
        {"a": ["a.md"]},
    ),
}


@pytest.mark.parametrize(("files", "modules"), SHAPES.values(), ids=SHAPES)
def test_where_modules_and_their_files_are(tmp_path, files, modules):
    course = open_course(plant(tmp_path / "it", files))
    assert outline(course) == modules
    assert course.faults == ()


def test_content_stands_beside_the_course(tmp_path):
    root = plant(tmp_path, {"course/m/theory.md": "", "course/n/theory.md": "", "content/m/quiz/a.yaml": ""})
    course = open_course(root)
    assert (course.root, course.home, course.content) == (root, root / "course", root / "content")
    assert [module.content for module in course.modules] == [root / "content" / "m", None]


TRANSLATIONS = {
    "": ["a.md", "b.ru.md", "node.js.md", "only.de.md"],
    "ru": ["a.md", "b.ru.md", "node.js.md", "only.de.md"],
    "en": ["a.en.md", "b.en-GB.md", "node.js.md", "only.de.md"],
    "en-US": ["a.en.md", "b.en-GB.md", "node.js.md", "only.de.md"],
    "fr": ["a.fr.md", "b.ru.md", "node.js.md", "only.de.md"],
}


@pytest.mark.parametrize(("language", "names"), TRANSLATIONS.items())
def test_translations_are_no_texts_of_their_own(tmp_path, language, names):
    files = ["a.md", "a.en.md", "a.fr.md", "b.en-GB.md", "b.ru.md", "node.js.md", "only.de.md"]
    root = plant(tmp_path, dict.fromkeys(files, "") | {"course.yaml": "language: ru\n"})
    course = open_course(root, language)
    assert [module.documents[0].path.name for module in course.modules] == names
    assert [module.id for module in course.modules] == ["a", "b", "node.js", "only"]


def test_a_translation_has_the_ids_of_its_original(tmp_path):
    root = plant(
        tmp_path,
        {
            "course.yaml": "id: c\ntitle: Курс\nlanguage: ru\n",
            "course.en.yaml": "title: Course\n",
            "m/theory.md": "## Начало\n\n<!-- section: own -->\n## Середина\n\n## Конец\n",
            "m/theory.en.md": "## Start\n\n## Middle\n\n<!-- section: fin -->\n## End\n",
            "m/more.md": "## Один\n\n## Два\n",
            "m/more.en.md": "## One\n",
            "m/gone.md": "## Был\n",
            "m/gone.en.md": "## Was\n",
        },
    )
    english = open_course(root, "en")
    assert len(english.modules[0].documents) == 3
    (root / "m" / "gone.md").unlink()
    assert (english.id, english.title, open_course(root, "ru").title) == ("c", "Course", "Курс")
    assert [section.ref.section for section in english.modules[0].sections] == ["начало", "own", "fin", "was", "one"]
    assert english.section("начало").title == "Start"


MANIFESTS = {
    "plain": (
        "id: my-course\ntitle: Курс — о чём-то (раз)\nlanguage: ru\n",
        ("my-course", "Курс — о чём-то (раз)", "ru"),
    ),
    "quoted, with comments": ("# c\n\nid: \"a: b\"\r\ntitle: 'c # d'\r\n", ("a: b", "c # d", "")),
    "real YAML": ("---\ntitle: >-\n  two\n  lines\nid: &a x # c\n", ("x", "two lines", "")),
    "digits": ("id: '7'\ntitle: 7 шагов\n", ("7", "7 шагов", "")),
}


@pytest.mark.parametrize(("text", "said"), MANIFESTS.values(), ids=MANIFESTS)
def test_course_yaml(tmp_path, text, said):
    course = open_course(plant(tmp_path, {"course.yaml": text, "a.md": ""}))
    assert course.faults == ()
    assert (course.id, course.title, course.language) == said


def test_without_an_id_the_modules_make_one(tmp_path):
    first = open_course(plant(tmp_path / "1" / "book", {"a.md": "", "b.md": ""}))
    same = open_course(plant(tmp_path / "2" / "book", {"b.md": "other", "a.md": "", "b/i.png": ""}))
    other = open_course(plant(tmp_path / "3" / "book", {"a.md": "", "c.md": ""}))
    assert first.id == same.id != other.id
    assert first.id.startswith("book-")


def test_sections_by_full_and_short_id(tmp_path):
    course = open_course(
        plant(tmp_path, {"a.md": "## isolation\n\n## roles\n", "b.md": "## roles\n", "c/x.md": "## roles\n"})
    )
    assert str(course.section("isolation").ref) == "a/isolation"
    assert str(course.section("b/roles").ref) == "b/roles"
    faults = {
        "roles": "Several modules have a section roles. Give one of these: a/roles, b/roles, c/roles.",
        "b/isolation": "There is no section b/isolation. Near: a/isolation.",
        "isolatoin": "There is no section isolatoin. Near: a/isolation.",
        "zzzz": "There is no section zzzz. `read --list` shows all ids.",
        "": "There is no section . `read --list` shows all ids.",
    }
    for ref, line in faults.items():
        with pytest.raises(OrchestraError) as caught:
            course.section(ref)
        assert str(caught.value) == line


def test_the_shipped_course_opens_by_itself():
    course = open_course()
    assert course.modules[0].id == "module-7-orchestration"
    assert course.section("isolation").ref.module == "module-7-orchestration"
    assert course.modules[0].title != "Module 7 orchestration"
