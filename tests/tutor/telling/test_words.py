"""Times, money, tokens and names, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys

import msgspec
import pytest
from msgspec import structs

from orchestra_tui.base import i18n
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import AgentState, Failure, Refusal, Role, SwapKind, TaskState
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.simulation.world import FAULTS
from orchestra_tui.fleet.units import DAY, HOUR, MINUTE, SECOND
from orchestra_tui.tutor.telling import words
from orchestra_tui.tutor.telling.words import Calendar
from tests.fleet.fleets import plan
from tests.tutor.telling.runs import small

EVENING = small()
PARTS = {
    words.role_name: Role,
    words.task_state: TaskState,
    words.agent_state: AgentState,
    words.failure_name: Failure,
    words.refusal_name: Refusal,
    words.swap_name: SwapKind,
    words.metric_name: Metric,
    words.fault_name: FAULTS,
}


@pytest.mark.parametrize(
    ("ms", "english", "russian"),
    [
        (0, "0 s", "0 с"),
        (40 * SECOND, "40 s", "40 с"),
        (59_600, "1 min", "1 мин"),
        (90 * SECOND, "1 min 30 s", "1 мин 30 с"),
        (7 * MINUTE + 20 * SECOND, "7 min", "7 мин"),
        (59 * MINUTE + 40 * SECOND, "1 h", "1 ч"),
        (HOUR + 5 * MINUTE, "1 h 05 min", "1 ч 05 мин"),
        (29 * HOUR + 26 * MINUTE, "29 h 26 min", "29 ч 26 мин"),
        (3 * DAY + 4 * HOUR, "3 d 4 h", "3 д 4 ч"),
        (9 * DAY, "9 d", "9 д"),
    ],
)
def test_durations(ms: int, english: str, russian: str) -> None:
    assert words.lasts(ms) == english
    i18n.use("ru")
    assert words.lasts(ms) == russian


@pytest.mark.parametrize(
    ("micro", "english", "russian"),
    [
        (4_050_000, "$4.05", "$4,05"),
        (0, "$0.00", "$0,00"),
        (1_234, "$0.0012", "$0,0012"),
        (-500_000, "-$0.50", "-$0,50"),
    ],
)
def test_money(micro: int, english: str, russian: str) -> None:
    assert words.dollars(micro) == english
    i18n.use("ru")
    assert words.dollars(micro) == russian


@pytest.mark.parametrize(
    ("n", "english", "russian"),
    [
        (950, "950", "950"),
        (80_000, "80k", "80 тыс."),
        (999_600, "1M", "1 млн"),
        (1_234_567, "1.2M", "1,2 млн"),
        (2_000_000, "2M", "2 млн"),
        (140_300_000, "140M", "140 млн"),
        (4_683_000_000, "4.7B", "4,7 млрд"),
    ],
)
def test_tokens(n: int, english: str, russian: str) -> None:
    assert words.tokens(n) == english
    i18n.use("ru")
    assert words.tokens(n) == russian


def test_the_clock_begins_when_the_plan_says() -> None:
    calendar = Calendar(EVENING)
    assert calendar.clock(3 * MINUTE) == "22:03"
    assert calendar.clock(2 * HOUR + 59_999) == "00:00"
    assert calendar.clock(29 * HOUR + 10 * MINUTE) == "Wed 03:10"
    assert calendar.when(HOUR, 0) == "at 23:00"
    i18n.use("ru")
    assert calendar.clock(29 * HOUR + 10 * MINUTE) == "ср 03:10"
    assert calendar.when(29 * HOUR, 0) == "в среду в 03:00"
    assert calendar.till(29 * HOUR, 0) == "03:00 среды"


def test_every_moment_of_a_long_run_has_its_day() -> None:
    calendar = Calendar(EVENING, 30 * HOUR)
    assert [calendar.clock(at) for at in (0, 3 * HOUR)] == ["Mon 22:00", "Tue 01:00"]
    assert calendar.when(3 * HOUR, 0) == "on Tuesday at 01:00"
    assert calendar.when(4 * HOUR, 3 * HOUR) == "at 02:00"


def test_a_plan_without_a_beginning_begins_at_midnight_of_day_one() -> None:
    calendar = Calendar(plan())
    assert calendar.clock(63 * MINUTE) == "01:03"
    assert calendar.clock(25 * HOUR) == "day 2 01:00"
    assert calendar.weekday(0) == -1
    odd = structs.replace(plan(), started_at="2026-11-02T10:15:30.500")
    assert Calendar(odd).clock(29_500) == "10:16"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_everything_has_a_name(language: str) -> None:
    i18n.use(language)
    for name, members in PARTS.items():
        shown = [name(member) for member in members]
        assert all(shown)
        assert len(set(shown)) == len(shown), name
    same = {"QA", "DevOps", "Timeout Swap", "Error Swap", "Critic Swap"}
    if language == "ru":
        left = {name(member) for name, members in PARTS.items() for member in members} - same
        assert [text for text in left if not re.search("[а-яё]", text)] == []
    assert words.fault_name("meteor\x1b") == "meteor\\x1b"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_value_of_the_policy_has_a_name_and_a_unit(language: str) -> None:
    i18n.use(language)
    raw = msgspec.to_builtins(Policy())
    paths = {
        f"{group}.{key}": v for group, values in raw.items() if isinstance(values, dict) for key, v in values.items()
    }
    for path, value in {**paths, "max_ms": raw["max_ms"]}.items():
        assert words.policy_name(path) != path
        assert words.policy_value(path, value)
    assert words.policy_name("limits.unheard") == "limits.unheard"


def test_policy_values_have_their_units() -> None:
    i18n.use("ru")
    assert words.policy_value("health.grace_ms", 120_000) == "2 мин"
    assert words.policy_value("budget.fleet", 15_000_000) == "$15,00"
    assert words.policy_value("budget.fresh", 200_000) == "200 тыс."
    assert words.policy_value("flow.agents", None) == "без предела"
    assert words.policy_value("review.human", True) == "да"


def test_metrics_are_counted_in_good_russian() -> None:
    i18n.use("ru")
    shown = {n: words.metric_value(Metric.MERGED, n) for n in (1, 3, 5, 11, 21)}
    assert list(shown.values()) == ["1 задача", "3 задачи", "5 задач", "11 задач", "21 задача"]
    assert words.metric_value(Metric.SWAPS, 2) == "2 замены"
    assert words.metric_value(Metric.MAKESPAN, 11_358_555) == "3 ч 09 мин"
    assert words.metric_value(Metric.COST, 11_330_000) == "$11,33"
    assert words.metric_value(Metric.UTILISATION, 24) == "24 %"
    assert {words.metric_value(metric, 7) for metric in Metric}


def test_lists() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed([str(n) for n in range(20)], 3) == "0, 1, 2 and 17 more"
    i18n.use("ru")
    assert words.listed(["a", "b", "c"]) == "a, b и c"
    assert [words.times(n) for n in (1, 2, 3, 5, 22)] == ["один раз", "дважды", "трижды", "5 раз", "22 раза"]
    assert words.of(3, 6) == "3 из 6"


def test_names_are_safe() -> None:
    assert words.listed(["a\x1b[31m", "b\n"]) == "a\\x1b[31m and b\\x0a"


def test_telling_loads_nothing_heavy() -> None:
    program = """
import sys, importlib, pkgutil
import orchestra_tui.tutor.telling as package
for module in pkgutil.iter_modules(package.__path__):
    importlib.import_module(f"{package.__name__}.{module.name}")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "orchestra_tui" in loaded
    assert not loaded & {"textual", "rich", "yaml", "sqlite3", "markdown_it", "tomlkit", "zoneinfo"}
