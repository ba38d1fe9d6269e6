from __future__ import annotations

import json
from pathlib import Path

from orchestra_tui.base.paths import shipped
from tests.cli.conftest import Call


def test_what_ships_is_in_order(call: Call) -> None:
    done = call("check")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert json.loads(call("check", shipped(), "--json").out) == {"findings": []}


def test_a_planted_fault_is_named_by_file_line_column_and_rule(call: Call, small: Path) -> None:
    path = small / "course" / "2-second" / "theory.md"
    path.write_text("# Second\n\n## Again\n\nSee [there](nowhere.md).\n", encoding="utf-8")
    done = call("check", small)
    assert done.code == 1
    (line,) = [line for line in done.out.splitlines() if ": link: " in line]
    assert line.startswith(f"{path}:5:")
    assert done.err == ""
    (found,) = [each for each in json.loads(call("check", small, "--json").out)["findings"] if each["rule"] == "link"]
    assert set(found) == {"file", "line", "column", "rule", "message"}
    assert (found["file"], found["line"]) == (str(path), 5)
    assert f"{found['file']}:{found['line']}:{found['column']}: link: {found['message']}" == line


def test_the_course_option_names_what_to_check(call: Call, small: Path) -> None:
    assert call("--course", small, "check").out == call("check", small).out


def test_lock_notes_ids_once(call: Call, small: Path) -> None:
    small.joinpath("content").mkdir()
    first, again = call("check", small, "--lock"), call("check", small, "--lock")
    assert first.err == "2 ids noted\n"
    assert again.err == "0 ids noted\n"
    assert "section 1-first/begin" in (small / "content" / "ids.lock").read_text(encoding="utf-8")
