"""Settings: what is read, what is blamed, and that saving never loses what a person wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.settings import Settings, load, save

OURS = """\
# how I like it
theme = "gruvbox"  # warm
language = 'ru'

width = 72

[keymap]
# hands stay on the home row
"section.next" = "n,j"
section.previous = "p"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_no_file_means_defaults_and_makes_no_folder(path: Path) -> None:
    assert load(path) == (Settings(), ())
    assert not path.parent.exists()


def test_all_settings_are_read(path: Path) -> None:
    write(path, "\ufeff" + OURS)
    keymap = {"section.next": "n,j", "section.previous": "p"}
    assert load(path) == (Settings("gruvbox", "ru", "", 72, keymap), ())


FAULTS = {
    'themes = "x"': '1:1: There is no setting "themes". Did you mean "theme"?',
    "language = 'en'\n\n  wdith = 90": '3:3: There is no setting "wdith". Did you mean "width"?',
    "[colours]\nx = 1": '1:1: There is no setting "colours". Known here: theme, language,',
    "width = 39": "1:1: width: expected a whole number from 40 to 120",
    "width = true": "1:1: width: expected a whole number",
    'width = "80"': "1:1: width: expected a whole number",
    "theme = 3": "1:1: theme: expected the name of a theme in quotes",
    'theme = "a\\u001bb"': "1:1: theme: expected the name of a theme in quotes",
    'language = "fr"': '1:1: language: expected "ru" or "en"',
    "language = []": '1:1: language: expected "ru" or "en"',
    'course_language = "no such"': "1:1: course_language: expected the code of a language",
    "keymap = 1": '1:1: keymap: expected a table of command = "key,key"',
    '[keymap]\na = "x"\n"b.c" = 3': '3:1: b.c: expected keys in quotes: "n,j"',
    "[keymap]\nb.c = [1]": '2:1: b.c: expected keys in quotes: "n,j"',
    "width = 80\nwidth = 81": "2: This is not TOML: Cannot overwrite a value. Mend the line or delete it.",
    'theme = "x': "1: This is not TOML: ",
    "a = " + "[" * 20_000: "1: This is not TOML: ",
    b"width = 80\n# \xff": "2:3: Byte 0xff is not UTF-8",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_named_and_the_rest_goes_on(path: Path, text: str | bytes) -> None:
    write(path, text)
    found, (fault,) = load(path)
    assert found.width in {80, Settings().width}
    assert str(fault).startswith(f"{path}:{FAULTS[text]}")
    assert "\n" not in str(fault)


def test_a_fault_does_not_take_its_neighbours_along(path: Path) -> None:
    write(path, 'width = 7\ntheme = "nord"\nlanguage = 1\n[keymap]\na = "x"\nb = 1\n')
    found, faults = load(path)
    assert found == Settings(theme="nord", keymap={"a": "x"})
    assert [fault.place.line for fault in faults if fault.place] == [1, 3, 6]


def test_a_folder_or_a_huge_file_instead_is_a_fault(path: Path) -> None:
    path.mkdir(parents=True)
    assert "It is not a regular file" in str(load(path)[1][0])
    path.rmdir()
    write(path, "#" * 2_000_000)
    assert "The file is larger than 1 MB" in str(load(path)[1][0])


def test_saving_keeps_comments_order_and_unknown_keys(path: Path) -> None:
    write(path, "future = 1\n" + OURS)
    save(path, theme="nord", course_language="en")
    save(path, keymap={"section.next": "n", "section.previous": "p", "help": "f1"})
    assert (
        path.read_text(encoding="utf-8")
        == """\
future = 1
# how I like it
theme = "nord"  # warm
language = 'ru'

width = 72
course_language = "en"

[keymap]
# hands stay on the home row
"section.next" = "n"
section.previous = "p"
help = "f1"
"""
    )
    save(path, keymap={"help": "f1"}, theme=None)
    assert load(path)[0] == Settings("", "ru", "en", 72, {"help": "f1"})
    assert "# hands stay on the home row" in path.read_text(encoding="utf-8")


def test_the_first_save_makes_the_folder(path: Path) -> None:
    save(path, width=100, keymap={"a.b": "x"})
    assert load(path) == (Settings(width=100, keymap={"a.b": "x"}), ())
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_a_top_level_setting_is_put_before_the_tables(path: Path) -> None:
    write(path, '[keymap]\na = "x"\n')
    save(path, width=100)
    assert load(path) == (Settings(width=100, keymap={"a": "x"}), ())


def test_saving_follows_a_link_and_keeps_permissions(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("width = 50\n", encoding="utf-8")
    real.chmod(0o640)
    path.parent.mkdir()
    path.symlink_to(real)
    save(path, width=60)
    assert path.is_symlink()
    assert real.read_text(encoding="utf-8") == "width = 60\n"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_broken_file_is_not_overwritten(path: Path) -> None:
    write(path, "width = \n")
    with pytest.raises(OrchestraError, match="This is not TOML"):
        save(path, width=60)
    assert path.read_text(encoding="utf-8") == "width = \n"


def test_a_wrong_value_is_the_callers_mistake(path: Path) -> None:
    for wrong in ({"width": 7}, {"no": 1}, {"language": "fr"}):
        with pytest.raises(ValueError, match="="):
            save(path, **wrong)
    assert not path.exists()


def test_a_disk_that_refuses_is_told_and_leaves_the_file_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, "width = 60\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OrchestraError, match=r"It cannot be written: No space left on device\."):
        save(path, width=70)
    assert path.read_text(encoding="utf-8") == "width = 60\n"
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_a_read_only_home_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OrchestraError, match="It cannot be written"):
        save(path, width=70)


LINES = st.lists(
    st.sampled_from([
        *('theme = "a"', "theme='b' # c", "width = 50", "# comment", "", "[keymap]", 'a.b = "x"', '"a.b" = "y"'),
        *("[keymap.a]", 'b = "z"', "keymap = {a = 'x'}", "keymap.c = 'q'", "[other]", "x = [1,\n 2]", "[[x]]", "k={}"),
    ]),
    max_size=7,
).map("\n".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    LINES, st.integers(40, 120), st.dictionaries(st.sampled_from(["a", "a.b", "c", "d e"]), st.just("k"), max_size=3)
)
def test_what_was_saved_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, text: str, width: int, keymap: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    write(path, text)
    before = load(path)[0]
    try:
        save(path, width=width, keymap=keymap)
    except OrchestraError:
        assert path.read_text(encoding="utf-8") == text
        return
    after = load(path)[0]
    assert (after.width, after.keymap, after.theme) == (width, keymap, before.theme)
