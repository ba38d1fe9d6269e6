"""The graph of a runbook against brute force on random ones."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.model import Role, Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.simulation.run import run
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.playing.graph import Graph, Span, graph, graph_of, longest, remaining, waves
from orchestra_tui.tutor.playing.recording import record
from tests.fleet.fleets import plan, scenario


def runbook(*after: tuple[str, ...]) -> Plan:
    """Tasks t0, t1, … each after those named."""
    tasks = tuple(Task(id=f"t{n}", title="", role=Role.DEVELOPER, after=names) for n, names in enumerate(after))
    return structs.replace(plan(1), tasks=tasks)


@st.composite
def dags(draw: st.DrawFn) -> Plan:
    """Random runbooks; the order in the file is not the order of the work."""
    count = draw(st.integers(1, 9))
    names = draw(st.permutations([f"t{n}" for n in range(count)]))
    after = {name: tuple(other for other in names[:place] if draw(st.booleans())) for place, name in enumerate(names)}
    return runbook(*(after[f"t{n}"] for n in range(count)))


def spans(drawn: st.DataObject, given: Plan) -> dict[str, Span]:
    found = {}
    for task in given.tasks:
        start = drawn.draw(st.integers(0, 50))
        length = drawn.draw(st.integers(0, 50))
        found[task.id] = Span(start, start + length) if drawn.draw(st.integers(0, 5)) else Span(None, 100)
    return found


def chains(given: Plan, last: str) -> Iterator[tuple[str, ...]]:
    """Every chain of tasks that ends with this one and cannot begin earlier."""
    before = given.task[last].after
    if not before:
        yield (last,)
    for other in before:
        for chain in chains(given, other):
            yield (*chain, last)


def every(given: Plan) -> list[tuple[str, ...]]:
    return [chain for task in given.tasks for chain in chains(given, task.id)]


@given(dags(), st.data())
def test_the_critical_path_is_the_longest_of_all_chains(given: Plan, data: st.DataObject) -> None:
    known = graph(given, spans(data, given))
    lengths = {id: span.left(0) for id, span in known.spans.items()}
    longest_of_all = max(sum(lengths[id] for id in chain) for chain in every(given))
    assert known.path.length == longest_of_all == sum(lengths[id] for id in known.path.tasks)
    for one, other in zip(known.path.tasks, known.path.tasks[1:], strict=False):
        assert one in given.task[other].after
    for task in given.tasks:
        through = max(sum(lengths[id] for id in chain) for chain in every(given) if task.id in chain)
        assert known.slack[task.id] == longest_of_all - through
    assert all(known.slack[id] == 0 for id in known.path.tasks)


@given(dags())
def test_a_wave_is_the_number_of_tasks_that_come_before_in_the_longest_chain(given: Plan) -> None:
    found = waves(given)
    assert list(found) == [task.id for task in given.tasks]
    for task in given.tasks:
        assert found[task.id] == max(map(len, chains(given, task.id))) - 1


def reach(before: dict[str, tuple[str, ...]], id: str) -> set[str]:
    return {id}.union(*(reach(before, other) for other in before[id]))


@given(dags())
def test_what_is_drawn_implies_all_the_rest_and_none_of_it_is_implied(given: Plan) -> None:
    known = graph(given, {task.id: Span(0, 1) for task in given.tasks})
    before = {id: known.before[id] for id in known.wave}
    whole = {task.id: task.after for task in given.tasks}
    for id, drawn in before.items():
        assert reach(before, id) == reach(whole, id)
        assert set(drawn) <= set(whole[id])
        for other in drawn:
            assert not any(other in reach(whole, third) for third in drawn if third != other)


@given(dags(), st.data(), st.integers(0, 120))
def test_what_is_left_is_the_longest_chain_of_what_is_left_of_each(given: Plan, data: st.DataObject, at: int) -> None:
    known = graph(given, spans(data, given))
    left = {id: span.left(at) for id, span in known.spans.items()}
    found = longest(known.order, known.before, left)
    assert found.length == max(sum(left[id] for id in chain) for chain in every(given))
    assert sum(left[id] for id in found.tasks) == found.length


def test_a_span_shrinks_from_its_start_to_its_end() -> None:
    span = Span(10, 30)
    assert [span.left(at) for at in (0, 10, 15, 30, 99)] == [20, 20, 15, 0, 0]
    assert Span(None, 30).left(5) == 0


def played(name: str) -> Graph:
    one = scenario(name)
    return graph_of(record(one.plan, run(one.plan, one.params, one.head.seed).events))


def test_a_run_gives_each_task_the_time_from_its_first_agent_to_main() -> None:
    one = scenario("parallel-feature")
    recording = record(one.plan, run(one.plan, one.params, one.head.seed).events)
    known = graph_of(recording)
    begun = {e.task: e.at for e in reversed(recording.events) if isinstance(e, d.Dispatched)}
    merged = {e.task: e.at for e in recording.events if isinstance(e, d.Merged)}
    assert known.spans == {task.id: Span(begun[task.id], merged[task.id]) for task in one.plan.tasks}
    assert [len(wave) for wave in known.waves] == [1, 1, 8, 1]
    assert known.path.tasks[:2] == ("contract", "plan")
    assert known.path.tasks[-1] == "e2e"
    slowest = max(known.waves[2], key=lambda id: known.spans[id].left(0))
    assert known.path.tasks[2] == slowest
    assert remaining(recording, 0) == known.path
    half = remaining(recording, begun["e2e"])
    assert half.tasks == ("e2e",)
    late = begun["e2e"] + 3 * MINUTE
    assert remaining(recording, late).length == merged["e2e"] - late
    assert remaining(recording, recording.end + MINUTE).tasks == ()


def test_tasks_that_never_came_to_main_count_until_nothing_happened_to_them_any_more() -> None:
    known = played("swap-error")
    final = {id for id, span in known.spans.items() if span.started is not None}
    assert final == set(known.wave)
    assert known.path.length == max(span.left(0) for span in known.spans.values())


def test_a_long_chain_needs_no_recursion() -> None:
    given = runbook((), *((f"t{n}",) for n in range(3_000)))
    known = graph(given, {task.id: Span(0, 1) for task in given.tasks})
    assert len(known.waves) == 3_001
    assert known.path.length == 3_001
