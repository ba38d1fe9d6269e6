"""How the tests of the command line call it, and a small course to call it on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestra_tui.__main__ import main


class Done(NamedTuple):
    """What a call did."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command line in this process, in English; stdout and stderr are no terminals."""

    def run(*words: str | Path, lang: str = "en") -> Done:
        code = main([f"--lang={lang}", *map(str, words)])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A course of two modules; the section `end` is in both of them."""
    folder = tmp_path / "small"
    first, second = folder / "course" / "1-first", folder / "course" / "2-second"
    first.mkdir(parents=True)
    second.mkdir()
    first.joinpath("theory.md").write_text(
        "# First module\n\nBefore all sections.\n\n"
        "<!-- section: begin -->\n## How it begins\n\nA *soft* start with **strong** words.\n\n"
        "## The end {#x}\n\n<!-- hidden -->\nMerge conflicts end here.\n",
        encoding="utf-8",
    )
    second.joinpath("theory.md").write_text(
        "# Second module\n\n<!-- section: begin -->\n## Again\n\nNo conflict, one [link](https://example.org/a).\n",
        encoding="utf-8",
    )
    return folder
