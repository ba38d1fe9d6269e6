"""What can be done at a moment, what can be broken, and the policy as it is typed: the pure side of the hand."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import Struct

from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.simulation.world import FAULTS
from orchestra_tui.fleet.state import State, changed
from orchestra_tui.tui.screens.fleet import breaking, deeds, settings
from orchestra_tui.tui.screens.fleet.breaking import BY_ID, targets
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tutor.playing.recording import Reel
from orchestra_tui.tutor.playing.takes import answered, difference, play, untouched
from orchestra_tui.tutor.telling.difference_said import deltas, signed
from tests.tui.fleet.theatre_hand import CRITIC, SHIFT, recorded, scenario

NOBODY = Subject()


def state_at(name: str, n: int) -> State:
    return Reel(recorded(name)).go(n)


def paths(policy: Policy) -> set[str]:
    found = set()
    for field in policy.__struct_fields__:
        group = getattr(policy, field)
        inner = group.__struct_fields__ if isinstance(group, Struct) else ()
        found |= {f"{field}.{each}" for each in inner} or {field}
    return found


# The policy


def test_every_value_of_the_policy_is_offered_once_with_its_meaning_and_its_present_value() -> None:
    policy = changed(Policy(), "limits.critic_after", 9)
    offered = settings.choices(policy, Policy())
    values = [choice.value for choice in offered if choice.value is not None]
    assert sorted(map(str, values)) == sorted(paths(Policy()))
    assert set(settings.MEANS) == paths(Policy())
    for choice in offered:
        assert (choice.value is None) == (choice.indent == 0)
        assert choice.value is None or (choice.detail.endswith(".") and choice.hint)
    critic = next(choice for choice in offered if choice.value == "limits.critic_after")
    assert (critic.hint, critic.sign) == ("9", "•")
    assert critic.detail.endswith("At first: 3.")


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("limits.critic_after", "2", 2), ("limits.conflicts", " 0 ", 0), ("backoff.spread", "40%", 40),
        ("health.progress_ms", "90s", 90_000), ("health.progress_ms", "1h30m", 5_400_000),
        ("health.progress_ms", "1ч30м", 5_400_000), ("health.progress_ms", "20 мин", 1_200_000),
        ("health.progress_ms", "5 min", 300_000), ("flow.spawn_ms", "500мс", 500), ("max_ms", "2д", 172_800_000),
        ("budget.fleet", "12.5", 12_500_000), ("budget.fleet", "$12,50", 12_500_000),
        ("budget.fleet", "$1,200.00", 1_200_000_000), ("budget.fleet", "нет", None), ("flow.agents", "-", None),
        ("flow.agents", "no limit", None), ("flow.review_wip", "3", 3), ("budget.fresh", "80k", 80_000),
        ("budget.cached", "1.5M", 1_500_000), ("budget.out", "80К", 80_000),
    ],
)  # fmt: skip
def test_a_value_as_people_type_it(path: str, text: str, value: Any) -> None:
    assert settings.typed(Policy(), path, text) == value


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("limits.critic_after", "0"), ("limits.critic_after", "-1"), ("limits.critic_after", "two"),
        ("limits.critic_after", "-"), ("limits.critic_after", "none"), ("health.progress_ms", "20"),
        ("health.progress_ms", "soon"), ("budget.fleet", "a lot"), ("budget.fresh", "1.5.2M"),
        ("limits.critic_after", "\x1b[31m2"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_safe_line(path: str, text: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        settings.typed(Policy(), path, text)
    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_what_stands_in_the_field_at_first_is_the_value_itself() -> None:
    for each in settings.settings(Policy(), Policy()):
        if not settings.is_switch(each.now) and each.now is not None:
            assert settings.typed(Policy(), each.path, settings.written(each.path, each.now)) == each.now
            assert settings.hint(each.path)


# Whom


def test_who_is_pointed_at_directly_or_by_what_belongs_to_it() -> None:
    state = state_at(CRITIC, 127)
    assert deeds.agent_of(state, Subject(agent="junior-1")) == "junior-1"
    assert deeds.agent_of(state, Subject(task="migration")) == "junior-1"
    assert deeds.agent_of(state, Subject(task="texts")) == "reviewer-1"
    assert deeds.agent_of(state, Subject(agent="main")) == ""
    assert deeds.task_of(state, Subject(agent="junior-1")) == "migration"
    assert deeds.task_of(state, NOBODY) == ""


def test_only_those_are_offered_to_whom_it_can_be_done_the_worst_off_first() -> None:
    n = next(e.n for e in recorded(CRITIC).events if type(e).__name__ == "Suspected")
    state = state_at(CRITIC, n)
    names = [choice.value for choice in deeds.candidates(state, deeds.KILL)]
    assert state.agents[str(names[0])].state is AgentState.SUSPECT
    assert all(state.agents[str(name)].job for name in names)
    tasks = [choice.value for choice in deeds.candidates(state, deeds.SWAP)]
    assert tasks
    assert all(state.tasks[str(task)].state in deeds.BUILT for task in tasks)


def test_why_a_task_cannot_be_swapped_or_given_up() -> None:
    state = state_at(CRITIC, 495)
    assert "is not being built now (in main)" in deeds.SWAP.obstacle(state, "texts")
    assert "is at its end already (in main)" in deeds.CANCEL.obstacle(state, "texts")
    merging = next(e.n for e in recorded(CRITIC).events if type(e).__name__ == "MergeOrdered")
    state = state_at(CRITIC, merging)
    assert "too late to give it up" in deeds.CANCEL.obstacle(state, state.merging)


def test_successors_are_free_agents_of_the_role_and_never_the_one_who_has_it() -> None:
    recording = recorded(SHIFT)
    for n in range(10, 300, 17):
        state = state_at(SHIFT, n)
        for task in (run for run in state.tasks.values() if run.state is TaskState.RUNNING):
            offered = [str(each.value) for each in deeds.successors(recording.plan, state, task.id)]
            assert offered[0] == ""
            for slot in offered[1:]:
                assert slot != task.agent
                assert state.agents[slot].state is AgentState.IDLE
                assert recording.plan.task[task.id].role in recording.plan.slot[slot].roles


def test_what_is_behind_a_task_is_all_that_can_never_be_done_without_it() -> None:
    recording = recorded(SHIFT)
    lost = deeds.behind(recording.plan, state_at(SHIFT, 5), "template")
    assert set(recording.plan.dependents["template"]) <= set(lost)
    assert deeds.behind(recording.plan, state_at(SHIFT, recording.count), "template") == []


# What


def test_every_fault_of_the_world_is_offered_and_explained() -> None:
    assert [choice.value for choice in breaking.faults()] == list(BY_ID)
    assert set(BY_ID) == set(FAULTS)
    assert all(choice.detail.endswith(".") for choice in breaking.faults())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_befalls_only_what_the_world_knows_and_what_it_would_hit_at_once_comes_first(fault: str) -> None:
    plan = recorded(SHIFT).plan
    known = {
        "agent": set(plan.slot),
        "task": set(plan.task),
        "account": set(plan.account),
        "provider": {account.provider for account in plan.accounts},
        "": set(),
    }[BY_ID[fault].on]
    for n in (1, 60, 200, 400):
        found = targets(plan, state_at(SHIFT, n), BY_ID[fault], NOBODY)
        assert {choice.value for choice in found} <= known
        assert bool(found) == bool(known)
        indents = [choice.indent for choice in found]
        assert indents == sorted(indents)


def test_what_is_pointed_at_comes_first() -> None:
    plan, state = recorded(CRITIC).plan, state_at(CRITIC, 127)
    pointed = Subject(agent="junior-3", task="webhooks")
    assert targets(plan, state, BY_ID["crash"], pointed)[0].value == "junior-3"
    assert targets(plan, state, BY_ID["flaky"], pointed)[0].value == "webhooks"
    assert targets(plan, state, BY_ID["quota"], pointed)[0].value == "team-claude"


def test_merged_tasks_cannot_be_broken_any_more() -> None:
    found = targets(recorded(CRITIC).plan, state_at(CRITIC, 300), BY_ID["flaky"], NOBODY)
    assert "texts" not in [choice.value for choice in found]


# How two runs differ


def test_a_fork_that_differs_by_the_act_alone_is_known_for_it() -> None:
    one, original = scenario(CRITIC), recorded(CRITIC)
    idle = deeds.NUDGE.fact("nobody")
    fork = play(one.plan, one.params, one.head.seed, [computed(127, idle)])
    shared = difference(original, fork).shared
    assert untouched(original, fork, shared)
    assert answered(fork, shared + 1) == shared + 1
    real = play(one.plan, one.params, one.head.seed, [computed(127, deeds.KILL.fact("junior-1"))])
    shared = difference(original, real).shared
    assert not untouched(original, real, shared)
    assert answered(real, shared + 1) > shared + 1
    assert {getattr(e, "cause", 0) for e in real.events[shared + 1 : answered(real, shared + 1)]} == {shared + 1}


def computed(after: int, fact: Any) -> Any:
    from orchestra_tui.fleet.simulation.run import Act

    return Act(after, fact)


def test_differences_have_a_sign_and_say_whether_they_are_good() -> None:
    one, original = scenario(CRITIC), recorded(CRITIC)
    fork = play(one.plan, one.params, one.head.seed, [computed(127, deeds.CANCEL.fact("migration"))])
    found = {change.metric: change for change in deltas(difference(original, fork))}
    assert found[Metric.MERGED].text == "in main 4 → 3"
    assert found[Metric.MERGED].way == -1
    assert found[Metric.COST].text.startswith("−$")
    assert found[Metric.COST].way == 1
    assert deltas(difference(original, original)) == ()
    assert [signed(Metric.COST, change) for change in (1_400_000, -1_400_000, 0)] == ["+$1.40", "−$1.40", "="]
    assert signed(Metric.MAKESPAN, 720_000) == "+12 min"
    assert signed(Metric.TOKENS, -513_000) == "−513k"
