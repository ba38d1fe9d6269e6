"""`fleet list`, `run` and `replay`: what is on stdout, what on stderr, and the exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from orchestra_tui.base.paths import shipped
from orchestra_tui.fleet import log
from orchestra_tui.fleet.metrics import Metric, compute
from orchestra_tui.fleet.simulation import run as simulation
from orchestra_tui.fleet.simulation.scenario import read
from tests.cli.conftest import Call, Done
from tests.tutor.fleets import build, scenario

NAMES = sorted(path.stem for path in (shipped() / "content/module-7-orchestration/scenarios").glob("*.yaml"))
KEYS = ["scenario", "seed", "log_hash", "events", "makespan_ms", "tasks", "swaps", "conflicts", "fenced", "restarts",
        "cost_usd", "tokens", "agents"]  # fmt: skip


@pytest.fixture
def fleets(tmp_path: Path) -> Path:
    return build(tmp_path / "fleets")


@pytest.fixture
def fleet(call: Call, fleets: Path):
    """Calls `fleet` on the small course."""

    def run(*words: str | Path, lang: str = "en") -> Done:
        return call("--course", fleets, "fleet", *words, lang=lang)

    return run


def told(done: Done) -> dict[str, object]:
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


# list


def test_the_list_has_name_title_and_section(call: Call) -> None:
    found = json.loads(call("fleet", "list", "--json").out)
    assert {each["name"] for each in found} == set(NAMES)
    assert all(list(each) == ["name", "title", "section"] for each in found)
    assert {"name": "night-shift", "title": "Ночная смена", "section": "roles"} in found
    sections = {each["section"] for each in json.loads(call("read", "--list", "--json").out)}
    assert {each["section"] for each in found} <= sections


def test_the_list_is_a_table_and_names_the_next_command(fleet) -> None:
    assert fleet("list").out == (
        "small  Small  one\n"
        "also   Also   two\n"
        "zero   Zero   two\n"
        "\n"
        "To run one: orchestra-tutorial fleet run small\n"
    )  # fmt: skip
    assert fleet("list", "--ids").out == "also\nsmall\nzero\n"


def test_a_broken_scenario_is_told_beside_the_list(fleet, fleets: Path) -> None:
    (fleets / "content/m/scenarios/small.yaml").write_text("title: [\n")
    done = fleet("list", "--json")
    assert [each["name"] for each in json.loads(done.out)] == ["also", "zero"]
    assert done.code == 0
    assert "small.yaml:" in done.err
    assert done.err.count("\n") == 1


def test_a_course_may_have_none(call: Call, small: Path) -> None:
    assert call("--course", small, "fleet", "list").out == "This course has no scenarios\n"
    assert call("--course", small, "fleet", "list", "--json").out == "[]\n"


# run


def test_the_numbers_of_a_run(call: Call) -> None:
    one = read(shipped() / "content/module-7-orchestration/scenarios/swap-critic.yaml")
    plain = simulation.run(one.plan, one.params, 5)
    numbers = compute(one.plan, plain.events)
    found = told(call("fleet", "run", "swap-critic", "--seed", "5", "--json"))
    assert list(found) == KEYS
    assert (found["scenario"], found["seed"], found["log_hash"]) == ("swap-critic", 5, plain.hash)
    assert (found["events"], found["makespan_ms"]) == (len(plain.events), numbers[Metric.MAKESPAN])
    assert found["tasks"] == {
        "total": 4,
        "merged": numbers[Metric.MERGED],
        "needs_human": numbers[Metric.NEEDS_HUMAN],
        "cancelled": 0,
        "open": 0,
    }
    assert found["swaps"] == {"timeout": 0, "error": 0, "critic": numbers[Metric.CRITIC_SWAPS]}
    assert found["swaps"]["critic"] >= 1
    assert found["cost_usd"] == pytest.approx(plain.final.ledger.fleet.spent / 1e6)
    assert found["tokens"] == numbers[Metric.TOKENS]


def test_the_agents_of_a_run_add_up(call: Call) -> None:
    found = told(call("fleet", "run", "parallel-feature", "--json"))
    agents = {each["name"]: each for each in found["agents"]}
    assert list(agents)[:2] == ["claude-architect-1", "claude-developer-1"]
    assert sum(each["merged"] for each in agents.values()) == found["tasks"]["merged"] == 11
    assert sum(each["tokens"] for each in agents.values()) == found["tokens"]
    assert sum(each["cost_usd"] for each in agents.values()) == pytest.approx(found["cost_usd"])
    first = agents["claude-architect-1"]
    assert (first["profile"], first["cli"], first["model"]) == ("claude-architect", "claude", "claude-opus-5.5")
    assert first["roles"] == ["architect", "planner"]
    assert first["turns"] >= first["attempts"] >= 2


def test_changes_of_account_are_error_swaps(call: Call) -> None:
    found = told(call("fleet", "run", "swap-error", "--json"))
    assert found["swaps"]["error"] >= 1
    assert told(call("fleet", "run", "zombie", "--json"))["fenced"] >= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_runs_by_name_and_by_path(call: Call, name: str) -> None:
    path = shipped() / f"content/module-7-orchestration/scenarios/{name}.yaml"
    assert told(call("fleet", "run", name, "--json")) == told(call("fleet", "run", path, "--json"))


def test_the_story_ends_with_the_goal_and_the_way_on(fleet) -> None:
    done = fleet("run", "small")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Small · seed 1\n\n")
    head, _goal, end = done.out.rpartition("\n\nThe goal is missed:\n")
    assert "api" in head
    lines = end.splitlines()
    assert lines[0] == "  ✓ tasks in main: 2 (at least 2)"
    assert re.fullmatch(r"  ✗ time of the run: \d+ min \(at most 1 min\)", lines[1])
    assert lines[2:] == ["", "What it shows: orchestra-tutorial read one"]
    assert max(map(len, done.out.splitlines())) <= 80
    assert "Цель не достигнута:" in fleet("run", "small", lang="ru").out


def test_seed_values_and_files_change_the_run(fleet, tmp_path: Path) -> None:
    plain = told(fleet("run", "small", "--json"))
    assert told(fleet("run", "small", "--json", "--seed", "1")) == plain
    assert told(fleet("run", "small", "--json", "--seed", "2"))["log_hash"] != plain["log_hash"]
    more = told(fleet("run", "small", "--set", "profiles.dev.count=3", "--set=seed=2", "--json"))
    assert (len(more["agents"]), more["seed"]) == (4, 2)
    book, pool = tmp_path / "book.yaml", tmp_path / "pool.yaml"
    book.write_text("tasks: [{id: alone, role: developer}]\n")
    pool.write_text("[{owner: bob, cli: claude}]\n")
    done = fleet(
        "run", "small", "--runbook", book, "--pool", pool, "--set", "runbook.tasks.alone.review=false", "--json"
    )
    assert json.loads(done.out)["tasks"]["total"] == 1
    assert done.err.count("\n") == 1
    assert "small.yaml: What the scenario says of these does not count: api, ui" in done.err


def test_stepping_in_changes_the_run(fleet) -> None:
    plain = told(fleet("run", "small", "--json"))
    changed = told(fleet("run", "small", "--json", "--at", "5m", "cancel ui", "--at", "1m", "nudge dev-1"))
    assert changed["tasks"] == {**plain["tasks"], "merged": 1, "cancelled": 1}
    late = fleet("run", "small", "--json", "--at", "9h", "cancel ui")
    assert json.loads(late.out) == plain
    assert late.err == 'orchestra-tutorial: The run was over before that: "cancel ui"\n'


def test_the_log_is_written_whole(fleet, tmp_path: Path) -> None:
    file = tmp_path / "logs/run.jsonl"
    found = told(fleet("run", "small", "--events", file, "--json"))
    read_back = log.load(file.read_text(encoding="utf-8").split("\n"), "x")
    assert log.digest(read_back.events) == found["log_hash"]
    assert len(read_back.events) == found["events"]
    piped = fleet("run", "small", "--events", "-")
    assert (piped.code, piped.out) == (0, file.read_text(encoding="utf-8"))


def test_the_trace_is_markdown_and_says_which_run_it_is_of(fleet, tmp_path: Path) -> None:
    file = tmp_path / "trace.md"
    found = told(fleet("run", "small", "--trace", file, "--json"))
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert found["log_hash"] in text
    assert fleet("run", "small", "--trace", "-").out == text
    russian = fleet("run", "small", "--trace", "-", lang="ru").out
    assert "## Для конституции" in russian
    assert "## Технические решения" in russian


def test_two_processes_write_the_same_log(fleets: Path, tmp_path: Path) -> None:
    texts = set()
    for seed in ("0", "1", "4242"):
        file = tmp_path / f"{seed}.jsonl"
        command = [sys.executable, "-m", "orchestra_tui", "--course", str(fleets), "fleet", "run", "small", "--json"]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*command, "--events", str(file)], env=env, check=True, capture_output=True)
        texts.add(file.read_bytes())
    assert len(texts) == 1


def test_only_one_thing_goes_to_stdout(fleet) -> None:
    for words in (("--json", "--events", "-"), ("--events", "-", "--trace", "-"), ("--trace", "-", "--json")):
        done = fleet("run", "small", *words)
        assert (done.code, done.out) == (2, "")
        assert "cannot both have stdout. Give one of them a file." in done.err


def test_a_log_that_cannot_be_written_is_one_line(fleet, tmp_path: Path) -> None:
    done = fleet("run", "small", "--events", tmp_path, "--json")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "It cannot be written" in done.err


def test_the_impossible_is_explained_before_the_run(fleet) -> None:
    done = fleet("run", "small", "--set", "runbook.tasks.api.budget=0.01", "--json")
    assert (done.code, done.out) == (2, "")
    lines = done.err.splitlines()
    assert len(lines) == 2
    assert 'small.yaml: The task "api" can never be done: one turn of claude-sonnet-5.5 may cost' in lines[0]
    assert 'The task "ui" can never be done: it comes after "api", which can never be done' in lines[1]


def test_a_runaway_run_is_one_line(fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "MAX_EVENTS", 15)
    done = fleet("run", "small", "--json")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "The run was stopped before its end: too many events (" in done.err


def test_help_names_every_action_and_every_fault(call: Call) -> None:
    from orchestra_tui.cli.fleet_run import ACTIONS
    from orchestra_tui.fleet.simulation.world import FAULTS
    from orchestra_tui.tutor import conducting

    assert list(ACTIONS) == [usage for usage, _make in conducting.ACTIONS.values()]
    shown = call("fleet", "run", "--help").out
    for word in (*ACTIONS, *FAULTS):
        assert word in shown


# replay


@pytest.fixture
def kept(fleet, tmp_path: Path) -> Path:
    """A log of the small scenario."""
    file = tmp_path / "run.jsonl"
    fleet("run", "small", "--seed", "3", "--events", file, "--json")
    return file


def test_a_replay_has_the_numbers_of_the_run(fleet, kept: Path) -> None:
    assert told(fleet("replay", kept, "--json")) == told(fleet("run", "small", "--seed", "3", "--json"))


def test_a_replay_tells_the_story_of_the_run(fleet, kept: Path) -> None:
    done = fleet("replay", kept)
    assert (done.code, done.err, done.out) == (0, "", fleet("run", "small", "--seed", "3").out)


def test_a_log_may_come_through_a_pipe(fleet, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(kept.read_text()))
    assert told(fleet("replay", "-", "--json")) == told(fleet("run", "small", "--seed", "3", "--json"))


def test_verifying_says_that_all_follows(fleet, kept: Path) -> None:
    found = told(fleet("run", "small", "--seed", "3", "--json"))
    done = fleet("replay", kept, "--verify")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"Every decision follows from the rules: {found['events']} events, hash {found['log_hash']}\n"
    )  # fmt: skip
    assert told(fleet("replay", kept, "--verify", "--json")) == {
        **{key: found[key] for key in ("scenario", "seed", "log_hash", "events")},
        "verified": True,
        "divergence": None,
    }


def test_verifying_names_the_first_difference(fleet, kept: Path) -> None:
    lines = kept.read_text().splitlines()
    place = next(n for n, line in enumerate(lines) if '"turn-granted"' in line)
    raw = json.loads(lines[place])
    lines[place] = json.dumps({**raw, "reserved": 1})
    kept.write_text("\n".join(lines))
    done = fleet("replay", kept, "--verify")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert f"run.jsonl:{place + 1}: Event {place} is where they part. The log: " in done.err
    done = fleet("replay", kept, "--verify", "--json")
    found = json.loads(done.out)
    assert (done.code, found["verified"], found["divergence"]["n"]) == (1, False, place)
    assert found["divergence"]["logged"]["reserved"] == 1
    assert found["divergence"]["decided"]["reserved"] == raw["reserved"]


def test_another_scenario_than_the_logs_own_is_said(fleet, kept: Path, fleets: Path) -> None:
    file = fleets / "content/m/scenarios/small.yaml"
    file.write_text(scenario().replace("count: 2", "count: 3"))
    done = fleet("replay", kept, "--json")
    assert done.code == 0
    assert "The log was made from another scenario than this" in done.err
    file.write_text(scenario().replace("id: api", "id: apo").replace("[api]", "[apo]").replace("    api:", "    apo:"))
    done = fleet("replay", kept, "--json")
    assert (done.code, done.out) == (2, "")
    assert "cannot have happened in the scenario" in done.err.splitlines()[1]


def test_a_scenario_of_ones_own_is_named(fleet, kept: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(scenario().replace("count: 2", "count: 3"))
    fleet("run", mine, "--events", kept, "--json")
    done = fleet("replay", kept, "--json")
    assert (done.code, done.out) == (2, "")
    assert 'is of the scenario "mine", which is not here. Name its file: --scenario FILE' in done.err
    assert told(fleet("replay", kept, "--scenario", mine, "--json")) == told(fleet("run", mine, "--json"))


def test_what_the_run_was_told_is_told_again(fleet, kept: Path) -> None:
    words = ("--set", "profiles.dev.count=4")
    found = told(fleet("run", "small", *words, "--events", kept, "--json"))
    assert "another scenario" in fleet("replay", kept, "--json").err
    assert told(fleet("replay", kept, *words, "--json")) == found


BAD_LOGS = {
    "nothing": ("", "run.jsonl:1: The log is empty"),
    "no header": ('{"n":1}\n', "run.jsonl:1: This is not the header of a fleet log"),
    "not JSON": ("\x1b[2J\n", "run.jsonl:1: This is not the header of a fleet log"),
    "deep": ('{"format":"orchestra-fleet-log","version":1,"scenario":"small"}\n' + "[" * 100_000,
             "run.jsonl:2: This line is no event of a fleet log"),
    "a gap": ('{"format":"orchestra-fleet-log","version":1,"scenario":"small"}\n{"at":0,"kind":"run-started","n":2}',
              "run.jsonl:2: Event 2 stands where 1 should"),
    "a newer form": ('{"format":"orchestra-fleet-log","version":2}\n', "run.jsonl:1: This is not the header"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD_LOGS.values(), ids=BAD_LOGS)
def test_what_is_no_log_is_one_line(fleet, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "run.jsonl"
    file.write_text(text)
    done = fleet("replay", file)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


def test_a_log_that_is_not_there_is_one_line(fleet, tmp_path: Path) -> None:
    done = fleet("replay", tmp_path / "none")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


MISUSE = {
    "a scenario that is not there": (["run", "smal"], 'There is no scenario "smal". Did you mean "small"?'),
    "no scenario": (["run"], "SCENARIO is missing"),
    "a word too many": (["run", "small", "zero"], 'Nothing is known about "zero"'),
    "a seed that is none": (["run", "small", "--seed", "x"], "--seed is a whole number from 0 to"),
    "a huge seed": (["run", "small", "--seed", "9" * 40], "--seed is a whole number from 0 to"),
    "half an order": (["run", "small", "--at", "5m"], "--at needs a value: TIME ACTION"),
    "an order without a time": (["run", "small", "--at", "kill dev-1", "5m"], '"kill dev-1" is no duration'),
    "an unknown agent": (["run", "small", "--at", "5m", "kill dev-9"], 'There is no agent "dev-9". Did you mean'),
    "a value without a name": (["run", "small", "--set", "count"], '--set: "count" sets nothing'),
    "a value nowhere": (["run", "small", "--set", "runbook.tasks.uo.budget=1"], "leads nowhere"),
    "an unknown key": (["run", "small", "--set", "profiles.dev.cuont=1"], 'Unknown key "cuont"'),
    "a runbook that is not there": (["run", "small", "--runbook", "none.yaml"], "none.yaml: It cannot be read"),
    "no command": ([], "One of these must follow: list, run, replay"),
    "no log": (["replay"], "LOG is missing"),
}


@pytest.mark.parametrize(("words", "said"), MISUSE.values(), ids=MISUSE)
def test_misuse_is_one_line_and_exit_2(fleet, words: list[str], said: str) -> None:
    done = fleet(*words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert "Traceback" not in done.err
