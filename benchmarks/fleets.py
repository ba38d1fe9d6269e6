"""The fleets that the dashboard is measured with: one of 16 agents, and the log of one of 200."""

from __future__ import annotations

import json
from pathlib import Path

SECTION = "# A fleet\n\n<!-- section: fleet -->\n## A fleet to watch\n\nAgents at work.\n"
NAME = "sixteen"
EVENTS = 200_000


def scenario(agents: int, tasks: int, title: str) -> str:
    """A scenario of independent tasks, a reviewer for every seven developers."""
    reviewers = max(1, agents // 8)
    return json.dumps(
        {
            "version": 1,
            "title": title,
            "section": "fleet",
            "watch": "Everybody is busy.",
            "question": {"text": "How many?", "metric": "merged"},
            "goal": [{"metric": "merged", "at_least": 1}],
            "start": "2026-11-02T10:00",
            "runbook": {
                "tasks": [{"id": f"task-{n}", "role": "developer", "touches": [f"src/{n}/"]} for n in range(tasks)]
            },
            "pool": [{"owner": "team", "cli": "claude"}],
            "profiles": {
                "dev": {"roles": ["developer"], "model": "sonnet", "max_turns": 10, "count": agents - reviewers},
                "rev": {"roles": ["reviewer"], "model": "opus", "max_turns": 5, "count": reviewers},
            },
        }
    )


def course(folder: Path) -> Path:
    """A course of one section with one scenario of 16 agents."""
    files = {
        "course/fleet/theory.md": SECTION,
        f"content/fleet/scenarios/{NAME}.yaml": scenario(16, 400, "Sixteen agents"),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
