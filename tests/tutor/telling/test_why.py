"""Why: every rule in words, with the numbers of the case, causes, and alternatives that a fork really computes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from orchestra_tui.base import i18n
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision, Unknown
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.rules.names import RULES, base
from orchestra_tui.fleet.simulation.run import Act, run
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.values import VALUES
from orchestra_tui.tutor.telling.why import IN_WORDS, Why, why
from orchestra_tui.tutor.telling.words import Calendar
from tests.fleet.fleets import NAMES, scenario
from tests.tutor.telling.runs import RULE, act, every_event, forked, small, strangers, told

HOLES = re.compile(r"[{}]|\bNone\b|\(\)|: ?[.,;]| [.,;]|  |«»|“”|^$")
"""What a text has where a value is missing."""


def first(name: str, seed: int, kind: type, **fields: object) -> Why:
    """The explanation of the first event of a kind with these fields."""
    events = told(name, seed).events
    event = next(e for e in events if isinstance(e, kind) and all(getattr(e, k) == v for k, v in fields.items()))
    return why(scenario(name).plan, events, event.n)


def test_every_rule_is_there_and_no_other() -> None:
    assert set(IN_WORDS) == set(RULES)
    assert len({rule.title for rule in IN_WORDS.values()}) == len(RULES)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_rule_is_explained(language: str) -> None:
    i18n.use(language)
    plan, events = small(), every_event()
    explained = set()
    for event in events:
        if not isinstance(event, Decision):
            continue
        reason = why(plan, events, event.n, State.begin(plan))
        explained.add(reason.rule)
        assert reason.what == sentence(Calendar(plan, events[-1].at), event)
        assert reason.title == i18n._(IN_WORDS[base(event.rule)].title)
        for text in (reason.title, reason.because, *(part for pair in reason.inputs for part in pair)):
            assert text
            assert not HOLES.search(text), text
            assert not RULE.search(text)
            if language == "ru":
                assert strangers(text, plan) - {"dev", "old", "human"} == set(), text
        assert reason.because.endswith(".")
        if language == "ru":
            assert re.search("[а-яё]", reason.title) or reason.title in {"Heartbeat"}
    assert explained == set(RULES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_event_of_a_run_is_explained(name: str, language: str) -> None:
    i18n.use(language)
    plan, events = scenario(name).plan, told(name, 1).events
    fold, every = Fold(plan), 5 if len(events) > 600 else 2
    for event in events:
        if event.n % every == 0:
            reason = why(plan, events, event.n, None if event.n % 50 == 0 else fold.state)
            _is_sound(reason, event.n)
            if language == "ru":
                assert not [(text, odd) for text in _texts(reason) if (odd := strangers(text, plan))]
        fold.push(event)


def _texts(reason: Why) -> tuple[str, ...]:
    return (reason.what, reason.title, reason.because, *(part for pair in reason.inputs for part in pair))


def _is_sound(reason: Why, n: int) -> None:
    assert reason.n == n
    assert reason.because
    assert not [text for text in _texts(reason) if HOLES.search(text)]
    assert all(later > earlier for later, earlier in pairwise(reason.causes))
    assert all(0 < cause < n for cause in reason.causes)
    assert len(reason.causes) <= 24


def test_a_template_names_values_that_exist() -> None:
    for rule in IN_WORDS.values():
        assert set(rule.inputs) <= set(VALUES)


def test_a_critic_swap_shows_the_reviews_it_rests_on() -> None:
    i18n.use("ru")
    reason = first("night-shift", 1, d.Swapped, rule="swap.critic")
    assert reason.title == "Critic Swap: отказы ревью"
    assert "context не по силам gpt-5.3-codex" in reason.because
    assert ("сколько из скольких", "3 из 3") in reason.inputs
    events = told("night-shift", 1).events
    refused = [e.n for e in events if isinstance(e, f.ReviewEnded) and e.task == "context" and not e.accepted][:3]
    assert set(refused) <= set(reason.causes)
    assert reason.causes[0] == refused[-1]
    assert reason.otherwise[0].label == "отказов ревью подряд до Critic Swap: 4 вместо 3"
    assert reason.otherwise[0].after == refused[-1] - 1


def test_silence_is_counted_in_heartbeats() -> None:
    i18n.use("ru")
    reason = first("swap-timeout", 1, d.Suspected)
    assert ("heartbeat пропущено", "3 из 3") in reason.inputs
    assert "тишина уже 3 мин" in reason.because
    swap = first("swap-timeout", 1, d.Swapped)
    assert ("перезапусков за окно", "1 из 1") in swap.inputs
    assert ("попыток без результата", "2 из 6") in swap.inputs
    restart = next(e.n for e in told("swap-timeout", 1).events if isinstance(e, d.Restarted))
    assert restart in swap.causes


def test_a_refused_reservation_is_a_sum() -> None:
    reason = first("night-shift", 1, d.BudgetRefused)
    assert ("all together", "$4.18") in reason.inputs
    assert ("cap", "$4.00") in reason.inputs
    assert "more than the cap of $4.00" in reason.because


def test_a_fencing_is_explained_by_what_it_belongs_to() -> None:
    reason = first("swap-timeout", 1, d.Fenced, rule="swap.timeout.fence")
    assert reason.rule == "swap.timeout"
    assert ("restarts of late", "1 of 1") in reason.inputs
    assert reason.because.endswith("First the epoch is closed.")
    assert reason.otherwise == first("swap-timeout", 1, d.Swapped).otherwise


def test_a_fact_says_what_it_answers_and_what_came_of_it() -> None:
    reason = first("swap-critic", 1, f.CheckEnded, passed=False)
    assert reason.rule == ""
    assert reason.title == "The result of checks"
    assert "Tests and lint run on the work of junior-" in reason.because
    assert reason.otherwise == ()
    assert ("what is red", "test-1") in reason.inputs
    beat = first("swap-critic", 1, f.Beat)
    assert beat.because.endswith("Nothing had to be decided on it.")
    begin = first("swap-critic", 1, f.RunStarted)
    assert begin.causes == ()
    assert "answers nothing" in begin.because


def test_a_fault_has_no_alternative_and_no_rule() -> None:
    plan = scenario("solo").plan
    events = forked("solo", 1, act(20, f.FaultAsked, fault="hang", target="developer-1")).events
    fault = next(e for e in events if isinstance(e, f.FaultAsked))
    reason = why(plan, events, fault.n)
    assert (reason.rule, reason.otherwise) == ("", ())
    assert reason.title == "A fault you caused"
    assert "does not know" in reason.because


def test_what_is_not_known_is_explained_as_such() -> None:
    events = [*told("solo", 1).events[:3], Unknown(n=4, at=1, kind="dance", body={})]
    reason = why(scenario("solo").plan, events, 4)
    assert reason.title == "An event of an unknown kind"
    assert reason.causes == ()


def test_there_is_no_event_zero() -> None:
    events = told("solo", 1).events
    for n in (0, len(events) + 1):
        with pytest.raises(IndexError):
            why(scenario("solo").plan, events, n)


def same(one: Decision, two: object) -> bool:
    """Whether two decisions are the same one at the same time."""
    fields = ("rule", "at", "task", "agent", "epoch")
    return type(one) is type(two) and all(getattr(one, x, "") == getattr(two, x, "") for x in fields)


@pytest.mark.parametrize("name", NAMES)
def test_an_alternative_keeps_the_past_and_changes_the_decision(name: str) -> None:
    one, events = scenario(name), told(name, 1).events
    seen: set[str] = set()
    for event in events:
        if not isinstance(event, Decision) or event.rule in seen:
            continue
        seen.add(event.rule)
        for other in why(one.plan, events, event.n).otherwise:
            fork = run(one.plan, one.params, 1, [Act(other.after, other.fact)]).events
            assert fork[: other.after] == events[: other.after]
            assert not any(same(event, decision) for decision in fork), (event, other)


def test_alternatives_are_there_where_they_should_be() -> None:
    def labels(reason: Why) -> list[str]:
        return [other.label for other in reason.otherwise]

    assert labels(first("swap-timeout", 1, d.Swapped)) == [
        "restarts before a swap: 2 instead of 1",
        "missed heartbeats before suspicion: 6 instead of 3",
    ]
    assert labels(first("too-parallel", 1, d.Requeued, rule="merge.conflict")) == [
        "conflicts of a task: 0 instead of 12"
    ]
    wip = labels(first("too-parallel", 1, d.Waiting, for_="review-wip"))
    assert wip[0] == "tasks waiting for review: no limit instead of 1"
    again = first("night-shift", 1, d.Dispatched, rule="dispatch.again")
    assert labels(again) == ["somebody else takes context: claude-developer-2 is paused from here on"]
    assert labels(first("night-shift", 1, d.Dispatched, task="template")) == []
    assert labels(first("night-shift", 1, d.BudgetRefused)) == ["new tokens set aside for a job: 109k instead of 200k"]
    assert labels(first("swap-error", 1, d.AccountRotated)) == []


def test_a_limit_of_agents_can_be_lifted() -> None:
    one = scenario("parallel-feature", "policy.agents=2")
    events = run(one.plan, one.params, 1).events
    event = next(e for e in events if isinstance(e, d.Waiting) and e.for_ == "fleet-limit")
    reason = why(one.plan, events, event.n)
    assert ("agents at work", "2 of 2") in reason.inputs
    assert [other.fact.value for other in reason.otherwise if isinstance(other.fact, f.PolicyAsked)] == [None, 3]
