"""What the companion text claims of the fleet, shown by running it: the text must say it, and it must be so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.commands import StartAgent, command_of
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.model import Role
from orchestra_tui.fleet.simulation.run import Act, run
from orchestra_tui.fleet.units import MINUTE
from tests.fleet.fleets import DEVELOPER, calm, plan, scenario

from . import theory

SECTIONS = theory.sections(theory.FLEET_FILE)
E = TypeVar("E", bound=AnyEvent)


def says(section: str, *words: str) -> None:
    """The text makes the claim that the test is about to hold to account."""
    assert SECTIONS[section].states(*words), f"the text no longer says {words}"


def events(name: str, seed: int, *settings: str, acts: Sequence[Act] = ()) -> tuple[AnyEvent, ...]:
    one = scenario(name, *settings)
    return run(one.plan, one.params, seed, acts).events


def of(kind: type[E], found: Sequence[AnyEvent]) -> list[E]:
    return [event for event in found if isinstance(event, kind)]


def test_an_attempt_begins_from_the_one_before_after_a_restart_too() -> None:
    says("fleet-tasks", r"Следующая попытка, после \[перезапуска\]\S+ тоже, ответвляется от предыдущей")
    found = events("swap-timeout", 1)
    restarted, again = of(d.Restarted, found)[0], next(e for e in of(d.Dispatched, found) if e.epoch == 3)
    started = command_of(restarted)
    assert isinstance(started, StartAgent)
    assert (started.branch, started.base) == ("importer/e2", "importer/e1")
    assert (again.branch, again.base, again.worktree) == ("importer/e3", "importer/e2", "../importer-e3")


def test_a_swapped_agent_that_alone_is_free_gets_the_task_back() -> None:
    says("fleet-swaps", "окажется свободен один он, задача вернётся к нему")
    found = events("swap-timeout", 1)
    (swapped,) = [e for e in of(d.Swapped, found) if e.task == "importer"]
    after = next(e for e in of(d.Dispatched, found) if e.n > swapped.n and e.task == "importer")
    assert after.agent == swapped.agent


def test_an_author_reviews_his_own_work_only_if_there_is_nobody_else() -> None:
    says("fleet-tasks", "Пока с этой ролью занят кто-то ещё, diff подождёт его", "кроме него читать некому")
    for count in (1, 2):
        both = structs.replace(DEVELOPER, count=count, roles=(Role.DEVELOPER, Role.REVIEWER))
        found = run(plan(4, profiles=(both,)), calm(), 1).events
        built = {(e.task, e.epoch): e.agent for e in of(d.Dispatched, found)}
        own = [built[e.task, e.epoch] == e.by for e in of(d.ReviewOrdered, found)]
        assert own
        assert all(own) if count == 1 else not any(own)


def test_five_minutes_lie_between_the_last_sign_and_the_restart() -> None:
    says("fleet-health", "От последнего сигнала до перезапуска проходит 5 минут")
    found = events("zombie", 2)
    up = next(e for e in of(f.AgentUp, found) if e.task == "sender")
    restarted = next(e for e in of(d.Restarted, found) if e.task == "sender")
    assert restarted.at - up.at == 5 * MINUTE


def test_a_nudge_by_hand_leaves_the_fleet_its_own() -> None:
    says("fleet-control", r"толчок самого флита остаётся в запасе")
    plain = events("swap-timeout", 1)
    up = next(e for e in of(f.AgentUp, plain) if e.task == "importer")
    act = Act(after=up.n + 1, fact=f.NudgeAsked(n=0, at=0, agent=up.agent))
    found = events("swap-timeout", 1, acts=[act])
    restarted = of(d.Restarted, found)[0]
    assert [e.rule for e in of(d.Nudged, found) if e.n < restarted.n] == ["control.nudge", "health.nudge"]
    assert [e.rule for e in of(d.Nudged, plain) if e.n < of(d.Restarted, plain)[0].n] == ["health.nudge"]
    assert restarted.at == of(d.Restarted, plain)[0].at


def test_a_pause_lets_what_has_begun_go_on() -> None:
    says("fleet-control", "ни новых попыток, ни новых ревью; начатые попытки, слияния, часы и счета идут")
    plain = events("parallel-feature", 3)
    merged = next(e for e in of(d.Merged, plain) if e.task == "plan")
    found = events("parallel-feature", 3, acts=[Act(after=merged.n + 60, fact=f.PauseAsked(n=0, at=0))])
    paused = of(d.FleetPaused, found)[0]
    later = [event for event in found if event.n > paused.n]
    assert not of(d.Dispatched, later)
    assert not of(d.ReviewOrdered, later)
    assert of(d.TurnGranted, later)
    assert of(d.Settled, later)


def test_a_hand_on_a_task_is_no_failure_of_it() -> None:
    says("fleet-control", "задача в очереди, неудачи нет", "неудачей не считается")
    plain = events("solo", 3)
    granted = of(d.TurnGranted, plain)[0]
    for fact in (
        f.KillAsked(n=0, at=0, agent=granted.agent),
        f.SwapAsked(n=0, at=0, task=granted.task),
        f.RestartAsked(n=0, at=0, agent=granted.agent),
    ):
        found = events("solo", 3, acts=[Act(after=granted.n, fact=fact)])
        asked = next(e for e in found if isinstance(e, type(fact)))
        assert not [e for e in of(d.Failed, found) if e.cause == asked.n]
        assert [
            e for e in (*of(d.Dispatched, found), *of(d.Restarted, found)) if e.task == granted.task and e.epoch > 1
        ]


def test_who_waits_for_a_task_given_up_goes_to_the_human() -> None:
    says("fleet-control", "задача закрыта, всё за ней — `needs-human`")
    cancel = Act(after=3, fact=f.CancelAsked(n=0, at=0, task="schema"))
    found = events("solo", 3, acts=[cancel])
    assert {e.task for e in of(d.NeedsHuman, found)} == {"backfill", "dual-write", "read-new", "drop-old", "docs"}


def test_refusals_are_not_the_tasks_fault() -> None:
    says("fleet-supply", "Задача в отказах не виновата, её неудачи не растут")
    found = events("solo", 2)
    refused = of(f.Refused, found)
    assert len(refused) == 3
    assert [e.until - e.at for e in of(d.BackedOff, found)] == [5_000, 10_000]
    causes = {e.n for e in refused}
    assert not [e for e in of(d.Failed, found) if e.cause in causes]
    assert [e.rule for e in of(d.AccountParked, found)] == ["supply.park-overload"]
    assert of(d.AccountParked, found)[0].until == refused[-1].at + 25 * MINUTE


def test_a_refused_review_is_none() -> None:
    says("fleet-supply", "считают ответы, а не заказы")
    found = [events("swap-critic", seed) for seed in range(12)]
    orders = [e for run in found for e in of(d.ReviewOrdered, run)]
    answers = [e for run in found for e in of(f.ReviewEnded, run)]
    refused = [e for run in found for e in of(d.Released, run) if e.rule == "supply.review-again"]
    assert refused
    assert len(orders) >= len(answers) + len(refused)
    for told in found:
        for human in (e for e in of(d.NeedsHuman, told) if e.why == "reviews"):
            mine = [e for e in of(f.ReviewEnded, told) if e.task == human.task and e.n < human.n]
            assert human.limit <= human.count == len(mine)


def test_an_account_goes_before_a_model() -> None:
    says("fleet-supply", "Ротация пробует другой аккаунт с той же моделью, Алиса → Боб → Кэрол")
    first, *_others, last = of(d.AccountRotated, events("swap-error", 2))
    assert (first.before, first.account, first.model) == ("alice-claude", "bob-claude", "claude-sonnet-5.5")
    assert (last.account, last.model) == ("carol-codex", "gpt-5.3-codex")


def test_only_a_reserve_made_smaller_leads_to_an_alarm() -> None:
    says("fleet-budget", "перерасход увидишь, только если уменьшишь резерв по ходу прогона")
    settings = "policy.budget.fleet=1"
    less = [
        Act(after=1, fact=f.PolicyAsked(n=0, at=0, path=f"budget.{name}", value=1))
        for name in ("fresh", "cached", "out")
    ]
    assert not of(d.BudgetAlarm, events("solo", 1, settings))
    found = events("solo", 1, settings, acts=less)
    (alarm,) = of(d.BudgetAlarm, found)
    assert not [e for e in of(d.Dispatched, found) if e.n > alarm.n]


def test_an_orchestrator_that_comes_back_loses_nothing_and_does_nothing_twice() -> None:
    says("fleet-core", "заново ставит таймеры и повторяет последние команды")
    found = events("solo", 3, acts=[Act(after=40, fact=f.FaultAsked(n=0, at=0, fault="restart"))])
    assert of(f.OrchestratorRestarted, found)
    assert len(of(d.Merged, found)) == 6
    assert len({e.commit for e in of(d.Merged, found)}) == 6
