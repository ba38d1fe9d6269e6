"""Which passage explains a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import open_course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tutor.rulebook import rulebook
from tests.tutor.fleets import build, course_files

RULES = "version: 1\nrules:\n  dispatch.ready: one\n  swap.critic: two#deeper\n"


def made(tmp_path: Path, text: str):
    return rulebook(open_course(build(tmp_path, {**course_files(), "content/m/rules.yaml": text})))


def test_a_rule_leads_to_its_passage(tmp_path: Path) -> None:
    book = made(tmp_path, RULES)
    assert book.section("dispatch.ready") == (SectionRef("m", "one"), "")
    assert book.section("swap.critic") == book.section("swap.critic.fence") == (SectionRef("m", "two"), "deeper")
    assert book.section("merge.done") is None


def test_a_file_is_read_when_the_first_rule_is_asked_for(tmp_path: Path) -> None:
    book = made(tmp_path, "version: 2\nrules: {}\n")
    with pytest.raises(OrchestraError, match=r"rules\.yaml:1:10"):
        book.section("dispatch.ready")


def test_a_course_may_explain_nothing(tmp_path: Path) -> None:
    assert rulebook(open_course(build(tmp_path))).section("dispatch.ready") is None
