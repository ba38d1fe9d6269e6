"""A small course with scenarios, for the tests of what is built around the fleet."""

from __future__ import annotations

from pathlib import Path

from orchestra_tui.course.course import Course, open_course

THEORY = """\
# Module

<!-- section: one -->
## Section one

Text.

<!-- section: two -->
## Section two

### Deeper

Text.
"""
SCENARIO = """\
version: 1
title: {title}
section: {section}
watch: "look"
question: {{text: "how long?", metric: makespan, form: duration}}
goal:
  - {{metric: merged, at_least: 2}}
  - {{metric: makespan, at_most: 1m}}
start: "2026-11-02T22:00"
zone: Europe/Belgrade
runbook:
  goal: two parts
  tasks:
    - {{id: api, role: developer, touches: [api/]}}
    - {{id: ui, role: developer, after: [api], touches: [ui/]}}
pool:
  - {{owner: alice, cli: claude}}
profiles:
  dev: {{roles: [developer], model: sonnet, max_turns: 10, count: 2, fallbacks: [opus]}}
  rev: {{roles: [reviewer], model: opus, max_turns: 5}}
world:
  tasks:
    api: {{difficulty: -3}}
    ui: {{difficulty: -3}}
"""


def scenario(title: str = "Small", section: str = "one") -> str:
    """A scenario of two tasks that any agent can do."""
    return SCENARIO.format(title=title, section=section)


def course_files() -> dict[str, str]:
    """A course with three scenarios."""
    folder = "content/m/scenarios"
    return {
        "course/course.yaml": "id: fleets\ntitle: Fleets\nlanguage: en\n",
        "course/m/theory.md": THEORY,
        f"{folder}/zero.yaml": scenario("Zero", "two"),
        f"{folder}/small.yaml": scenario(),
        f"{folder}/also.yaml": scenario("Also", "two"),
    }


def build(root: Path, files: dict[str, str] | None = None) -> Path:
    """Writes the course below `root`."""
    for name, text in (files or course_files()).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def course(root: Path, **changed: str) -> Course:
    """The course, opened; `changed` are texts of its scenarios by name (`_` for a dot)."""
    texts = {f"content/m/scenarios/{name.replace('_', '.')}.yaml": text for name, text in changed.items()}
    return open_course(build(root, {**course_files(), **texts}))
