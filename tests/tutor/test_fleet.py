"""A scenario made ready and run: its values, its files, its seed, its goal; the learner's hand on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import open_course
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.simulation import run as simulation
from orchestra_tui.fleet.units import HOUR, MINUTE
from orchestra_tui.tutor.conducting import ACTIONS, order, placed, policy_paths, targets
from orchestra_tui.tutor.fleet import Prepared, prepare, run
from tests.tutor.fleets import course, scenario

RUNBOOK = """\
tasks:
  - {id: alone, role: developer, touches: [a/], budget: 9}
"""


def ready(tmp_path: Path, **wanted: object) -> Prepared:
    return prepare(course(tmp_path), "small", **wanted)


def test_a_run_is_measured_against_its_goal(tmp_path: Path) -> None:
    outcome = run(ready(tmp_path))
    assert outcome.prepared.seed == 1
    assert [(each.goal.metric, each.value, each.ok) for each in outcome.goals] == [
        (Metric.MERGED, 2, True),
        (Metric.MAKESPAN, outcome.numbers[Metric.MAKESPAN], False),
    ]
    assert outcome.run.events[-1].at >= outcome.numbers[Metric.MAKESPAN] > MINUTE
    assert outcome.run.hash == run(ready(tmp_path)).run.hash != run(ready(tmp_path, seed=7)).run.hash


def test_values_may_be_set_in_files_of_their_own(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text(RUNBOOK, encoding="utf-8")
    wrapped = tmp_path / "wrapped.yaml"
    wrapped.write_text("runbook:\n" + "".join(f"  {line}\n" for line in RUNBOOK.splitlines()), encoding="utf-8")
    for file in (book, wrapped):
        one = ready(tmp_path, runbook=file, settings=["runbook.tasks.alone.budget=$3", "profiles.dev.count=5"])
        plan = one.scenario.plan
        assert [task.id for task in plan.tasks] == ["alone"]
        assert plan.task["alone"].budget == 3_000_000
        assert plan.profile["dev"].count == 5
        assert sorted(one.scenario.left_out) == ["api", "ui"]
    whole = ready(tmp_path, runbook=book, settings=["runbook={tasks: [{id: other, role: developer}]}", "world=~"])
    assert [task.id for task in whole.scenario.plan.tasks] == ["other"]


def test_a_scenario_may_name_its_files_and_still_be_set(tmp_path: Path) -> None:
    text = scenario()
    head, rest = text[: text.index("runbook:")], text[text.index("pool:") :]
    made = course(tmp_path, small=f"{head}runbook: parts/book.yaml\n{rest[: rest.index('world:')]}")
    parts = tmp_path / "content/m/scenarios/parts"
    parts.mkdir()
    (parts / "book.yaml").write_text(RUNBOOK, encoding="utf-8")
    one = prepare(made, "small", settings=["runbook.tasks.0.budget=4"])
    assert one.scenario.plan.task["alone"].budget == 4_000_000
    with pytest.raises(OrchestraError, match=r'"runbook.tasks.1.budget=4" leads nowhere'):
        prepare(made, "small", settings=["runbook.tasks.1.budget=4"])


def test_words_that_are_only_shown_do_not_count_for_the_digest(tmp_path: Path) -> None:
    plain = ready(tmp_path).scenario.digest
    assert (
        ready(tmp_path, settings=["runbook.tasks.api.accept=x", "runbook.goal=y", "title=z"]).scenario.digest == plain
    )
    assert ready(tmp_path, settings=["runbook.tasks.api.touches=[x]"]).scenario.digest != plain


def test_what_can_never_be_done_is_known_before_the_run(tmp_path: Path) -> None:
    obstacles = ready(tmp_path, settings=["runbook.tasks.api.budget=0.01"]).obstacles
    assert [each.task for each in obstacles] == ["api", "ui"]
    assert "the budget of the task is $0.01" in obstacles[0].why
    assert ready(tmp_path).obstacles == ()


def test_a_run_without_an_end_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ready(tmp_path)
    monkeypatch.setattr(simulation, "MAX_EVENTS", 20)
    with pytest.raises(
        OrchestraError, match=r"small\.yaml: The run was stopped before its end: too many events \(\d\d\)"
    ):
        run(one)
    with pytest.raises(OrchestraError, match="stopped before its end"):
        placed(one, [order(one.scenario.plan, "10h", "pause")])


# The learner's hand


def shipped(name: str, *actions: tuple[str, str]) -> tuple[Prepared, simulation.Run]:
    one = prepare(open_course(), name, seed=1)
    orders = [order(one.scenario.plan, *action) for action in actions]
    acts, late = placed(one, orders)
    assert late == ()
    return one, run(one, acts).run


@pytest.mark.parametrize("at", ["0s", "1m", "7m", "31m", "1h"])
def test_an_act_comes_after_the_last_event_at_or_before_its_time(at: str) -> None:
    one, plain = shipped("parallel-feature")
    _one, changed = shipped("parallel-feature", (at, "pause"))
    ms = order(one.scenario.plan, at, "pause").at
    n = sum(event.at <= ms for event in plain.events)
    assert changed.events[:n] == plain.events[:n]
    asked = changed.events[n]
    assert isinstance(asked, f.PauseAsked)
    assert asked.at == plain.events[n - 1].at <= ms < plain.events[n].at


def test_later_acts_are_looked_up_in_the_run_with_the_earlier_ones() -> None:
    first, second = ("20m", "kill claude-developer-1"), ("40m", "cancel docs")
    for said in ((first, second), (second, first)):
        _one, changed = shipped("parallel-feature", *said)
        _one, once = shipped("parallel-feature", first)
        place = next(n for n, event in enumerate(changed.events) if isinstance(event, f.CancelAsked))
        assert changed.events[:place] == once.events[:place]
        assert place == sum(event.at <= 40 * MINUTE for event in once.events)


def test_acts_at_one_time_happen_in_the_order_said() -> None:
    _one, changed = shipped("parallel-feature", ("20m", "pause"), ("20m", "cancel docs"), ("20m", "resume"))
    asked = [type(event) for event in changed.events if isinstance(event, f.Intervention)]
    assert asked == [f.PauseAsked, f.CancelAsked, f.ResumeAsked]


def test_what_comes_too_late_is_told(tmp_path: Path) -> None:
    one = ready(tmp_path)
    acts, late = placed(one, [order(one.scenario.plan, "9h", "pause"), order(one.scenario.plan, "0s", "nudge dev-1")])
    assert [each.text for each in late] == ["pause"]
    assert len(acts) == 1


DONE = {
    "nudge claude-developer-1": lambda e: isinstance(e, d.Nudged) and e.rule == "control.nudge",
    "restart claude-developer-1": lambda e: isinstance(e, d.Restarted) and e.rule == "control.restart",
    "kill claude-developer-1": lambda e: isinstance(e, d.Fenced) and e.rule == "control.kill",
    "swap api claude-developer-4": lambda e: isinstance(e, d.Swapped) and e.to == "claude-developer-4",
    "cancel docs": lambda e: isinstance(e, d.Cancelled) and e.task == "docs",
    "pause": lambda e: isinstance(e, d.FleetPaused) and not e.agent,
    "pause codex-qa-1": lambda e: isinstance(e, d.FleetPaused) and e.agent == "codex-qa-1",
    "fault overload anthropic": lambda e: isinstance(e, f.Refused) and e.status == 529,
    "fault crash claude-developer-1": lambda e: isinstance(e, f.AgentExited) and e.crash,
    "fault restart": lambda e: isinstance(e, f.OrchestratorRestarted),
    "policy critic_after=1": lambda e: isinstance(e, d.PolicySet) and (e.path, e.value) == ("limits.critic_after", 1),
    "policy health.progress = 20m": lambda e: isinstance(e, d.PolicySet) and e.value == 20 * MINUTE,
    "policy max=2h": lambda e: isinstance(e, d.PolicySet) and (e.path, e.value) == ("max_ms", 2 * HOUR),
    "policy flow.agents=null": lambda e: isinstance(e, d.PolicySet) and e.value is None,
    "policy review.human=true": lambda e: isinstance(e, d.PolicySet) and e.value is True,
    "policy budget.fleet=$20": lambda e: isinstance(e, d.PolicySet) and e.value == 20_000_000,
}


@pytest.mark.parametrize("action", DONE)
def test_what_is_asked_for_is_done(action: str) -> None:
    _one, changed = shipped("parallel-feature", ("33m" if "overload" in action else "28m", action))
    place = next(n for n, event in enumerate(changed.events) if isinstance(event, f.Intervention))
    assert any(DONE[action](event) for event in changed.events[place:])


def test_resuming_ends_a_pause() -> None:
    _one, changed = shipped("parallel-feature", ("40m", "pause"), ("1h30m", "resume"))
    assert changed.final.tasks["e2e"].state == "merged"


REFUSED = [
    ("soon", "pause", '"soon" is no duration: write 90s, 15m or 1h30m'),
    ("5m", "kil claude-developer-1", 'There is no action "kil". Did you mean "kill"?'),
    ("5m", "kill", '"kill" is not understood. Write: kill AGENT'),
    ("5m", "kill a b", '"kill a b" is not understood. Write: kill AGENT'),
    ("5m", "", 'There is no action "". Known here: nudge,'),
    ("5m", "kill claude-developer-9", 'There is no agent "claude-developer-9". Did you mean "claude-developer-'),
    ("5m", "nudge x\x1b[2J", 'There is no agent "x\\x1b[2J"'),
    ("5m", "swap apu", 'There is no task "apu". Did you mean "api"?'),
    ("5m", "swap api codex-qa-1", '"codex-qa-1" does not play the role "developer". Known here: claude-developer-1,'),
    ("5m", "cancel claude-developer-1", 'There is no task "claude-developer-1"'),
    ("5m", "pause everything", 'There is no agent "everything"'),
    ("5m", "fault hung claude-developer-1", 'There is no fault "hung". Did you mean "hang"?'),
    ("5m", "fault hang", '"fault hang" is not understood. Write: fault hang TARGET'),
    ("5m", "fault late api", '"fault late api" is not understood. Write: fault late'),
    ("5m", "fault hang api", '"api" cannot have that fault. Known here: claude-architect-1,'),
    ("5m", "fault overload antropic", '"antropic" cannot have that fault. Did you mean "anthropic"?'),
    ("5m", "fault quota team-cloud", 'Did you mean "team-claude"?'),
    ("5m", "policy critic_after", '"critic_after" sets nothing. Write: policy PATH=VALUE'),
    ("5m", "policy limits.critic=1", 'The policy has no "limits.critic". Did you mean "limits.critic_after"?'),
    ("5m", "policy critic_after=0", "Expected a whole number ≥ 1"),
    ("5m", "policy progress=20", '"20" is no duration'),
    ("5m", "policy progress=[", "--at:1:"),
    ("5m", "policy limits=3", 'The policy has no "limits"'),
]


@pytest.mark.parametrize(("time", "action", "told"), REFUSED, ids=[action for _time, action, _told in REFUSED])
def test_what_cannot_be_is_refused_before_the_run(time: str, action: str, told: str) -> None:
    plan = prepare(open_course(), "parallel-feature").scenario.plan
    with pytest.raises(OrchestraError) as caught:
        order(plan, time, action)
    text = str(caught.value)
    assert told in text
    assert text.startswith("--at")
    assert "\n" not in text


def test_every_value_of_the_policy_can_be_named(tmp_path: Path) -> None:
    policy = ready(tmp_path).scenario.plan.policy
    paths = policy_paths(policy)
    assert {"health.progress", "limits.attempts", "max", "budget.fleet"} <= set(paths)
    assert len(paths) == len(set(paths))


def test_every_fault_of_the_world_can_be_asked_for() -> None:
    from orchestra_tui.fleet.simulation.world import FAULTS

    plan = prepare(open_course(), "parallel-feature").scenario.plan
    for fault in FAULTS:
        aim = next(iter(targets(plan, fault)), "")
        fact = order(plan, "1m", f"fault {fault} {aim}").fact
        assert isinstance(fact, f.FaultAsked)
        assert (fact.fault, fact.target) == (fault, aim)
    assert set(ACTIONS) == {"nudge", "restart", "kill", "swap", "cancel", "pause", "resume", "fault", "policy"}
