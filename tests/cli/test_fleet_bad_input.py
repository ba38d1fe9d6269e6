"""Scenario files that nobody should have written: refused whole, with file, line, column and remedy; exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestra_tui.authoring.schemas import SCHEMAS
from tests.cli.conftest import Call, Done
from tests.cli.test_authors import holds

GOOD = """\
version: 1
title: Own
section: roles
watch: look
question: {text: "how many?", metric: merged}
goal:
  - {metric: merged, at_least: 2}
start: "2026-11-02T22:00"
runbook:
  tasks:
    - {id: api, role: developer, touches: [api/], budget: 5}
    - {id: ui, role: qa, after: [api]}
  merge: {order: [api, ui]}
pool:
  - {owner: alice, cli: claude, model: sonnet, daily_budget: 40}
  - {owner: bob, cli: claude, availability_window: "00:00-08:00", zone: Europe/Belgrade, quota: {per: 5h, tokens: 2M}}
human: {hours: "10:00-18:00", zone: Europe/Belgrade}
profiles:
  dev: {roles: [developer, tester], model: sonnet, max_turns: 10, count: 2, fallbacks: [opus]}
  rev: {roles: [reviewer], model: opus, max_turns: 5}
policy: {progress: 20m, limits: {critic_after: 2}}
world:
  tasks:
    api: {difficulty: 1}
  accounts:
    bob-claude: {window: 5h, tokens: 350k}
"""

BAD = {
    "an unknown key": ("title: Own", "titel: Own", '2:1: Unknown key "titel". Did you mean "title"?'),
    "an unknown key deep inside": ("budget: 5", "bugdet: 5", '11:51: Unknown key "bugdet". Did you mean "budget"?'),
    "a key twice": ("watch: look", "watch: look\ntitle: Own", '5:1: The key "title" is here again, first at 2:1'),
    "a key missing": ("title: Own\n", "", '1:1: The key "title" is missing'),
    "a section missing": ("policy:", "polcy:", '21:1: Unknown key "polcy". Did you mean "policy"?'),
    "a circle": ("touches: [api/]", "after: [ui]", "These tasks wait for each other: "),
    "a task after itself": ("after: [api]", "after: [ui]", "12:33: These tasks wait for each other: ui → ui."),
    "a task after nothing": ("after: [api]", "after: [apu]", '12:34: No task is called "apu". Did you mean "api"?'),
    "a task twice": ("id: ui", "id: api", '12:12: The task "api" is here already, first in line 11'),
    "a merge of nothing": ("order: [api, ui]", "order: [api, iu]", '13:24: No task is called "iu". Known here: api'),
    "a role that nobody has": ("role: qa", "role: devops", '12:22: No profile plays the role "devops"'),
    "a role that there is not": ("role: qa", "role: quality", '12:22: Unknown role "quality"'),
    "a review by nobody": ("[reviewer]", "[developer]", '11:7: "api" is to be reviewed, but no profile plays'),
    "a window without a zone": (", zone: Europe/Belgrade, quota", ", quota",
                                "16:31: A window needs a time zone. Write zone: Europe/Belgrade beside it."),
    "hours without a zone": ('18:00", zone: Europe/Belgrade', '18:00"',
                             "17:9: Hours need a time zone. Write zone: Europe/Belgrade beside them."),
    "a zone that there is not": ("zone: Europe/Belgrade, quota", "zone: Belgrade, quota", "is no time zone"),
    "a window that is none": ('"00:00-08:00"', '"0-8"', '"0-8" is no window: write 00:00-08:00'),
    "a negative budget": ("daily_budget: 40", "daily_budget: -40", "15:62: A budget cannot be less than nothing: -40"),
    "a budget in words": ("budget: 5", "budget: five", '11:59: "five" is no amount of dollars: write 10 or 0.37'),
    "an unknown CLI": ("cli: claude, model", "cli: cloude, model",
                       '15:25: Unknown CLI "cloude". Did you mean "claude"?'),
    "an unknown model": ("model: opus", "model: opsu", '20:35: Unknown model "opsu". Did you mean "opus"?'),
    "a model of another CLI": ("model: sonnet, daily", "model: codex, daily", 'The CLI "claude" has no model "codex"'),
    "no turns": ("max_turns: 5", "max_turns: 0", "20:52: Expected a whole number ≥ 1"),
    "text for a number": ("count: 2", "count: two", "19:74: Expected a whole number, found text"),
    "a number for a text": ("section: roles", "section: 7", "3:10: Expected text, found a whole number"),
    "a list for a mapping": ("policy: {progress: 20m, limits: {critic_after: 2}}", "policy: [20m]",
                             "21:9: Expected a mapping"),
    "too many agents": ("count: 2", "count: 99999", "19:74: Expected a whole number ≤ 2000"),
    "a duration without a unit": ("progress: 20m", "progress: 20", '"20" is no duration: write 90s, 15m or 1h30m'),
    "an unknown value of the policy": ("progress: 20m", "progres: 20m",
                                       '21:10: Unknown key "progres". Did you mean "progress"?'),
    "an unknown limit": ("critic_after", "critic", '21:34: Unknown key "critic". Did you mean "critic_after"?'),
    "an unknown metric": ("metric: merged, at", "metric: merge, at", '7:14: Unknown value "merge". Did you mean'),
    "a goal without a bound": (", at_least: 2", "", "7:5: This goal wants nothing: write at_least or at_most"),
    "a start that is none": ('"2026-11-02T22:00"', "tonight", '8:8: "tonight" is no moment'),
    "another version": ("version: 1", "version: 2", "1:10"),
    "a task the world does not have": ("    api: {d", "    apo: {d",
                                       '24:5: The plan has no "apo". Did you mean "api"?'),
    "an account the world does not have": ("bob-claude", "bob", '26:5: The plan has no "bob"'),
    "a share over one": ("world:", "world:\n  checks: {flaky: 2}", "23:19: Expected a number ≤ 1.0"),
    "a list of nothing": ("roles: [reviewer]", "roles: []", "20:16: Expected a list of length ≥ 1"),
    "deep nesting": ("watch: look", f"watch: {'[' * 100_000}", "4:71: Nested deeper than 64 levels"),
    "a bracket too few": ("[reviewer]", "[reviewer", "20:"),
    "a tab": ("  dev:", "\tdev:", "19:"),
    "a tag": ("title: Own", "title: !!python/object:os.system Own", "2:8: The tag"),
    "a merge key": ("  tasks:\n    api:", "  <<: {}\n  tasks:\n    api:", '23:3: "<<" is not understood here'),
    "a control character": ("title: Own", "title: O\x1bwn", "2:9: A character that may not stand in YAML: U+001B"),
    "a name with steering": ("id: ui", 'id: "\\e[2Jui"', "12:12: Expected text of the form"),
    "a second document": ("world:", "---\nworld:", "22:1: A second document begins here"),
    "a file that is not there": ("policy: {progress: 20m, limits: {critic_after: 2}}", "policy: none.yaml",
                                 "none.yaml: It cannot be read"),
    "a number nobody can count": ("count: 2", "count: 1e999", "19:74: This is not a number that can be computed with"),
}  # fmt: skip


@pytest.fixture
def refused(call: Call, tmp_path: Path):
    """Runs a scenario of one's own."""

    def run(text: str | bytes) -> Done:
        file = tmp_path / "own.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return call("fleet", "run", file, "--json")

    return run


def test_the_good_one_runs(refused) -> None:
    done = refused(GOOD)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["tasks"]["total"] == 2


@pytest.mark.parametrize(("old", "new", "told"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told_at_its_place(refused, old: str, new: str, told: str) -> None:
    assert old in GOOD
    done = refused(GOOD.replace(old, new, 1))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
    assert "own.yaml:" in done.err or "none.yaml:" in done.err
    assert "\x1b" not in done.err
    assert "Traceback" not in done.err


def exploding() -> str:
    """Ten times ten times ten … of a list, through aliases."""
    steps = "".join(f"  - &{b} [{', '.join(f'*{a}' for _n in range(10))}]\n"
                    for a, b in zip("abcdefgh", "bcdefghi", strict=True))  # fmt: skip
    return f"watch:\n  - &a [x, x, x, x, x, x, x, x, x, x]\n{steps}"


HOSTILE = {
    "nothing": (b"", "own.yaml:1:1: The file is empty"),
    "a list": (b"- 1\n", "own.yaml:1:1: Expected a mapping"),
    "exploding aliases": (exploding().encode(), "The file holds more than can be loaded"),
    "an alias to itself": (b"a: &a [*a]\n", '"*a" names nothing that ended above it'),
    "bytes": (b"title: \xff\n", "own.yaml:1:8: Byte 0xff is not UTF-8"),
    "a very long file": (b"# " + b"x" * 3_000_000, "is longer than"),
}


@pytest.mark.parametrize(("text", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_at_once(refused, text: bytes, told: str) -> None:
    done = refused(text)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err


SEEN_BY_EDITORS = ["an unknown key", "an unknown key deep inside", "a key missing", "a section missing",
                   "a role that there is not", "a negative budget", "a budget in words", "an unknown CLI", "no turns",
                   "text for a number", "a number for a text", "a list for a mapping", "a duration without a unit",
                   "an unknown limit", "an unknown metric", "another version", "a share over one"]  # fmt: skip


@pytest.mark.parametrize("name", SEEN_BY_EDITORS)
def test_an_editor_sees_it_too(name: str) -> None:
    from orchestra_tui.base.yaml import parse

    old, new, _told = BAD[name]
    schema = SCHEMAS["scenario"]()
    assert holds(schema, parse(GOOD, "good.yaml").value)
    assert not holds(schema, parse(GOOD.replace(old, new, 1), "bad.yaml").value)
