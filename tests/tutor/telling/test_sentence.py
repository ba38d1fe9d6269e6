"""A sentence for every event, and what every event is about."""

from __future__ import annotations

import re

import pytest

from orchestra_tui.base import i18n
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Unknown
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.model import Failure, SwapKind
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Group, Weight, group_of, weight_of
from orchestra_tui.tutor.telling.words import Calendar
from tests.fleet.fleets import NAMES, scenario
from tests.tutor.telling.runs import RULE, every_event, small, strangers, told

KINDS = set(AnyEvent.__args__)
UNKNOWN = Unknown(n=1, at=0, kind="dance\x1b", body={})


def test_there_is_an_event_of_every_kind() -> None:
    assert {type(event) for event in every_event()} == KINDS


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_kind_and_every_rule_has_its_sentence(language: str) -> None:
    i18n.use(language)
    plan, unknown = small(), sentence(small(), UNKNOWN)
    for event in every_event():
        said = sentence(plan, event)
        assert said
        assert not said.endswith(".") or said.endswith("тыс.")
        assert said[0] == said[0].upper() or said.split()[0].rstrip(":,") in {"t1", "dev-1", "dev-2", "rev-1", "org"}
        assert said.partition(":")[0] != unknown.partition(":")[0]
        assert not re.search(r"[{}]", said), event
        assert not RULE.search(said)
        if language == "ru":
            assert strangers(said, plan) - {"dev", "other", "old", "else", "anthropic"} == set(), said


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_not_known_is_named(language: str) -> None:
    i18n.use(language)
    assert sentence(small(), UNKNOWN).endswith("dance\\x1b")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_sentences_of_real_runs(name: str, language: str) -> None:
    i18n.use(language)
    plan = scenario(name).plan
    for seed in (1, 2):
        events = told(name, seed).events
        calendar = Calendar(plan, events[-1].at)
        said = [sentence(calendar, event) for event in events]
        assert not [line for line in said if re.search(r"[{}]|\b(None|True|False)\b", line)]
        assert not [line for line in said if RULE.search(line)]
        if language == "ru":
            assert [(line, odd) for line in set(said) if (odd := strangers(line, plan))] == []
            assert all(re.search("[а-яё]", line) for line in said)


def test_it_reads_like_somebody_who_was_there() -> None:
    i18n.use("ru")
    plan, events = scenario("swap-timeout").plan, told("swap-timeout", 1).events
    said = {type(event): sentence(plan, event) for event in reversed(events)}
    assert said[d.Dispatched] == (
        "claude-developer-1 берёт importer: ветка importer/e1, модель claude-sonnet-5.5, аккаунт team-claude"
    )
    assert said[d.Suspected] == "claude-developer-1 молчит: по importer ни слова уже 3 мин"
    assert said[d.Swapped] == (
        "importer переходит к другому агенту: claude-developer-1 молчит или не движется (Timeout Swap)"
    )
    assert said[f.TurnEnded].startswith("codex-developer-1 заканчивает ход 1 по report, ещё не готово: ")
    assert said[d.Finished] == "Прогон окончен: в main 4, у человека 0, снято 0"


def test_foreign_names_are_safe() -> None:
    event = d.Merged(n=1, at=0, cause=0, rule="merge.done", task="a\x1b]0;b\n{x}", epoch=1, commit="c")
    assert sentence(small(), event) == "a\\x1b]0;b\\x0a{x} is in main"


def test_a_late_report_is_told_from_a_repeated_one() -> None:
    who = {"n": 1, "at": 0, "rule": "fence.stale", "agent": "dev-1", "task": "t1"}
    late = sentence(small(), d.Stale(**who, epoch=1, current=3))
    again = sentence(small(), d.Stale(**who, epoch=3, current=3))
    assert "epoch 1" in late
    assert "epoch 3" in late
    assert "second" in again


def test_weights() -> None:
    by_kind = {type(event): weight_of(event) for event in every_event()}
    assert by_kind[f.Beat] == by_kind[d.TimerSet] == by_kind[d.Settled] == Weight.NOISE
    assert by_kind[f.TurnEnded] == by_kind[d.CheckOrdered] == Weight.DETAIL
    assert by_kind[d.Dispatched] == by_kind[d.Waiting] == by_kind[f.Refused] == by_kind[d.Merged] == Weight.STEP
    for kind in (d.Swapped, d.NeedsHuman, d.Stale, d.Restarted, d.BudgetAlarm, d.Finished, f.FaultAsked, f.KillAsked):
        assert by_kind[kind] == Weight.TURN_POINT
    merged = {"n": 1, "at": 0, "task": "t1", "epoch": 1}
    assert weight_of(f.MergeEnded(**merged, outcome="conflict")) == Weight.TURN_POINT
    assert weight_of(f.MergeEnded(**merged, outcome="merged")) == Weight.DETAIL
    assert weight_of(UNKNOWN) == Weight.STEP


def test_groups() -> None:
    who = {"n": 1, "at": 0, "agent": "dev-1", "task": "t1", "epoch": 1}
    assert group_of(d.Fenced(**who, rule="swap.critic.fence")) is Group.SWAP
    assert group_of(d.Fenced(**who, rule="control.kill")) is Group.CONTROL
    assert group_of(d.Fenced(**who, rule="health.review-lost")) is Group.HEALTH
    failed = {"n": 1, "at": 0, "task": "t1", "epoch": 1, "rule": "work.failed", "count": 1}
    assert group_of(d.Failed(**failed, failure=Failure.REVIEW)) is Group.REVIEW
    assert group_of(d.Failed(**failed, failure=Failure.CONFLICT)) is Group.MERGE
    assert group_of(d.Failed(**failed, failure=Failure.TURNS)) is Group.WORK
    requeued = {"n": 1, "at": 0, "task": "t1", "epoch": 1, "why": ""}
    assert group_of(d.Requeued(**requeued, rule="work.refused")) is Group.REVIEW
    assert group_of(d.Requeued(**requeued, rule="merge.conflict")) is Group.MERGE
    swapped = d.Swapped(**who, rule="swap.critic", swap=SwapKind.CRITIC, model="sonnet")
    assert group_of(swapped) is Group.SWAP
    assert group_of(UNKNOWN) is Group.WORLD
    assert {group_of(event) for event in every_event()} == set(Group)
