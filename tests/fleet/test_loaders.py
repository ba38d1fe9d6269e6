"""Runbook, pool, profiles and scenarios from YAML: what is understood, and how what is wrong is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.yaml import parse
from orchestra_tui.fleet import calendar
from orchestra_tui.fleet.assemble import Part, Parts, plan_of, policy_at
from orchestra_tui.fleet.catalogue import catalogue
from orchestra_tui.fleet.model import Interval, Role
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.possible import impossible
from orchestra_tui.fleet.simulation.scenario import find, load
from orchestra_tui.fleet.units import HOUR, MINUTE
from tests.fleet.fleets import SCENARIOS, write

GOOD = """
version: 1
title: Проба
section: roles
watch: смотри
question: {text: сколько?, metric: merged}
start: "2026-11-02T22:00"
zone: Europe/Belgrade
runbook:
  tasks:
    - {id: api, role: developer, touches: [api/]}
    - {id: ui, role: developer, after: [api]}
pool:
  - {owner: alice, cli: claude, daily_budget: 10}
  - {owner: bob, cli: codex, availability_window: "00:00-08:00", zone: Europe/Belgrade, quota: {per: 5h, tokens: 2M}}
profiles:
  dev: {roles: [developer], model: sonnet, max_turns: 10, count: 2, fallbacks: [codex]}
  rev: {roles: [reviewer], model: opus, max_turns: 5}
policy: {progress: 20m, limits: {critic_after: 2}}
"""

THEORY_RUNBOOK = """
goal: экспорт отчётов в CSV
bible: docs/bible.md
tasks:
  - {id: contract, role: architect, accept: "openapi.yaml проходит lint"}
  - {id: api, role: developer, after: [contract], touches: [api/], accept: "тесты api зелёные"}
  - {id: ui, role: developer, after: [contract], touches: [web/], accept: "тест скачивания зелёный"}
  - {id: e2e, role: qa, after: [api, ui], accept: "сценарий e2e зелёный"}
merge: {order: [contract, api, ui, e2e], check: "make test", on_conflict: rerun}
limits: {attempts: 5, budget_usd: 15, then: human}
"""
THEORY_PROFILES = """
claude-developer:
  roles: [developer, reviewer, tester]
  model: sonnet
  max_turns: 100
  priority: normal
claude-architect:
  roles: [architect, planner, reviewer, evaluator]
  model: sonnet
  max_turns: 50
  priority: high
codex-developer:
  roles: [developer, tester]
  model: codex-mini # сейчас модель уже недоступна
  priority: low
  max_turns: 30
"""
THEORY_POOL = """
zone: Europe/Belgrade
accounts:
  - {owner: alice, cli: claude}
  - {owner: bob, cli: codex, availability_window: "00:00-08:00"} # ночная смена
  - {owner: carol, cli: gemini}
  - {owner: team, cli: amp, daily_budget: 10} # долларов в день
  - {owner: team, cli: kilo}
  - {owner: team, cli: opencode}
  - {owner: team, cli: ollama} # локальная модель, последний резерв
"""
START = datetime(2026, 11, 2, 21, tzinfo=UTC)


def part(text: str, name: str) -> Part:
    return Part(parse(text, name), ())


def made(text: str) -> Plan:
    return load(text, Path("scenario.yaml")).plan


def test_what_the_course_shows_is_understood() -> None:
    parts = Parts(part(THEORY_RUNBOOK, "r"), part(THEORY_POOL, "p"), part(THEORY_PROFILES, "f"))
    plan = plan_of(parts, START)
    assert [task.id for task in plan.tasks] == ["contract", "api", "ui", "e2e"]
    assert plan.policy.limits.attempts == 5
    assert plan.policy.budget.fleet == 15_000_000
    assert plan.bible == "docs/bible.md"
    assert [a.id for a in plan.accounts][:4] == ["alice-claude", "bob-codex", "carol-gemini", "team-amp"]
    assert plan.account["team-amp"].daily_budget == 10_000_000
    assert plan.profile["codex-developer"].roles == (Role.DEVELOPER, Role.QA)
    assert plan.account["bob-codex"].windows[0] == Interval(start=2 * HOUR, end=10 * HOUR)
    assert impossible(plan) == ()


def test_units_windows_and_prices_are_resolved() -> None:
    plan = made(GOOD)
    assert plan.policy.health.progress_ms == 20 * MINUTE
    assert plan.policy.limits.critic_after == 2
    bob = plan.account["bob-codex"]
    assert bob.windows[:2] == (Interval(start=2 * HOUR, end=10 * HOUR), Interval(start=26 * HOUR, end=34 * HOUR))
    assert bob.quota.tokens == 2_000_000
    assert plan.account["alice-claude"].daily_budget == 10_000_000
    assert plan.model["claude-sonnet-5.5"].price.version == "claude-sonnet-5.5@2026-10-07"
    assert plan.profile["dev"].slots == ("dev-1", "dev-2")


def test_prices_have_dates() -> None:
    known = catalogue()
    before, after = (known.find("sonnet", "claude", day) for day in ("2026-10-06", "2026-10-07"))
    assert (before.price.cached, after.price.cached) == (200_000, 100_000)
    assert known.find("sonnet", "kilo", "2026-11-01").id == "kilo/claude-sonnet-5.5"
    assert known.find("qwen3-coder", "ollama", "2026-11-01").price.out == 0


@pytest.mark.parametrize(
    ("hours", "zone", "started", "expected"),
    [
        ("00:00-08:00", "UTC", "2026-11-02T00:00", [(0, 8), (24, 32)]),
        ("22:00-06:00", "UTC", "2026-11-02T00:00", [(0, 6), (22, 30)]),
        ("00:00-24:00", "UTC", "2026-11-02T12:00", [(0, 48)]),
        ("08:00-16:00", "Asia/Tokyo", "2026-11-02T00:00", [(0, 7), (23, 31)]),
        ("00:00-08:00", "Europe/Belgrade", "2026-03-28T23:00", [(0, 7), (23, 31)]),
        ("00:00-08:00", "Europe/Belgrade", "2026-10-24T22:00", [(0, 9), (25, 33)]),
    ],
)
def test_windows(hours: str, zone: str, started: str, expected: list[tuple[int, int]]) -> None:
    """Half-open, over midnight, in their own zone; a night of seven or nine hours when the clocks change."""
    moment = calendar.moment(started, ZoneInfo("UTC"))
    found = calendar.windows(moment, calendar.zone(zone), (calendar.hours(hours),), 48 * HOUR)
    assert [(w.start // HOUR, w.end // HOUR) for w in found][: len(expected)] == expected


def test_midnights_begin_at_or_before_the_start() -> None:
    found = calendar.midnights(START, ZoneInfo("Europe/Belgrade"), 48 * HOUR)
    assert found[0] == -22 * HOUR
    assert found[1] == 2 * HOUR


BAD = [
    ("title: Проба", "titel: Проба", 'scenario.yaml:3:1: Unknown key "titel". Did you mean "title"?'),
    ("role: developer, after: [api]", "role: devops, after: [api]", 'No profile plays the role "devops"'),
    ("role: developer, after: [api]", "role: wizard, after: [api]", 'Unknown role "wizard"'),
    ("after: [api]", "after: [ap]", 'scenario.yaml:12:41: No task is called "ap". Did you mean "api"?'),
    ("touches: [api/]", "after: [ui]", "These tasks wait for each other"),
    ("id: ui", "id: api", 'The task "api" is here already, first in line 11'),
    ("cli: codex", "cli: kodex", 'Unknown CLI "kodex". Did you mean "codex"?'),
    ("daily_budget: 10", "daily_budget: -10", "scenario.yaml:14:47: A budget cannot be less than nothing: -10"),
    (', zone: Europe/Belgrade, quota', ", quota", "A window needs a time zone. Write zone: Europe/Belgrade beside it."),
    ("zone: Europe/Belgrade, quota", "zone: Europe/Beograd, quota", "is no time zone"),
    ('"00:00-08:00"', '"8-16"', 'is no window: write 00:00-08:00'),
    ('"00:00-08:00"', '"00:00-08:61"', 'is no window: write 00:00-08:00'),
    ("model: sonnet", "model: sonet", 'Unknown model "sonet". Did you mean "sonnet"?'),
    ("progress: 20m", "progress: 20", '"20" is no duration: write 90s, 15m or 1h30m'),
    ("progress: 20m", "progres: 20m", 'Unknown key "progres"'),
    ("critic_after: 2", "critic_after: 0", "scenario.yaml:19:48: Expected a whole number ≥ 1"),
    ("count: 2", "count: 0", "scenario.yaml:17"),
    ("count: 2", "count: 999999", "scenario.yaml:17"),
    ("roles: [reviewer]", "roles: [developer]", "is to be reviewed, but no profile plays the role reviewer"),
    ("per: 5h, tokens: 2M", "per: 5h", "This quota limits nothing"),
    ("per: 5h, tokens: 2M", "tokens: 2M", 'The key "per" is missing'),
    ("metric: merged", "metric: merges", 'Unknown value "merges". Did you mean "merged"?'),
    ('start: "2026-11-02T22:00"', 'start: "soon"', '"soon" is no moment'),
    ("id: ui", 'id: "u/i"', "scenario.yaml:12"),
    ("section: roles", "section: [roles]", "scenario.yaml:4"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), BAD, ids=[new for _old, new, _told in BAD])
def test_bad_input_is_told_with_its_place(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(OrchestraError) as caught:
        made(GOOD.replace(old, new, 1))
    text = str(caught.value)
    assert told in text
    assert "\n" not in text
    assert text.startswith("scenario.yaml:")


def test_hostile_files_are_refused_at_once(tmp_path: Path) -> None:
    deep = "runbook: " + "[" * 5_000
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join(f'*{a}' for _n in range(10))}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for text in (deep, bomb, "- 1", "1", "version: 1", "", "\x1b[31m: 1"):
        with pytest.raises(OrchestraError):
            load(text, tmp_path / "x.yaml")


def test_a_long_chain_of_tasks_is_no_trouble() -> None:
    tasks = "\n".join(f"    - {{id: t{n}, role: developer, after: [t{n + 1}]}}" for n in range(3_000))
    text = GOOD[: GOOD.index("    - {id: api")] + tasks + "\n    - {id: t3000, role: developer}\n"
    assert len(made(text + GOOD[GOOD.index("pool:") :]).tasks) == 3_001


def test_sections_may_stand_in_files_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "book.yaml", THEORY_RUNBOOK)
    write(tmp_path, "people.yaml", "profiles:\n" + "".join(f"  {line}\n" for line in THEORY_PROFILES.splitlines()))
    head = GOOD[: GOOD.index("runbook:")]
    pool = "[{owner: team, cli: claude}, {owner: x, cli: codex}]"
    text = f"{head}runbook: book.yaml\npool: {pool}\nprofiles: people.yaml\n"
    plan = load(text, tmp_path / "scenario.yaml").plan
    assert len(plan.tasks) == 4
    write(tmp_path, "book.yaml", THEORY_RUNBOOK.replace("role: qa", "role: kva"))
    with pytest.raises(OrchestraError, match=r"book\.yaml:8:\d+: Unknown role"):
        load(text, tmp_path / "scenario.yaml")


def test_settings_replace_values() -> None:
    settings = ("profiles.dev.count=5", "runbook.tasks.ui.budget=$2", "world.tasks.api.difficulty=2", "seed=9")
    one = load(GOOD, Path("scenario.yaml"), settings)
    assert one.plan.profile["dev"].count == 5
    assert one.plan.task["ui"].budget == 2_000_000
    assert one.params.tasks["api"].difficulty == 2
    assert one.head.seed == 9
    for bad in ("count", "=3", "profiles.dev.count.x=1", "runbook.tasks.none.role=qa", "world.tasks.none.size=3"):
        with pytest.raises(OrchestraError):
            load(GOOD, Path("scenario.yaml"), (bad,))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("daily_budget: 10", "daily_budget: 0.10", "one turn of claude-sonnet-5.5 may cost"),
        ("cli: claude, daily", "cli: kilo, daily", 'no account of the pool gives access to "claude-sonnet-5.5"'),
        ("touches: [api/]", "budget: 0.01", "the budget of the task is $0.01"),
    ],
)
def test_an_impossible_runbook_is_explained(old: str, new: str, why: str) -> None:
    text = GOOD.replace(old, new, 1).replace("fallbacks: [codex]", "fallbacks: []")
    found = impossible(made(text))
    assert found[0].task == "api"
    assert why in found[0].why
    assert found[1].task == "ui"


def test_what_comes_after_the_impossible_is_impossible() -> None:
    found = impossible(made(GOOD.replace("touches: [api/]", "budget: 0.01", 1)))
    assert dict(found)["ui"] == 'it comes after "api", which can never be done'


def test_policy_by_group_and_by_name_are_the_same() -> None:
    by_name = policy_at(part("{progress: 20m, critic_after: 2, restarts: 3}", "p"))
    by_group = policy_at(part("{health: {progress: 20m, restarts: 3}, limits: {critic_after: 2}}", "p"))
    assert by_name == by_group


def test_a_scenario_that_is_not_there_names_one_like_it() -> None:
    with pytest.raises(OrchestraError, match="Did you mean"):
        find(SCENARIOS, "night-shfit")
