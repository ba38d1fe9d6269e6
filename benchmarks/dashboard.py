"""The dashboard of a fleet, against a bare app that writes a whole screen: playing, stepping, jumping."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import rows
from benchmarks.measure import HOME, Actions, Comparison, Program
from benchmarks.rows import Cast, Row

FEW, MANY = 16, 200
"""Agents of the fleet that is played, and of the one that is stepped through."""
TASKS = {FEW: 400, MANY: 2_000}
"""With so many tasks the log of the larger one has about 200,000 events."""
PLAYED_S = 8.0
F4 = "\x1bOS"
STEPS = ("e", "e", "E", "e", "E", "E", "e", "e")
JUMPS = tuple(f"\x1b[<0;{x};3M\x1b[<0;{x};3m" for x in (60, 110, 20, 90, 5, 75, 40, 100))
"""Clicks on the track, which is the third line."""
TEXT = "# A fleet\n\n<!-- section: fleet -->\n## A fleet to watch\n\nAgents are at work here.\n"
OPENING = r"Agents\s+are\s+at\s+work"


def scenario(agents: int) -> str:
    """A scenario of independent tasks, with a reviewer for every seven developers."""
    reviewers = max(1, agents // 8)
    return json.dumps(
        {
            "version": 1,
            "title": f"A fleet of {agents}",
            "section": "fleet",
            "watch": "Everybody is busy.",
            "question": {"text": "How many?", "metric": "merged"},
            "goal": [{"metric": "merged", "at_least": 1}],
            "start": "2026-11-02T10:00",
            "runbook": {
                "tasks": [
                    {"id": f"task-{n}", "role": "developer", "touches": [f"src/{n}/"]} for n in range(TASKS[agents])
                ]
            },
            "pool": [{"owner": "team", "cli": "claude"}],
            "profiles": {
                "dev": {"roles": ["developer"], "model": "sonnet", "max_turns": 10, "count": agents - reviewers},
                "rev": {"roles": ["reviewer"], "model": "opus", "max_turns": 5, "count": reviewers},
            },
        }
    )


def course(folder: Path, agents: int) -> Path:
    """A course of one section and one scenario."""
    files = {
        "course/fleet/theory.md": TEXT,
        f"content/fleet/scenarios/fleet-{agents}.yaml": scenario(agents),
    }
    for name, text in files.items():
        path = folder / f"fleet-{agents}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / f"fleet-{agents}"


def ours(cast: Cast, agents: int, *, plays: bool) -> Program:
    """The tutorial with a fleet on its dashboard."""
    folder = course(cast.document.home.parent, agents)
    argv = (
        str(cast.programs / "orchestra-tutorial"), "--home", HOME, "--lang", "en", "--course", str(folder)
    )  # fmt: skip
    way = (("\x1b", OPENING), (F4, f"A fleet of {agents}"), ("\r", r"How many\?"), ("\x1b", r"dev-1\b.*"))
    return Program(
        "the dashboard", argv, OPENING, way=(*way, (" ", "▶")) if plays else way, restless=plays, quit_keys=("q",)
    )


def peer(cast: Cast, *, plays: bool) -> Program:
    """The bare app."""
    way = (("p", r"screen 0000"),) if plays else ()
    argv = (str(cast.programs / "python"), str(Path(__file__).parent / "peers" / "screenful.py"))
    return Program("a Static over the whole screen", argv, r"screen \d+", way=way, restless=plays)


def dashboard(cast: Cast) -> list[Row]:
    """The rows of the dashboard."""
    play = Comparison(peer(cast, plays=True), ours(cast, FEW, plays=True), Actions(idle_s=PLAYED_S))
    step = Comparison(peer(cast, plays=False), ours(cast, MANY, plays=False), Actions(STEPS))
    jump = Comparison(peer(cast, plays=False), ours(cast, MANY, plays=False), Actions(JUMPS))
    return [
        Row("CPU of 16 agents playing, against a Static written as often", play, rows.idle_cpu, "%", 3),
        Row("a step among 200 agents, against a repaint of a Static", step, rows.press, "ms", 3, rows.press_cpu),
        Row("a jump anywhere in their log of 200,000 events", jump, rows.press, "ms", 8, rows.press_cpu),
    ]
