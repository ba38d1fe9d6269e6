"""Carrying a journal away, bringing one in, and erasing it."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.text import visible
from tests.journal.conftest import Ids, Opener, fill

HEADER = b'{"exported_at":"2026-03-01T23:30:09+03:00","format":"orchestra-tutorial-journal","version":1}\n'
ROW = {
    "id": "00000000-0000-4000-8000-000000000001", "utc_ms": 1, "utc_offset_min": -90, "course": "c", "kind": "note",
    "subject": "m/s", "v": 1, "body": {"text": "ёж"},
}  # fmt: skip


def line(**changes: object) -> bytes:
    return json.dumps({**ROW, **changes}).encode() + b"\n"


def test_an_export_is_lines_of_canonical_json(opened: Opener, tmp_path: Path) -> None:
    journal = opened()
    row = journal.append("note", "m/s", {"text": "ёж\n«»", "a": [1.5, None]}, "курс")
    assert journal.export(tmp_path / "out.jsonl") == 1
    assert (tmp_path / "out.jsonl").read_text("utf-8") == (
        '{"exported_at":"2026-03-01T23:30:02+03:00","format":"orchestra-tutorial-journal","version":1}\n'
        '{"body":{"a":[1.5,null],"text":"ёж\\n«»"},"course":"курс","id":"' + row.id + '","kind":"note",'
        f'"subject":"m/s","utc_ms":{row.utc_ms},"utc_offset_min":180,"v":1}}\n'
    )


def test_an_export_may_be_shown_on_any_terminal(opened: Opener, tmp_path: Path) -> None:
    evil = "".join(map(chr, range(0xA0))) + "\u202e\u2066\u2028\ud800\u061c [b]"
    journal = opened()
    row = journal.append("note", evil, {evil: evil}, evil)
    journal.export(tmp_path / "out.jsonl")
    text = (tmp_path / "out.jsonl").read_text("utf-8")
    assert visible(text, keep="\n") == text
    other = opened(tmp_path / "other" / "journal.sqlite")
    assert other.merge(tmp_path / "out.jsonl") == (1, 0)
    assert list(other.rows()) == [row]


def test_bringing_in_is_a_union(opened: Opener, tmp_path: Path) -> None:
    one, two = opened(), opened(tmp_path / "two" / "journal.sqlite", new_id=Ids(9))
    rows = [*fill(one, 30), *fill(two, 20)]
    one.export(tmp_path / "one.jsonl")
    two.export(tmp_path / "two.jsonl")
    assert one.merge(tmp_path / "two.jsonl") == (20, 30 - 30)
    assert one.merge(tmp_path / "two.jsonl") == (0, 20)
    assert two.merge(tmp_path / "one.jsonl") == (30, 0)
    assert list(one.rows()) == list(two.rows()) == sorted(rows, key=lambda row: row.key)
    assert (one.append("note", "m/s", {}).key > rows[-1].key, one.left_aside) == (True, ())


def test_what_an_editor_does_to_a_file_is_forgiven(opened: Opener) -> None:
    journal = opened()
    lines = [b"\xef\xbb\xbf" + HEADER.strip() + b"\r\n", b"\r\n", line(), line().strip() + b"\r\n", b"\n"]
    assert journal.merge_lines(lines, "-") == (1, 1), "the second is the first again"
    assert [row.body["text"] for row in journal.rows()] == ["ёж"]


BAD = {
    "torn": (line()[:-30] + b"\n", "This is not JSON", True),
    "not an object": (b"[1]\n", "This is not a row of the journal", False),
    "a key is missing": (json.dumps({"id": ROW["id"]}).encode(), "This is not a row of the journal", False),
    "a key too many": (line(more=1), "This is not a row of the journal", False),
    "not UTF-8": (line().replace(b"note", b"n\xffte"), "This is not UTF-8", True),
    "no id": (line(id="1"), "“id” is not a UUID", False),
    "an id in capitals": (line(id="A" + str(ROW["id"])[1:]), "“id” is not a UUID", False),
    "a time of text": (line(utc_ms="1"), "The time is not a time", False),
    "a time of true": (line(utc_ms=True), "The time is not a time", False),
    "a time beyond SQLite": (line(utc_ms=2**70), "The time is not a time", False),
    "an offset of a day": (line(utc_offset_min=1440), "The time is not a time", False),
    "no version": (line(v=0), "“v” is not a version", False),
    "no kind": (line(kind=""), "“course”, “kind” and “subject” must be text", False),
    "no subject": (line(subject=None), "“course”, “kind” and “subject” must be text", False),
    "half a character": (line(course="\ud800"), "“course”, “kind” and “subject” must be text", False),
    "a body of text": (line(body="{}"), "“body” is not an object", False),
    "not a number": (line(body={"n": float("nan")}), "There is a number in it that JSON cannot hold", False),
    "beyond numbers": (line().replace(b'"v": 1', b'"v": 1e999'), "“v” is not a version", False),
    "infinite": (line(body={"n": 0}).replace(b"0}", b"1e999}"), "There is a number in it that JSON cannot hold", False),
    "digits": (line(body={"n": 0}).replace(b"0}", b"1" * 5000 + b"}"), "There is a number in it", False),
    "deep": (line(body={}).replace(b"{}", b"[" * 99_999), "This is nested too deeply", False),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_line_and_nothing_is_brought_in(name: str, opened: Opener, tmp_path: Path) -> None:
    bad, message, has_column = BAD[name]
    file = tmp_path / "in.jsonl"
    good = line(id="00000000-0000-4000-8000-000000000002")
    file.write_bytes(HEADER + good + bad.rstrip(b"\n") + b"\n" + line())
    journal = opened()
    mine = fill(journal, 2)
    with pytest.raises(OrchestraError) as caught:
        journal.merge(file)
    place, said = str(caught.value).split(": ", 1)
    assert place.startswith(f"{file}:3:" if has_column else f"{file}:3")
    assert said.startswith(message)
    assert "Nothing was imported" in said
    assert list(journal.rows()) == mine


OTHER = [
    (b"", "not an exported journal"),
    (b"\n\n", "not an exported journal"),
    (b"SQLite format 3\x00\xff", "not an exported journal"),
    (line(), "not an exported journal"),
    (b"[]", "not an exported journal"),
    (b'{"format":"another","version":1}', "not an exported journal"),
    (b'{"format":"orchestra-tutorial-journal"}', "not an exported journal"),
    (b'{"format":"orchestra-tutorial-journal","version":true}', "not an exported journal"),
    (b'{"format":"orchestra-tutorial-journal","version":2}', "A newer version of orchestra-tutorial wrote"),
    (b"[" * 99_999, "not an exported journal"),
]


@pytest.mark.parametrize(("data", "message"), OTHER, ids=range(len(OTHER)))
def test_other_files_are_refused(opened: Opener, tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(data)
    with pytest.raises(OrchestraError, match=message) as caught:
        opened().merge(file)
    assert str(caught.value).startswith(f"{file}:1: ")


def test_files_that_cannot_be_opened(opened: Opener, tmp_path: Path) -> None:
    journal = opened()
    fill(journal, 1)
    for file in (tmp_path, tmp_path / "gone.jsonl", tmp_path / "a\0b"):
        with pytest.raises(OrchestraError, match="cannot be read"):
            journal.merge(file)
    for file in (tmp_path, tmp_path / "gone" / "x.jsonl", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(OrchestraError, match="cannot be written"):
            journal.export(file)
    assert [file.name for file in tmp_path.iterdir()] == ["data"], "nothing half-written stays behind"


def test_an_export_does_not_land_on_the_journal(opened: Opener, path: Path, tmp_path: Path) -> None:
    journal = opened()
    rows = fill(journal, 3)
    link = tmp_path / "link"
    link.symlink_to(path)
    for file in (path, link, path.with_name("journal.sqlite-wal"), path.parent / ".." / "data" / path.name):
        with pytest.raises(OrchestraError, match="the journal itself"):
            journal.export(file)
        with pytest.raises(OrchestraError, match="the journal itself"):
            journal.save_elsewhere(file)
    assert list(opened().rows()) == rows


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_an_export_replaces_what_a_link_points_to_or_fills_a_pipe(opened: Opener, tmp_path: Path) -> None:
    journal = opened()
    fill(journal, 50)
    (tmp_path / "old.jsonl").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "old.jsonl")
    assert journal.export(tmp_path / "link") == 50
    assert (tmp_path / "link").is_symlink()
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    thread.start()
    assert journal.export(tmp_path / "pipe") == 50
    thread.join()
    assert read[0].splitlines()[1:] == (tmp_path / "old.jsonl").read_bytes().splitlines()[1:]


def test_forgetting_leaves_no_trace(opened: Opener, path: Path) -> None:
    journal = opened()
    for number in range(300):
        journal.append("note", f"gone-subject-{number}", {"text": f"gone-text {number}"}, "gone-course")
        journal.append("note", f"kept-subject-{number}", {"text": "kept"}, "kept-course")
    assert journal.forget("nobody's") == 0
    assert journal.forget("gone-course") == 300
    assert {row.course for row in journal.rows()} == {"kept-course"}

    def bytes_on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in path.parent.iterdir())

    assert b"gone-" not in bytes_on_disk()
    assert b"kept-" in bytes_on_disk()
    assert len(list(opened().rows())) == 300
    assert (journal.forget(), journal.notices) == (300, ())
    assert b"kept-" not in bytes_on_disk()
    row = journal.append("note", "m/s", {})
    journal.close()
    assert list(opened().rows()) == [row], "and what this session wrote before does not come back"


def test_forgetting_beside_another_reader(opened: Opener, path: Path) -> None:
    journal = opened()
    fill(journal, 50)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM log").fetchone()
        assert journal.forget() == 50
        assert [str(notice).split(": ")[1] for notice in journal.notices] == [
            "The rows are erased, but another open tutorial keeps traces of them on the disk. "
            "Close it and repeat the command."
        ]
    assert (journal.forget(), journal.notices) == (0, ())


def test_forgetting_what_never_reached_the_disk(opened: Opener, path: Path) -> None:
    path.parent.write_text("in the way")
    journal = opened()
    fill(journal, 3, "one")
    kept = fill(journal, 2, "two")
    assert journal.forget("one") == 3
    assert list(journal.pending) == list(journal.rows()) == kept
