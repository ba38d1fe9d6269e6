"""The command table holds together: no key means two things in one place, every letter has its Russian neighbour."""

from __future__ import annotations

from itertools import combinations

import pytest

from orchestra_tui.tui import commands
from orchestra_tui.tui.commands import BY_ID, CHAINS, COMMANDS, Command, as_markdown, default_keys, heard_in, with_twins
from orchestra_tui.tui.keys import known, shown, twin


def test_ids_are_unique_and_every_command_explains_itself() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.title, command.id
        assert command.help.endswith("."), command.id
        assert command.keys or command.listed, command.id
        assert all(known(key) for key in command.keys), command.id
        assert any(command.place in chain for chain in CHAINS.values()), command.id
        assert not command.over or command.when, command.id


@pytest.mark.parametrize("context", CHAINS)
def test_no_key_means_two_things_in_one_place(context: str) -> None:
    keys = with_twins(default_keys())
    for one, other in combinations(heard_in(context), 2):
        shared = set(keys[one.id]) & set(keys[other.id])
        covered = one.over == other.id or other.over == one.id
        assert not shared or covered, f"{one.id} and {other.id} share {shared}"


def test_a_key_that_covers_another_does_so_only_from_nearer() -> None:
    for command in COMMANDS:
        if command.over:
            chain = next(chain for chain in CHAINS.values() if command.place in chain)
            assert chain.index(command.place) < chain.index(BY_ID[command.over].place)


def test_every_letter_key_answers_on_the_russian_layout_too() -> None:
    keys = with_twins(default_keys())
    for command in COMMANDS:
        for key in command.keys:
            if len(key) == 1 and key.isalpha():
                assert twin(key) in keys[command.id], (command.id, key)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("n", "т"), ("N", "Т"), ("/", "."), ("?", "comma"), ("comma", "б"), (".", "ю"), ("[", "х"), ("]", "ъ"),
     ("'", "э"), (":", "Ж"), ("`", "ё"), ("ctrl+p", None), ("space", None), ("+", None), ("f1", None)],
)  # fmt: skip
def test_a_key_and_what_it_types_in_russian(key: str, expected: str | None) -> None:
    assert twin(key) == expected


def test_a_twin_gives_way_to_a_key_that_is_meant() -> None:
    keys = with_twins({**default_keys(), "palette": (".",)})
    assert keys["palette"] == (".", "ю")
    assert "." not in keys["find"]


def test_quitting_by_ctrl_q_is_never_something_else() -> None:
    assert [command.id for command in COMMANDS if "ctrl+q" in command.keys] == ["quit"]


def test_the_key_table_for_readers_names_every_command_of_the_place() -> None:
    table = as_markdown("page")
    for command in heard_in("page"):
        assert command.help in table
    assert "| `n` `→` `l` | Next section." in table


@pytest.mark.parametrize(
    ("key", "expected"),
    [("pagedown", "pgdn"), ("ctrl+p", "^p"), ("alt+left", "alt+←"), ("f1", "F1"), ("f", "f"), ("+", "+")],
)
def test_keys_as_they_are_shown(key: str, expected: str) -> None:
    assert shown(key) == expected


def test_groups_keep_every_command_once() -> None:
    listed: list[Command] = [command for _, members in commands.groups(COMMANDS) for command in members]
    assert sorted(command.id for command in listed) == sorted(BY_ID)
