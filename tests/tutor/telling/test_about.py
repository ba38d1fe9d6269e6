"""An agent and a task at a moment, as labelled facts."""

from __future__ import annotations

import re

import pytest

from orchestra_tui.base import i18n
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.replay import state_at
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.telling.about import about_agent, about_task
from tests.fleet.fleets import NAMES, scenario
from tests.tutor.telling.runs import act, forked, strangers, told


def after(name: str, seed: int, kind: type, **fields: object) -> State:
    """The state after the first event of a kind with these fields."""
    events = told(name, seed).events
    event = next(e for e in events if isinstance(e, kind) and all(getattr(e, k) == v for k, v in fields.items()))
    return state_at(scenario(name).plan, events, event.n)


def test_an_agent_under_suspicion() -> None:
    i18n.use("ru")
    plan, events = scenario("swap-timeout").plan, told("swap-timeout", 1).events
    second = [e for e in events if isinstance(e, d.Nudged)][1]
    facts = dict(about_agent(plan, state_at(plan, events, second.n), "claude-developer-1"))
    assert facts["состояние"] == "под подозрением: молчит"
    assert facts["роль"] == "разработчик"
    assert facts["делает"] == "importer"
    assert facts["worktree"] == "../importer-e2"
    assert facts["эпоха"] == "2"
    assert facts["последний сигнал"] == "3 мин назад"
    assert facts["толчков"] == "1 из 1"
    assert facts["ход"] == "1 из 10"
    assert facts["перезапуски"] == "1 из 1 за 30 мин"


def test_a_reviewer_and_an_idle_agent() -> None:
    plan, state = scenario("swap-timeout").plan, after("swap-timeout", 1, d.ReviewOrdered)
    reviewer = dict(about_agent(plan, state, "reviewer-1"))
    assert reviewer["reviews"] == "matcher"
    assert reviewer["model"] == "claude-opus-5.5"
    assert "turn" not in reviewer
    idle = dict(about_agent(plan, after("swap-timeout", 1, d.Dispatched), "codex-developer-1"))
    assert idle["state"] == "free"
    assert "account" not in idle


def test_a_refused_agent_says_when_it_asks_again() -> None:
    plan, state = scenario("ralph-loop").plan, after("ralph-loop", 2, d.TimerSet, rule="supply.back-off")
    facts = dict(about_agent(plan, state, "ralph-1"))
    assert facts["state"] == "waiting for the provider"
    assert facts["refusals in a row"] == "1 of 3"
    assert facts["asks again in"] == "5 s"
    assert facts["context"] == "fresh each turn (Ralph mode)"
    assert facts["without progress for"].endswith("the clock stands still")


def test_a_paused_agent() -> None:
    plan = scenario("solo").plan
    events = forked("solo", 1, act(8, f.PauseAsked, agent="developer-1")).events
    pause = next(e for e in events if isinstance(e, d.FleetPaused))
    assert dict(about_agent(plan, state_at(plan, events, pause.n), "developer-1"))["after this"] == "paused"
    end = dict(about_agent(plan, state_at(plan, events, len(events)), "developer-1"))
    assert end["state"] == "paused"


def test_a_task_that_waits_says_for_what_and_until_when() -> None:
    i18n.use("ru")
    plan, state = scenario("night-shift").plan, after("night-shift", 1, d.Waiting, task="context")
    context = dict(about_task(plan, state, "context"))
    assert context["состояние"] == "в очереди"
    assert context["ждёт, потому что"] == "аккаунт в этот час закрыт"
    assert context["трогает"] == "terms/context.md"
    assert context["принято, если"] == "есть определение и пример"
    later = after("night-shift", 1, d.TimerSet, due=7_200_000, rule="dispatch.wake")
    assert dict(about_task(plan, later, "context"))["не раньше"] == "00:00"
    assert dict(about_task(plan, state, "heartbeat"))["ждёт"] == "своей очереди, первой идёт context"
    assert dict(about_task(plan, state, "index"))["ждёт"].startswith("agent, budget, context")


def test_failures_stand_against_their_limits() -> None:
    plan, state = scenario("night-shift").plan, after("night-shift", 1, d.Swapped, rule="swap.critic")
    facts = dict(about_task(plan, state, "context"))
    assert facts["reviews of the task"] == "3 of 6"
    assert facts["models that did not make it"] == "gpt-5.3-codex"
    assert facts["swaps"] == "Error Swap: 2, Critic Swap: 1"
    assert re.fullmatch(r"\$\d\.\d\d", facts["spent"])
    hung = dict(about_task(scenario("swap-timeout").plan, after("swap-timeout", 1, d.Swapped), "importer"))
    assert hung["attempts without a result"] == "2 of 6"
    assert hung["silent or stuck"] == "2"


def test_a_task_in_review_and_in_main() -> None:
    plan = scenario("human-bottleneck").plan
    waiting = dict(about_task(plan, after("human-bottleneck", 1, d.ReviewQueued, task="a4"), "a4"))
    assert waiting["waits for"] == "the human"
    state = state_at(plan, told("human-bottleneck", 1).events, 886)
    done = dict(about_task(plan, state, "a4"))
    assert done["state"] == "in main"
    assert done["in main since"].startswith("Mon ")


@pytest.mark.parametrize("name", NAMES)
def test_all_agents_and_tasks_of_all_moments(name: str) -> None:
    i18n.use("ru")
    plan, events = scenario(name).plan, told(name, 2).events
    for n in range(0, len(events), 40):
        state = state_at(plan, events, n)
        told_ = [
            *(about_agent(plan, state, a) for a in state.agents),
            *(about_task(plan, state, t) for t in state.tasks),
        ]
        for facts in told_:
            labels = [label for label, _value in facts]
            assert len(set(labels)) == len(labels)
            for label, value in facts:
                assert label
                assert value
                assert not strangers(f"{label} {value}", plan)


def test_an_unknown_name_is_an_error() -> None:
    plan = scenario("solo").plan
    with pytest.raises(KeyError):
        about_agent(plan, State.begin(plan), "nobody")
    with pytest.raises(KeyError):
        about_task(plan, State.begin(plan), "nothing")
