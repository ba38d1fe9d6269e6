"""The trace artifact: sections, evidence, lessons that are in the run and nowhere else."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from orchestra_tui.base import i18n
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Role
from orchestra_tui.fleet.simulation.run import run
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.lessons import Lesson, lessons
from orchestra_tui.tutor.telling.trace import trace
from tests.fleet.fleets import DEVELOPER, NAMES, calm, plan, scenario, watched
from tests.tutor.telling.runs import act, forked, strangers, told


def written(name: str, seed: int) -> str:
    ran, one = told(name, seed), scenario(name)
    return trace(one.plan, ran.events, title=one.head.title, seed=seed, log_hash=ran.hash)


def learned(name: str, seed: int) -> tuple[Lesson, ...]:
    return lessons(Chronicle(scenario(name).plan, told(name, seed).events))


def section(text: str, title: str) -> list[str]:
    """The lines of a section that say something."""
    return [line for line in text.split(f"\n## {title}\n")[1].partition("\n## ")[0].splitlines() if line]


def test_the_sections_of_the_constitution_and_of_decisions() -> None:
    i18n.use("ru")
    text = written("night-shift", 1)
    assert re.findall(r"^#+ .*$", text, re.M) == [
        "# Ночная смена",
        *("## Результат", "## Ход прогона", "## Для конституции", "## Технические решения"),
    ]
    assert f"| Хеш лога | `{told('night-shift', 1).hash}` |" in text
    assert "| Начало | 2026-11-02T22:00:00+01:00 |" in text
    assert "| время прогона | 3 ч 18 мин |" in text
    i18n.use("en")
    assert "## For the constitution" in written("night-shift", 1)
    assert "## Technical decisions" in written("night-shift", 1)


def test_the_lessons_of_the_night() -> None:
    i18n.use("ru")
    found = section(written("night-shift", 1), "Для конституции")
    assert found[0].startswith("- lesson 6 раз падала на test-1, а в accept сказано лишь «есть определение и пример».")
    assert found[0].endswith("События: 301, 396, 520, 626, 670, 700.")
    assert found[1] == (
        "- context не по силам gpt-5.3-codex, доделала gpt-6.1-sol. Отдавай такую задачу ей сразу: до замены ушло "
        "$3,67 и 2 ч 44 мин. События: 738."
    )
    assert found[2].startswith("- lesson и index ждут тебя")
    assert found[3].startswith("- Дневного бюджета alice-claude ($4,00) хватило до 22:34: потрачено $2,28")
    assert found[3].endswith("События: 158, 224, 694.")
    assert not any("досталось самому автору" in line for line in found)  # each had somebody else to read it
    assert any(line.startswith("- 1 ч 01 мин из 3 ч 18 мин никто не работал") for line in found)


def test_who_reads_their_own_diffs_for_want_of_others_is_told() -> None:
    alone = structs.replace(DEVELOPER, count=1, roles=(Role.DEVELOPER, Role.REVIEWER))
    given = plan(2, profiles=(alone,))
    (lesson,) = [x for x in lessons(Chronicle(given, run(given, calm(), 1).events)) if "author" in x.text]
    assert lesson.text.startswith("5 reviews fell to the author, for nobody else could be had.")


def test_repeated_conflicts_name_the_file_and_the_events() -> None:
    found = learned("too-parallel", 1)
    conflicts = [e.n for e in told("too-parallel", 1).events if isinstance(e, f.MergeEnded) and e.outcome == "conflict"]
    assert found[0].text.startswith("app/settings.py: 14 merges ended in a conflict")
    assert found[0].events == tuple(conflicts)
    assert any("More agents would only make the queue longer" in lesson.text for lesson in found)


def test_dry_accounts_and_overloads() -> None:
    texts = [lesson.text for lesson in learned("swap-error", 1)]
    assert any(
        text.startswith("The quota of alice-claude was used up at 10:06 and came back only at 15:00.") for text in texts
    )
    overload = [lesson.text for lesson in learned("too-parallel", 5) if "overload" in lesson.text]
    assert overload[0].startswith("team-claude was refused 7 times for overload. There was nobody else to ask")


def test_equal_failures_and_stronger_models() -> None:
    texts = [lesson.text for lesson in learned("swap-critic", 1)]
    assert texts[0] == (
        "migration failed on test-1 8 times; all that accept says is “миграция обратима”. Give that test with the task."
    )
    assert any(
        text.startswith("webhooks was too hard for claude-haiku-5.5, claude-sonnet-5.5 finished it.") for text in texts
    )


def test_silence_late_answers_and_agents_nobody_needs() -> None:
    texts = [lesson.text for lesson in learned("zombie", 1)]
    assert texts[0].startswith("claude-sonnet-5.5 went silent or stood still over different tasks: sender and queue.")
    assert texts[1].startswith("Answers that came too late cost $0.32.")
    assert texts[2].startswith("developer-3 was never needed")


def test_a_repeated_message_costs_nothing() -> None:
    stale = [e for e in told("too-parallel", 1).events if isinstance(e, d.Stale)]
    assert stale
    assert not [lesson for lesson in learned("too-parallel", 1) if "too late" in lesson.text]


def test_a_calm_run_teaches_nothing_and_says_so() -> None:
    ran = watched(plan(3), calm(), 4)
    text = trace(ran.plan, ran.events, title="Calm", seed=4, log_hash=ran.hash)
    assert section(text, "For the constitution") == ["A calm run: nothing to add."]
    assert [line[:18] for line in section(text, "Technical decisions")] == ["- Order of merges:"]


def test_what_waits_for_a_human_is_named() -> None:
    events = told("swap-critic", 7).events
    end = next(e for e in events if isinstance(e, d.NeedsHuman))
    lesson = next(lesson for lesson in learned("swap-critic", 7) if lesson.events == (end.n,))
    assert lesson.text.startswith(f"{end.task} waits for you")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_trace(name: str, language: str) -> None:
    i18n.use(language)
    one = scenario(name)
    for seed in (1, 2, 5):
        text, events = written(name, seed), told(name, seed).events
        assert not re.search(r"[{}]|\bNone\b", text)
        for lesson in lessons(Chronicle(one.plan, events)):
            assert lesson.text.endswith((".", "?"))
            assert lesson.events
            assert all(1 <= n <= len(events) for n in lesson.events)
        tables = [line for line in text.splitlines() if line.startswith("|")]
        assert all(line.count("|") == 3 for line in tables)
        if language == "ru":
            body = re.sub(r"`[0-9a-f]+`|\d{4}-\S+", " ", text).replace("\\", "")
            assert strangers(body.replace(one.head.title, " "), one.plan) - {"after"} == set()


def test_decisions_have_their_reasons_and_merges_their_order() -> None:
    i18n.use("ru")
    found = section(written("swap-error", 1), "Технические решения")
    assert "То же в событиях 165." in "\n".join(found)
    assert "не испытывает судьбу" in "\n".join(found)
    assert found[-1] == "- Порядок слияний: delivery → auth → catalog → billing → geo → history → forms → events."


def test_changes_of_the_policy_are_decisions_too() -> None:
    ran = forked("solo", 1, act(30, f.PolicyAsked, path="limits.reviews", value=2))
    text = trace(ran.plan, ran.events, title="T", seed=1, log_hash=ran.hash)
    assert "From now on: reviews of a task, 2." in "\n".join(section(text, "Technical decisions"))


def test_foreign_text_does_not_become_markup() -> None:
    ran = told("solo", 1)
    text = trace(ran.plan, ran.events, title="a|b <script> *x*\x1b", seed=1, log_hash=ran.hash)
    assert text.startswith("# a\\|b \\<script\\> \\*x\\*\\\\x1b\n")
