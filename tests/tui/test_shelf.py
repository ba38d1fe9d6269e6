"""Walking a course: what follows what, what is listed, and how little is read for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import open_course
from orchestra_tui.tui.shelf import Shelf, minutes_left, whole_text
from tests.tui.stage import write_course

FILES = {
    "course/01-one/theory/01-a.md": "# A\n\nIntro.\n\n## A1\n\nText.\n\n## A2\n\nText.\n",
    "course/01-one/theory/02-b.md": "Only text.\n",
    "course/01-one/practice/p.md": "## P1\n\nText.\n\n## P2\n\nText.\n",
    "course/02-two/theory.md": "## T1\n\nText.\n",
    "course/03-three/theory.md": "## Z1\n\nText.\n\n## Z2\n\nText.\n",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(open_course(write_course(tmp_path, FILES)))


def names(shelf: Shelf, by: int, start: str) -> list[str]:
    section = shelf.course.section(start)
    found = [str(section.ref)]
    while other := shelf.step(section, by):
        section = other
        found.append(str(other.ref))
    return found


def test_forward_and_backward_are_the_same_way(shelf: Shelf) -> None:
    first = shelf.first()
    forward = names(shelf, 1, str(first.ref))
    assert len(forward) == 8
    assert names(shelf, -1, forward[-1]) == forward[::-1]


def test_stepping_reads_only_what_it_steps_into(shelf: Shelf) -> None:
    one, two, three = shelf.course.modules
    shelf.step(shelf.first(), 1)
    loaded = [document.loaded for module in (one, two, three) for document in module.documents]
    assert loaded.count(True) == 1


def test_a_broken_document_is_stepped_over(tmp_path: Path) -> None:
    write_course(tmp_path, FILES)
    (tmp_path / "course/02-two/theory.md").unlink()
    (tmp_path / "course/02-two/theory.md").mkdir()
    shelf = Shelf(open_course(tmp_path))
    refs = names(shelf, 1, str(shelf.first().ref))
    assert not any(ref.startswith("02-two/") for ref in refs)
    assert refs[-1].endswith("z2")
    assert names(shelf, -1, refs[-1]) == refs[::-1]


def test_the_list_opens_where_one_is_and_keeps_what_one_opened(shelf: Shelf) -> None:
    current = shelf.first()

    def titles() -> list[tuple[int, str]]:
        return [(entry.depth, entry.title) for entry in shelf.entries(current)]

    assert [depth for depth, _ in titles()] == [0, 1, 2, 2, 1, 1, 0, 0]
    assert "Z1" not in [title for _, title in titles()]
    assert titles()[0] == (0, "01 one"), "several files make it up: the name of the folder"
    assert titles()[1] == (1, "A")
    shelf.toggle("03-three/", opened=False)
    assert (1, "Z1") in titles()
    shelf.toggle("01-one/", opened=True)
    assert (2, "A1") not in titles()
    shelf.toggle("01-one/", opened=False)
    assert (2, "A1") in titles()
    shelf.toggle("01-one/+", opened=False)
    assert not [each for each in titles() if each[1] == "P1"], "not read yet: a folder of its own"
    key = next(entry.key for entry in shelf.entries(current) if entry.key.startswith("01-one/#p"))
    document = shelf.unread_document(key)
    assert document is not None
    assert document.sections[0].title == "P1"
    assert shelf.unread_document(key) is None


def test_one_module_is_no_folder(tmp_path: Path) -> None:
    shelf = Shelf(open_course(write_course(tmp_path, {"course/m/theory.md": "## A\n\n## B\n"})))
    assert [(entry.depth, entry.title) for entry in shelf.entries(shelf.first())] == [(0, "A"), (0, "B")]


def test_siblings_are_the_theory_or_the_other_file(shelf: Shelf) -> None:
    first = shelf.first()
    assert [each.title for each in shelf.siblings(first)][:2] == ["A1", "A2"]
    other = next(each for each in shelf.course.sections if each.title == "P1")
    assert [each.title for each in shelf.siblings(other)] == ["P1", "P2"]
    assert minutes_left(shelf.siblings(first), {str(first.ref)}) == sum(
        each.minutes for each in shelf.siblings(first)[1:]
    )


def test_the_first_section_shows_the_introduction(shelf: Shelf) -> None:
    first = shelf.first()
    following = shelf.step(first, 1)
    assert following is not None
    assert len(whole_text(first)) == len(first.blocks) + 2
    assert whole_text(following) == following.blocks


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "course/m/theory.md").mkdir(parents=True)
    (tmp_path / "course/m/x.md").write_text("x", "utf-8")
    (tmp_path / "course/m/x.md").unlink()
    with pytest.raises(OrchestraError):
        Shelf(open_course(tmp_path)).first()
