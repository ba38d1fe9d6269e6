"""What the code in the text does: the loop is run with stand-ins for the agent, the YAML is read as data."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from . import theory

AGENT = """#!/bin/sh
printf '%s\\n' "$2" >> prompts.txt
printf '%s\\n' "$@" > arguments.txt
"""
CHECK = """#!/bin/sh
printf '%s\\n' "$1 $2" >> checks.txt
if [ "$1" = test ]; then echo x >> passes.txt; [ "$(wc -l < passes.txt)" -ge GREEN ]; fi
"""


def yaml_after(section: str, lead: str) -> Any:
    return yaml.safe_load(theory.fence(theory.sections()[section].after(lead)))


@pytest.fixture
def loop(tmp_path: Path) -> str:
    (tmp_path / "PROMPT.md").write_text("Добавь GET /health\n", encoding="utf-8")
    code = [text for text in theory.fences("bash") if "claude -p" in text]
    assert len(code) == 1
    return code[0]


def run_loop(folder: Path, code: str, green: int) -> subprocess.CompletedProcess[str]:
    """Run the loop of the text with an agent that records its prompt and tests that pass on attempt `green`."""
    tools = folder / "bin"
    tools.mkdir()
    for name, text in {"claude": AGENT, "npm": CHECK.replace("GREEN", str(green))}.items():
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", code], cwd=folder, env={"PATH": path}, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_loop_stops_when_all_checks_pass(tmp_path: Path, loop: str) -> None:
    outcome = run_loop(tmp_path, loop, green=3)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "готово, попытка 3\n", "")
    assert (tmp_path / "prompts.txt").read_text(encoding="utf-8") == "Добавь GET /health\n" * 3
    assert (tmp_path / "checks.txt").read_text(encoding="utf-8").split("\n")[-3:-1] == ["test ", "run lint"]


def test_the_loop_gives_up_at_its_limit_and_calls_a_human(tmp_path: Path, loop: str) -> None:
    outcome = run_loop(tmp_path, loop, green=1000)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (1, "", "лимит исчерпан, нужен человек\n")
    assert (tmp_path / "prompts.txt").read_text(encoding="utf-8").count("\n") == 20


def test_the_loop_gives_the_agent_the_rights_it_needs_and_no_more(tmp_path: Path, loop: str) -> None:
    run_loop(tmp_path, loop, green=1)
    assert (tmp_path / "arguments.txt").read_text(encoding="utf-8").split("\n")[:-1] == [
        *("-p", "Добавь GET /health", "--max-turns", "30", "--permission-mode", "acceptEdits"),
        *("--allowedTools", "Bash(npm test *)", "Bash(git add *)", "Bash(git commit *)"),
    ]


def test_profiles_are_the_fleets_own() -> None:
    sonnet = {"model": "sonnet"}
    assert yaml_after("roles", "Профили Fleet") == {
        "claude-developer": sonnet
        | {"roles": ["developer", "reviewer", "tester"], "max_turns": 100, "priority": "normal"},
        "claude-architect": sonnet
        | {"roles": ["planner", "reviewer", "evaluator"], "max_turns": 50, "priority": "high"},
        "codex-developer": {"roles": ["developer", "tester"], "model": "codex-mini", "priority": "low"},
    }


def test_the_pool_shows_every_cli_a_night_shift_and_a_budget() -> None:
    pool = yaml_after("roles", "Учебный набросок:")["pool"]
    assert {member["cli"] for member in pool} == {"claude", "codex", "gemini", "ollama", "amp", "kilo"}
    assert {"alice", "bob", "carol"} <= {member["owner"] for member in pool}
    windows = {member["owner"]: member["availability_window"] for member in pool if "availability_window" in member}
    assert windows == {"bob": "00:00-08:00"}
    assert [member["cli"] for member in pool if member.get("daily_budget") == 10] == ["amp"]


def test_the_runbook_can_be_worked_off() -> None:
    runbook = yaml_after("runbook", "Вот runbook реальной фичи:")
    tasks = {task["id"]: task for task in runbook["tasks"]}
    assert len(tasks) == len(runbook["tasks"]) == 4
    order = runbook["merge"]["order"]
    assert sorted(order) == sorted(tasks)
    for task in tasks.values():
        assert task["role"] in {"architect", "developer", "qa"}
        assert task["accept"]
        assert all(order.index(earlier) < order.index(task["id"]) for earlier in task.get("after", []))
    assert tasks["api"]["after"] == tasks["ui"]["after"] == ["contract"]
    assert not set(tasks["api"]["touches"]) & set(tasks["ui"]["touches"])
    assert runbook["bible"]
    assert runbook["merge"]["check"] == "make test"
    assert runbook["merge"]["on_conflict"] == "rerun"
    assert runbook["limits"] == {"attempts": 5, "budget_usd": 15, "then": "human"}
    assert 5 <= theory.sections()["runbook"].after("Вот runbook").count("\n") - 1 <= 10
