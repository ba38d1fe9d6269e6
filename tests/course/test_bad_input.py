"""What cannot be opened or read: one line with place and remedy, and the rest goes on."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course import files, listing
from orchestra_tui.course.course import open_course
from orchestra_tui.course.document import Document
from orchestra_tui.course.files import LARGEST
from tests.course.plant import opened, plant

POSIX = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names need POSIX")
GOOD = {"good/theory.md": "## Good\n\ntext\n"}


def said(call, *arguments) -> str:
    with pytest.raises(OrchestraError) as caught:
        call(*arguments)
    line = str(caught.value)
    assert "\n" not in line
    return line


REFUSED = {
    "missing": ({}, "no/such", "{root}/no/such: There is no such file or folder. Check the path."),
    "a file": (
        {"x/theory.md": ""},
        "x/theory.md",
        "{root}/x/theory.md: It is a file, not a folder. Give its folder: --course {root}/x",
    ),
    "empty": (
        {"x/": ""},
        "x",
        "{root}/x: There are no modules here. Give a folder with course/, with module folders or with .md files.",
    ),
    "no Markdown": (
        {"x/y/a.txt": "", "x/b.png": ""},
        "x",
        "{root}/x: There are no modules here. Give a folder with course/, with module folders or with .md files.",
    ),
    "nothing but a folder that is called like a text": (
        {"x/theory.md/": ""},
        "x",
        "{root}/x/theory.md: It is a folder, not a file. Rename the folder.",
    ),
    "not a path": ({}, "a\0b", "{root}/a\\x00b: It is not a path. Check the path."),
    "an escape sequence": ({}, "\x1b[31m[b]", "{root}/\\x1b[31m[b]: There is no such file or folder. Check the path."),
}


@pytest.mark.parametrize(("files", "name", "line"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_opened(tmp_path, files, name, line):
    root = plant(tmp_path, files)
    assert said(open_course, root / name) == line.format(root=root)


@POSIX
def test_a_link_that_leads_to_itself(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    assert said(open_course, tmp_path / "loop").startswith(f"{tmp_path}/loop: It cannot be read: ")


def test_a_folder_without_permission(tmp_path, monkeypatch):
    root = plant(tmp_path, GOOD | {"shut/theory.md": "text"})
    look = os.scandir

    def guarded(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(listing.os, "scandir", guarded)
    assert said(open_course, root / "shut") == f"{root}/shut: No permission to read it. Check its permissions."
    course = open_course(root)
    assert [module.id for module in course.modules] == ["good"]
    assert [str(fault) for fault in course.faults] == [f"{root}/shut: No permission to read it. Check its permissions."]


def test_a_huge_tree_is_no_course(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "MOST_FOLDERS", 20)
    root = plant(tmp_path, GOOD | {f"big/{number}/": "" for number in range(30)})
    course = open_course(root)
    assert [module.id for module in course.modules] == ["good"]
    assert [str(fault) for fault in course.faults] == [
        f"{root}/big: More than 20 folders are in it. Give the course's own folder."
    ]


@POSIX
def test_links_that_loop_and_repeat(tmp_path):
    root = plant(tmp_path, GOOD | {"good/practice/1.md": "text"})
    for path, target in {
        "again": "good",
        "up": ".",
        "good/deep": "..",
        "good/self": "self",
        "good/practice/loop.md": "loop.md",
    }.items():
        (root / path).symlink_to(target)
    (root / "good" / "gone.md").symlink_to("nowhere.md")
    (root / "good" / "linked.md").symlink_to("practice/1.md")
    course = open_course(root)
    assert [module.id for module in course.modules] == ["good"]
    names = [document.path.name for document in course.modules[0].documents]
    assert names == ["theory.md", "linked.md", "1.md"]
    assert [fault.place.file.name for fault in course.faults] == ["gone.md", "loop.md"]


UNREADABLE = {
    "too large": (
        {"bad/theory.md": b"a" * (LARGEST + 1)},
        "The file is too large: 9 MB of at most 8 MB. Split it into smaller files.",
    ),
    "a folder": ({"bad/theory.md/": ""}, "It is a folder, not a file. Rename the folder."),
}


@pytest.mark.parametrize(("files", "line"), UNREADABLE.values(), ids=UNREADABLE)
def test_one_bad_file_does_not_stop_the_others(tmp_path, files, line):
    root = plant(tmp_path, GOOD | files | {"bad/more.md": "## More\n"})
    course = open_course(root)
    assert [str(section.ref) for section in course.sections] == ["bad/more", "good/good"]
    assert [str(fault) for fault in course.faults] == [f"{root}/bad/theory.md: {line}"]


def test_a_file_of_fifty_megabytes_is_not_read(tmp_path):
    path = tmp_path / "big" / "theory.md"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with opened(tmp_path) as names:
        course = open_course(path.parent)
        line = f"{path}: The file is too large: 50 MB of at most 8 MB. Split it into smaller files."
        assert said(course.section, "big/theory") == line
        assert said(lambda: course.modules[0].documents[0].source) == line
        assert (course.modules[0].sections, names) == ((), [])
    assert [str(fault) for fault in course.faults] == [line]


def test_bytes_that_are_not_utf8(tmp_path):
    root = plant(tmp_path, {"a.md": "## Раз\r\n\r\nдва ".encode() + b"\xff\xfe" + "три\n".encode(), "b.md": "ok"})
    course = open_course(root)
    section = course.section("a/раз")
    assert section.source == "## Раз\r\n\r\nдва \ufffd\ufffdтри\n"
    assert [str(fault) for fault in course.faults] == [
        f"{root}/a.md:3:5: Byte 0xff is not UTF-8. Save the file as UTF-8."
    ]


def test_a_file_that_vanishes_or_is_shut(tmp_path, monkeypatch):
    root = plant(tmp_path, {"a.md": "a", "b.md": "b", "c.md": "## C\n"})
    course = open_course(root)
    (root / "a.md").unlink()

    def guarded(path, *arguments, **options):
        raise (
            PermissionError(13, "Permission denied") if path.name == "b.md" else open_file(path, *arguments, **options)
        )

    open_file = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *a, **o: guarded(path) if path.name == "b.md" else open_file(path, *a, **o)
    )
    assert said(course.section, "a/a") == f"{root}/a.md: There is no such file or folder. Check the path."
    assert said(course.section, "b/b") == f"{root}/b.md: No permission to read it. Check its permissions."
    assert course.section("c").title == "C"
    assert len(course.faults) == 2


def test_a_file_that_grows_while_it_is_read(tmp_path, monkeypatch):
    path = plant(tmp_path, {"a.md": "a" * 20}) / "a.md"
    document = Document(path, "m")
    monkeypatch.setattr(files, "LARGEST", 30)
    status = path.stat()
    path.write_text("a" * 40)
    monkeypatch.setattr(Path, "stat", lambda path, **options: status)
    assert (
        said(lambda: document.source)
        == f"{path}: The file is too large: 1 MB of at most 0 MB. Split it into smaller files."
    )


def test_what_became_a_folder(tmp_path):
    assert said(lambda: Document(tmp_path, "m").source) == f"{tmp_path}: It is a folder, not a file. Rename the folder."


def test_workers_and_screens_may_ask_at_the_same_time(tmp_path):
    text = "".join(f"## a\n\n[x] *y* {n}\n\n" for n in range(50)) + "[x]: y.md\n"
    course = open_course(plant(tmp_path, {f"m/{n}.md": text for n in range(6)}))
    start = Barrier(8)

    def ask(_number: int) -> list[str]:
        start.wait()
        return [f"{section.ref} {section.words}" for section in course.sections]

    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(ask, range(8))
    assert first == [f"m/a{'-' if n else ''}{n or ''} 4" for n in range(300)]
    assert all(other == first for other in others)


@POSIX
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.md")
    plant(tmp_path, {"b.md": "b"})
    course = open_course(tmp_path)
    assert [module.id for module in course.modules] == ["b"]
    line = f"{tmp_path}/a.md: It is not a regular file. Remove it or rename it."
    assert [str(fault) for fault in course.faults] == [line]
    assert said(lambda: Document(tmp_path / "a.md", "m").source) == line


@POSIX
def test_names_with_escapes_and_markup(tmp_path):
    root = plant(tmp_path, {"[b]x\x1b[31m/theory.md": "# \x1b[31m[red]\n\n## a\x1b[0m [/x]\n", "\udcff.md": "b"})
    course = open_course(root)
    assert sorted(module.id for module in course.modules) == ["[b]x\\x1b[31m", "\\udcff"]
    assert course.section("\\udcff/section").source == "b"
    section = course.modules[-1].sections[0] if course.modules[-1].id[0] == "[" else course.modules[0].sections[0]
    assert section.title == "a\x1b[0m [/x]", "shown escaped by whoever draws it"
    assert course.section("a0m-x") is section
    assert course.id.isprintable()


BAD_MANIFESTS = {
    "unknown key": "id: c\nname: x\n",
    "a key twice": "id: c\nid: d\n",
    "not a mapping": "- id\n",
    "another type": "id: 7\n",
    "a truth": "id: true\n",
    "broken": "id: [\n",
    "an escape sequence": "title: a\x1b[31m\n",
    "not UTF-8": b"id: \xff\n",
}


@pytest.mark.parametrize("text", BAD_MANIFESTS.values(), ids=BAD_MANIFESTS)
def test_a_bad_course_yaml_is_told_and_passed_over(tmp_path, text):
    root = plant(tmp_path / "book", {"course.yaml": text, "a.md": "## A\n"})
    course = open_course(root)
    (fault,) = course.faults
    assert str(fault).startswith(f"{root}/course.yaml")
    assert course.id.startswith("book-")
    assert course.section("a")
