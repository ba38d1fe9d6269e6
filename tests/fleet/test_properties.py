"""Properties of all runs, over random plans, pools, faults and interventions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet import log
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.invariants import broken
from orchestra_tui.fleet.model import TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.replay import snapshots, state_at, verify
from orchestra_tui.fleet.simulation.params import Params, TaskFate
from orchestra_tui.fleet.simulation.run import Act, Runner, run
from orchestra_tui.fleet.state import State
from orchestra_tui.fleet.units import DAY, MINUTE
from orchestra_tui.fleet.watching import Watch
from tests.fleet.fleets import calm, plan, watched
from tests.fleet.worlds import PROFILE, acts, capable_plans, faults, plans, worlds

MAX_EVENTS = 6_000
LATE = (d.Settled, d.BudgetAlarm, d.Stale)
"""What may follow from a stale fact alone: its bill and its mention."""
HANDED_OUT = (
    *(d.Dispatched, d.ReviewOrdered, d.MergeOrdered, d.Waiting, d.BudgetRefused, d.NeedsHuman, d.Fenced),
    *(d.TimerSet, d.Finished),
)
"""What time and money that became free may bring about, whatever the fact was."""


def settled_apart(state: State) -> tuple[object, ...]:
    """What a stale fact must leave as it was: all but the bill, the quota's meters and the count of events."""
    return (
        state.tasks,
        [structs_of(agent, "tokens", "cost") for agent in state.agents.values()],
        [(a.id, a.jobs, a.parked_until, a.parked_for_good) for a in state.accounts.values()],
        state.timers, state.merging, state.paused, state.alarm, state.finished, state.index, state.ledger,
    )  # fmt: skip


def structs_of(run: object, *but: str) -> dict[str, object]:
    return {name: getattr(run, name) for name in run.__slots__ if name not in but}


class Checked:
    """A run in which everything is checked after every fact; `states` has the state after some of them."""

    def __init__(self, plan: Plan, params: Params, seed: int, interventions: list[Act]) -> None:
        self.plan = plan
        self.runner = Runner(plan, params, seed, interventions)
        self.states: dict[int, State] = {}
        self._watch = Watch(plan)

    def go(self) -> tuple[AnyEvent, ...]:
        runner, seen, number = self.runner, 0, 0
        while len(runner.events) < MAX_EVENTS:
            before = runner.orchestrator.fold.freeze()
            if not runner.step():
                break
            new, seen, number = runner.events[seen:], len(runner.events), number + 1
            complaints = list(broken(self.plan, runner.state))
            assert not complaints, (runner.state.n, complaints[:3], new)
            for event in new:
                self._watch.see(event)
            assert not self._watch.broken, (self._watch.broken[:3], new)
            self._stale(before, new)
            if number % 50 == 0:
                self.states[runner.state.n] = runner.orchestrator.fold.freeze()
        return tuple(runner.events)

    def _stale(self, before: State, new: list[AnyEvent]) -> None:
        """5: what is stale changes nothing but the log and the bill."""
        fold = Fold.thaw(self.plan, before)
        if fold.push(new[0]):
            return
        assert settled_apart(fold.state) == settled_apart(before), new
        assert all(isinstance(one, LATE + HANDED_OUT) for one in new[1:]), new


def holds(plan: Plan, params: Params, seed: int, interventions: list[Act], replaced: set[int]) -> None:
    """Invariants, replay, folding, prefixes, and going on from the log alone; of one run."""
    checked = Checked(plan, params, seed, interventions)
    events, final = checked.go(), checked.runner.state
    read = log.load(log.dump(log.Header(seed=seed), events), "log").events
    assert read == events
    assert verify(plan, read) is None
    for n, state in checked.states.items():
        assert state_at(plan, events, n) == state
    kept = snapshots(plan, events)
    rest = Fold.thaw(plan, kept[-1])
    for event in events[kept[-1].n :]:
        rest.push(event)
    assert rest.state == final
    the_same_with_a_new_orchestrator(plan, params, seed, interventions, replaced, events)
    the_same_up_to_the_last_intervention(plan, params, seed, interventions, events)
    if len(events) < MAX_EVENTS:
        assert final.finished
        assert not final.ledger.open
        assert not any(agent.job for agent in final.agents.values())


def the_same_with_a_new_orchestrator(
    plan: Plan, params: Params, seed: int, interventions: list[Act], replaced: set[int], events: tuple[AnyEvent, ...]
) -> None:
    """An orchestrator that dies at any moment and comes back from its log loses nothing."""
    if not replaced:
        return
    runner, number = Runner(plan, params, seed, interventions), 0
    while len(runner.events) < len(events) and runner.step():
        number += 1
        if number in replaced:
            runner.come_back()
    assert tuple(runner.events) == events


def the_same_up_to_the_last_intervention(
    plan: Plan, params: Params, seed: int, interventions: list[Act], events: tuple[AnyEvent, ...]
) -> None:
    """The log before an intervention is that of the run without it."""
    if not interventions:
        return
    ordered = sorted(interventions, key=lambda act: act.after)
    done = [place for place, event in enumerate(events) if isinstance(event, f.Intervention)]
    before = done[-1] if len(done) == len(ordered) else len(events)
    runner = Runner(plan, params, seed, ordered[:-1])
    while len(runner.events) < before and runner.step():
        pass
    assert tuple(runner.events)[:before] == events[:before]


MOMENTS = st.sets(st.integers(1, 300), max_size=3)


@pytest.mark.parametrize("part", range(4))
def test_runs_hold(part: int) -> None:
    """500 runs, the same each time; in parts, so that processes can share them."""

    @seeded(part)
    @settings(max_examples=125, **PROFILE)
    @given(plans(), worlds(), st.integers(0, 1_000), acts(), MOMENTS)
    def hold(plan: Plan, params: Params, seed: int, interventions: list[Act], replaced: set[int]) -> None:
        holds(plan, params, seed, interventions, replaced)

    hold()


@pytest.mark.soak
@pytest.mark.parametrize("_part", range(8))
def test_runs_hold_for_long(_part: int) -> None:
    """10,000 runs, others each time."""

    @settings(max_examples=1_250, **PROFILE)
    @given(plans(), worlds(), st.integers(0, 1_000_000), acts(), MOMENTS)
    def hold(plan: Plan, params: Params, seed: int, interventions: list[Act], replaced: set[int]) -> None:
        holds(plan, params, seed, interventions, replaced)

    hold()


def everything_ends(plan: Plan, seed: int, broken: list[Act]) -> None:
    """13: while there is capacity and money, and faults have stopped, every task comes to its end in good time."""
    result = run(plan, calm(), seed, broken)
    last = result.events[-1]
    assert all(task.state.final for task in result.final.tasks.values()), last
    assert any(isinstance(e, d.Finished) and e.rule == "finish.done" for e in result.events[-200:])
    hours = [e.at for e in result.events if isinstance(e, d.Finished)]
    assert hours[0] < 7 * DAY


@settings(max_examples=150, derandomize=True, **PROFILE)
@given(capable_plans(), st.integers(0, 1_000), faults())
def test_everything_ends(plan: Plan, seed: int, broken: list[Act]) -> None:
    everything_ends(plan, seed, broken)


@pytest.mark.soak
@settings(max_examples=3_000, **PROFILE)
@given(capable_plans(), st.integers(0, 1_000_000), faults())
def test_everything_ends_for_long(plan: Plan, seed: int, broken: list[Act]) -> None:
    everything_ends(plan, seed, broken)


class Case(msgspec.Struct):
    """A run as a file for another process; acts are pairs of `after` and fact."""

    plan: Plan
    params: Params
    seed: int
    acts: list[tuple[int, f.Intervention]]


HASHES = """
import sys
from pathlib import Path
import msgspec
from tests.fleet.test_properties import Case, hash_of
for case in msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=list[Case]):
    print(hash_of(case))
"""


def hash_of(case: Case) -> str:
    runner = Runner(case.plan, case.params, case.seed, [Act(after, fact) for after, fact in case.acts])
    while len(runner.events) < MAX_EVENTS and runner.step():
        pass
    return log.digest(runner.events)


def the_same_in_other_processes(count: int, folder: Path) -> None:
    """20: a run is the same in processes whose hashes of texts differ, and as often as it is made."""
    cases: list[Case] = []

    @settings(max_examples=count, derandomize=True, phases=[Phase.generate], **PROFILE)
    @given(plans(), worlds(), st.integers(0, 1_000), acts())
    def collect(plan: Plan, params: Params, seed: int, interventions: list[Act]) -> None:
        cases.append(Case(plan, params, seed, [(act.after, act.fact) for act in interventions]))

    collect()
    file = folder / "cases.json"
    file.write_bytes(msgspec.json.encode(cases))
    wanted = [hash_of(case) for case in cases]
    for seed in ("0", "4242"):
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        command = [sys.executable, "-c", HASHES, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        assert done.stdout.split() == wanted


def test_random_runs_are_the_same_in_other_processes(tmp_path: Path) -> None:
    the_same_in_other_processes(20, tmp_path)


@pytest.mark.soak
def test_many_random_runs_are_the_same_in_other_processes(tmp_path: Path) -> None:
    the_same_in_other_processes(500, tmp_path)


@pytest.mark.parametrize("seed", range(15))
def test_without_faults_nearly_every_task_is_merged(seed: int) -> None:
    result = watched(plan(10), calm(), seed)
    assert sum(task.state is TaskState.MERGED for task in result.final.tasks.values()) >= 8
    assert result.events[-1].at < DAY


@pytest.mark.parametrize("seed", range(10))
def test_a_silent_agent_is_noticed_in_time_and_a_busy_one_is_left_alone(seed: int) -> None:
    """15: within period times threshold; who beats and progresses is never touched."""
    quiet = structs.replace(calm(), tasks={"t1": TaskFate(hang=(1,))})
    events = watched(plan(3), quiet, seed).events
    granted = next(e for e in events if isinstance(e, d.TurnGranted) and e.task == "t1")
    suspected = [e for e in events if isinstance(e, d.Suspected)]
    assert suspected[0].task == "t1"
    assert suspected[0].at - granted.at <= 3 * MINUTE
    assert all(e.task == "t1" or e.clock == "progress" for e in suspected)


@pytest.mark.parametrize("seed", range(5))
def test_the_oldest_ready_task_is_not_starved(seed: int) -> None:
    """14: tasks of one kind are begun in the order of the runbook."""
    events = watched(plan(12), calm(), seed).events
    first = [e.task for e in events if isinstance(e, d.Dispatched) and e.epoch == 1]
    assert first == [f"t{n}" for n in range(12)]
