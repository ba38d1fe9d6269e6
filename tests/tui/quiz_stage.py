"""A small course with questions of every type and the app on it, for tests that answer them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from textual.events import Paste
from textual.pilot import Pilot

from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.answers import ANSWER, Answered, answers
from orchestra_tui.journal.row import Row
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.screens.check.sitting import SittingScreen
from orchestra_tui.tui.wishes import Begin
from tests.quiz.samples import SHEET
from tests.tui.stage import make_app, settled

THEORY = """# The module

<!-- section: isolation -->
## Isolation

A worktree is a folder of its own.

### What is shared

Ports are shared. {long}

### How to clean up

Remove the folder, then the branch.

<!-- section: roles -->
## Roles

An architect plans, a developer writes.

<!-- section: last -->
## The last word

No questions about this.
""".replace("{long}", " ".join(f"word{number}" for number in range(300)))

ROLES = """
version: 1
section: roles
questions:
  - id: roles.first
    type: single
    objective: m.roles
    kind: recall
    prompt: Who `plans`?
    anchor: what-is-shared
    hints: [Not the developer., It begins with an a.]
    explain: The **architect** plans.
    choices:
      - {id: architect, text: The architect, correct: true, why: So it is.}
      - {id: developer, text: The developer, why: He writes.}
      - {id: tester, text: The tester, why: She tests.}
  - id: roles.second
    type: truefalse
    objective: m.roles
    kind: why
    prompt: "A developer writes."
    exhibit: |
      ```bash
      echo code
      ```
    explain: Yes.
    correct: true
    why_true: It is the job.
    why_false: It is the job, really.
  - id: roles.third
    type: short
    objective: m.writing
    kind: apply
    prompt: "Who writes?"
    explain: The developer.
    accept: [developer]
    reject: [{text: architect, why: He plans.}]
  - id: roles.fourth
    type: command
    objective: m.writing
    kind: diagnose
    prompt: "List the worktrees."
    explain: One line.
    accept: ["git worktree list"]
"""

MODULE = """
version: 1
title: The module
objectives:
  - {id: m.roles, section: roles, text: Tell the roles apart.}
  - {id: m.writing, section: roles, text: Say who writes.}
"""

FILES = {
    "course/module/theory.md": THEORY,
    "content/module/module.yaml": MODULE,
    "content/module/quiz/isolation.yaml": SHEET,
    "content/module/quiz/roles.yaml": ROLES,
}
ISOLATION, ROLES_REF = SectionRef("module", "isolation"), SectionRef("module", "roles")
RIGHT_KEYS = {
    "roles.first": "architect",
    "roles.second": True,
    "roles.third": "developer",
    "roles.fourth": "git worktree list",
}


@asynccontextmanager
async def learning(
    tmp_path: Path, size: tuple[int, int] = (80, 24), **made: Any
) -> AsyncIterator[tuple[Pilot[int], OrchestraApp]]:
    """The app on the course, with the text open and the tour put away; closed as a learner would."""
    app = make_app(tmp_path, files=FILES, **made)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        yield pilot, app
    app.put_away()


async def begin(
    pilot: Pilot[Any], *only: str, mode: str = "practice", ref: SectionRef = ROLES_REF, size: int | None = None
) -> SittingScreen:
    """A sitting over a section, or only these of its questions, on the screen."""
    app = cast("OrchestraApp", pilot.app)
    app.begin(Begin(mode, (ref,), frozenset(only) or None, size))
    await settled(pilot)
    await settled(pilot)
    assert isinstance(app.screen, SittingScreen), app.screen
    return app.screen


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settled(pilot)


async def type_in(pilot: Pilot[Any], text: str) -> None:
    """Type a text, key by key if it is short; a longer one is pasted, which is quicker."""
    if len(text) <= SHORT:
        await pilot.press(*(_NAMES.get(char, char) for char in text))
    else:
        pilot.app.post_message(Paste(text))
        await pilot.pause()


SHORT = 4
_NAMES = {" ": "space", ",": "comma", "/": "slash", ".": "full_stop", "-": "minus", "$": "dollar_sign"}


def rows(app: OrchestraApp, kind: str = ANSWER) -> list[Row]:
    """What the journal knows of a kind by now."""
    app.desk.settle()
    return app.desk.with_journal(lambda journal: list(journal.rows(kind, app.course.id))).result()


def answered(app: OrchestraApp) -> tuple[Answered, ...]:
    """The answers that are in the journal by now."""
    return answers(rows(app))


def line_of(lines: Iterable[Any], text: str) -> int:
    """The number of the first line with these words."""
    return next(number for number, line in enumerate(lines) if text in line.text)


async def click_line(pilot: Pilot[Any], block: Any, text: str, column: int = 6) -> None:
    """Click the line of a block that has these words."""
    at = line_of(block.lines, text)
    await pilot.click(block, offset=(column, at))
    await pilot.pause()
