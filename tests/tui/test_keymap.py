"""The learner's keymap is checked before it is used: every fault is named, the rest works."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.tui.commands import BY_ID, COMMANDS, default_keys, meet, with_twins
from orchestra_tui.tui.keymap import build


def test_no_wishes_no_changes() -> None:
    keymap = build({})
    assert keymap.keys == with_twins(default_keys())
    assert not keymap.faults
    assert not keymap.changed


def test_a_wish_brings_its_russian_neighbour_and_frees_the_old_key() -> None:
    keymap = build({"next-section": "v, f5", "bookmark": "l"})
    assert not keymap.faults
    assert keymap.keys["next-section"] == ("v", "f5", "м")
    assert keymap.keys["bookmark"] == ("l", "д")
    assert keymap.first("next-section") == "v"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"next-sction": "v"}, 'no command "next-sction". Did you mean "next-section"?'),
        ({"zzzz": "v"}, 'no command "zzzz". Help'),
        ({"quit": " , "}, '"quit" has no key'),
        ({"quit": "ctlr+x"}, 'there is no key "ctlr+x"'),
        ({"quit": "ctrl+i"}, "a terminal cannot tell ctrl+i from tab"),
        ({"quit": "z,z"}, "names a key twice"),
        ({"note": "n"}, '"n" is meant to be both "note" and "next-section". Give "next-section" another key too.'),
        ({"note": "z", "outline": "z"}, 'both "outline" and "note"'),
        ({"quit": "pagedown"}, 'both "quit" and "page-down"'),
        ({"find-next": "j"}, '"j" is typed there'),
        ({"\x1b[31mred": "v"}, r'no command "\x1b[31mred"'),
    ],
)
def test_faults_are_named_and_left_out(wanted: dict[str, str], message: str) -> None:
    keymap = build({**wanted, "width": "f9"})
    assert len(keymap.faults) == 1
    assert message in str(keymap.faults[0])
    assert keymap.keys["width"] == ("f9",)
    for name in set(wanted) & set(BY_ID) - {"note"}:
        assert keymap.keys[name] == with_twins(default_keys())[name]


def test_places_that_never_meet_may_share_a_key() -> None:
    assert not build({"tree-open": "v", "fold": "v"}).faults


@given(
    st.dictionaries(
        st.sampled_from([*BY_ID, "nothing"]),
        st.lists(st.sampled_from([*"nпq/.?[]", "comma", "f1", "ctrl+p", "ctrl+i", "nope", ""]), max_size=3).map(
            ",".join
        ),
        max_size=6,
    )
)
def test_whatever_is_wished_nothing_becomes_unreachable(wanted: dict[str, str]) -> None:
    keymap = build(wanted)
    for command in COMMANDS:
        assert keymap.keys[command.id] or not command.keys
        for other in COMMANDS:
            if meet(command, other):
                assert not set(keymap.keys[command.id]) & set(keymap.keys[other.id])
