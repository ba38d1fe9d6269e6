from __future__ import annotations

import gc
import io
import sys

import pytest

from orchestra_tui import __main__ as program
from orchestra_tui.cli import output
from orchestra_tui.cli.search import _shown
from orchestra_tui.cli.style import render, styled
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.course.model import Mark, SectionRef
from orchestra_tui.course.search import Hit


def line(*runs: Run) -> Line:
    return Line(runs, 0, 0, 1)


LINES = {
    "plain": ([Run("a"), Run("b", Role.CODE)], "ab"),
    "a heading": ([Run("Title", Role.HEADING2)], "\x1b[1mTitle\x1b[0m"),
    "strong and emphasized": ([Run("a", mark=Mark.STRONG | Mark.EMPHASIS)], "\x1b[1;3ma\x1b[0m"),
    "a link": ([Run("see "), Run("there", mark=Mark.LINK, href="x")], "see \x1b[4mthere\x1b[0m"),
    "neighbours of one look": ([Run("a", mark=Mark.STRONG), Run("b", mark=Mark.STRONG)], "\x1b[1mab\x1b[0m"),
    "space": ([Run("  ", Role.HEADING1), Run("x", Role.HEADING1)], "  \x1b[1mx\x1b[0m"),
    "nothing": ([], ""),
}


@pytest.mark.parametrize(("runs", "shown"), LINES.values(), ids=LINES.keys())
def test_a_line_on_a_terminal(runs: list[Run], shown: str) -> None:
    assert list(render([line(*runs)], style=True)) == [shown + "\n"]
    assert list(render([line(*runs)], style=False)) == ["".join(run.text for run in runs) + "\n"]


def test_text_without_a_look_stays_as_it_is() -> None:
    assert (styled("a"), styled("", "1")) == ("a", "")


def test_a_hit_with_its_words_set_off() -> None:
    hit = Hit(SectionRef("m", "s"), 1, "one two one", ((0, 3), (8, 11)))
    assert _shown(hit, style=True) == "\x1b[1mone\x1b[0m two \x1b[1mone\x1b[0m"
    assert _shown(hit, style=False) == "one two one"


@pytest.mark.parametrize(
    ("environment", "styled"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
def test_who_gets_styled_text(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], styled: bool) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.has_style() is styled


class Broken(io.StringIO):
    """A stream that takes nothing."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def test_diagnostics_that_nobody_takes_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Broken(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        output.complain("odd")


def test_a_closed_stream_is_no_terminal() -> None:
    closed = io.StringIO()
    closed.close()
    assert not output.is_terminal(closed)
    assert not output.is_terminal(None)


def test_a_process_ends_with_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    threshold = gc.get_threshold()
    monkeypatch.setattr(program, "main", lambda: 7)
    try:
        with pytest.raises(SystemExit) as ended:
            program.start()
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
    assert ended.value.code == 7
