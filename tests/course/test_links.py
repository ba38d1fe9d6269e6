"""Where links lead: sections of the course, files, addresses, or nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.course.course import open_course
from orchestra_tui.course.links import External, File, Missing, Passage, resolve
from orchestra_tui.course.model import SectionRef
from tests.course.plant import opened, plant

FILES: dict[str, str | bytes] = {
    "course/module-1/theory.md": "# Один\n\n<!-- section: start -->\n## Начало\n\n### Раз-два\n\n## Конец\n"
    "<a id='spot'></a>\n",
    "course/module-1/practice/task 1.md": "# Задача\n\nтекст\n",
    "course/module-1/practice/задание.md": "## Й\n",
    "course/module-1/images/a.png": b"",
    "course/module-2/README.md": "## Начало\n",
    "course/module-2/README.en.md": "## Start\n",
    "course/module-2/deep/index.md": "deep",
    "course/module-2/deep/a.md": "a",
    "course/module-2/notes/z.md": "z",
    "README.md": "about",
    "LICENSE": "x",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return open_course(plant(tmp_path_factory.mktemp("links"), FILES))


def to(module: str, section: str, anchor: str = "") -> Passage:
    return Passage(SectionRef(module, section), anchor)


PASSAGES = {
    "#начало": to("module-1", "start", "начало"),
    "#%D0%BD%D0%B0%D1%87%D0%B0%D0%BB%D0%BE": to("module-1", "start", "начало"),
    "#Раз-Два": to("module-1", "start", "раз-два"),
    "#start": to("module-1", "start"),
    "#конец": to("module-1", "конец", "конец"),
    "#один": to("module-1", "start", "один"),
    "#spot": to("module-1", "конец", "spot"),
    "#": to("module-1", "start"),
    "#top": to("module-1", "start"),
    "": to("module-1", "start"),
    "theory.md": to("module-1", "start"),
    "./theory.md?plain=1#конец": to("module-1", "конец", "конец"),
    " ../module-2/README.md#начало ": to("module-2", "начало", "начало"),
    "../module-2/README.en.md": to("module-2", "начало"),
    "../module-2/": to("module-2", "начало"),
    "../module-2": to("module-2", "начало"),
    "..\\module-2\\README.md": to("module-2", "начало"),
    "../module-2/deep/": to("module-2", "index"),
    "../module-2/notes": to("module-2", "z"),
    "practice/task%201.md": to("module-1", "task-1"),
    "practice/task 1.md#задача": to("module-1", "task-1", "задача"),
    "practice/../practice/./task%201.md": to("module-1", "task-1"),
    unicodedata.normalize("NFD", "practice/задание.md#й"): to("module-1", "й", "й"),
    "/course/module-2/README.md": to("module-2", "начало"),
    "/module-2/README.md": to("module-2", "начало"),
}


@pytest.mark.parametrize(("href", "target"), PASSAGES.items())
def test_passages(course, href, target):
    assert resolve(course, course.section("module-1/start"), href) == target


def test_other_targets(course):
    section, here = course.section("module-1/start"), course.home / "module-1"
    targets = {
        "images/a.png": File(here / "images" / "a.png"),
        "images/": File(here / "images"),
        "../../README.md": File(course.root / "README.md"),
        "/LICENSE": File(course.root / "LICENSE"),
        "../../..": File(course.root.parent),
        "C:\\x\\y.md": File(type(here)("C:\\x\\y.md")),
        "none.md": Missing("none.md", here / "none.md"),
        "none.md#a": Missing("none.md#a", here / "none.md"),
        "#none": Missing("#none", section.path, "none"),
        "theory.md#none": Missing("theory.md#none", section.path, "none"),
        "a%00b.md": Missing("a%00b.md", here / "a\0b.md"),
        "https://example.org/a b#c": External("https://example.org/a b#c"),
        "HTTP://example.org": External("HTTP://example.org"),
        "mailto:a@example.org": External("mailto:a@example.org"),
        "javascript:alert(1)": External("javascript:alert(1)"),
        "//example.org/x.md": External("//example.org/x.md"),
        "\\\\host\\share": External("\\\\host\\share"),
        "data:text/html,x": External("data:text/html,x"),
    }
    for href, target in targets.items():
        assert resolve(course, section, href) == target


def test_a_link_from_another_document_starts_there(course):
    section = course.section("module-1/task-1")
    assert resolve(course, section, "../theory.md#конец") == to("module-1", "конец", "конец")
    assert resolve(course, section, "#задача") == to("module-1", "task-1", "задача")
    assert resolve(course, section, "theory.md") == Missing("theory.md", section.path.parent / "theory.md")


def test_a_text_that_cannot_be_read_is_missing(tmp_path):
    root = plant(tmp_path, {"a.md": "## A\n", "b.md": "## B\n"})
    course = open_course(root)
    section = course.section("a/a")
    assert course.modules[1].documents
    (root / "b.md").unlink()
    assert resolve(course, section, "b.md") == Missing("b.md", root / "b.md")


def test_only_the_document_named_is_read(tmp_path):
    root = plant(tmp_path, {f"{name}.md": f"## {name}\n" for name in "abcd"})
    course = open_course(root)
    section = course.section("a/a")
    with opened(root) as names:
        assert resolve(course, section, "c.md") == to("c", "c")
        assert resolve(course, section, "https://example.org") == External("https://example.org")
    assert names == ["c.md"]


@settings(max_examples=200, deadline=None)
@given(
    href=st.text(max_size=30)
    | st.lists(st.sampled_from(["..", "/", "\\", "#", "?", "%", "%2F", "a", ":", ".md", "\0", "course"])).map("".join)
)
def test_any_href_has_a_target(course, href):
    assert isinstance(resolve(course, course.section("module-1/start"), href), Passage | Missing | File | External)
