from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import orchestra_tui
from orchestra_tui.__main__ import main
from orchestra_tui.base import i18n
from orchestra_tui.base.paths import home
from orchestra_tui.cli import commands, entry, output
from orchestra_tui.tutor.options import Options
from tests.cli.conftest import Call

PROGRAM = [sys.executable, "-m", "orchestra_tui"]

MISUSE = {
    "an unknown command": (["raed"], 'no command "raed". Did you mean "read"?'),
    "an unknown option": (["read", "--jsn"], 'no option --jsn. Did you mean "--json"?'),
    "an abbreviated option": (["read", "--js"], "no option --js"),
    "a value missing at the end": (["read", "--course"], "--course needs a value: DIR"),
    "a value missing before an option": (["--course", "--json", "read"], "--course needs a value: DIR"),
    "an empty value": (["read", "--course", ""], "--course needs a value: DIR"),
    "a value for a flag": (["read", "--list=yes"], "--list takes no value"),
    "a word too many": (["read", "begin", "more"], 'Nothing is known about "more"'),
    "a word missing": (["completion"], "SHELL is missing"),
    "a wrong choice": (["completion", "tcsh"], 'SHELL is one of bash, zsh, fish, not "tcsh"'),
    "a wrong language": (["--lang", "de", "doctor"], '--lang is one of ru, en, not "de"'),
    "a wrong course language": (["--course-lang", "../x", "read"], '"../x" is not a language'),
    "a group without its command": (["new"], "One of these must follow: question"),
    "a wrong command of a group": (["progress", "exprot"], 'no command "exprot". Did you mean "export"?'),
    "a command behind --": (["--", "read"], 'Nothing is known about "read"'),
    "steering characters": (["read", "\x1b[2J\n"], "\\x1b[2J\\x0a"),
    "markup": (["[/red]"], 'no command "[/red]"'),
    "no terminal": ([], "orchestra-tutorial read --list"),
}


@pytest.mark.parametrize(("words", "said"), MISUSE.values(), ids=MISUSE.keys())
def test_misuse_is_one_line_and_exit_2(call: Call, words: list[str], said: str) -> None:
    done = call(*words)
    assert done.code == 2
    assert done.out == ""
    assert said in done.err
    assert done.err.startswith("orchestra-tutorial: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    ["--course DIR read --json", "read --json --course DIR", "read --course=DIR --json", "--json --course DIR read"],
)
def test_shared_options_stand_before_or_behind_the_command(call: Call, small: Path, words: str) -> None:
    done = call(*words.replace("DIR", str(small)).split())
    assert "How it begins" in [each["title"] for each in json.loads(done.out)]


def test_without_any_word_and_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == (
        "orchestra-tutorial: Учебнику нужен терминал, а здесь его нет. "
        "Читать без него: orchestra-tutorial read --list\n"
    )


def test_without_any_word_the_tutorial_opens_on_a_terminal(
    isolated: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    opened: list[Options] = []

    def tutorial(options: Options) -> int:
        opened.append(options)
        return 7

    assert entry.enter([], tutorial) == 7
    assert entry.enter(["--lang=en", "--theme", "nord", "--course", "~/x", "--home", str(isolated)], tutorial) == 7
    plain, told = opened
    assert (plain.language, plain.course_language, plain.theme, plain.course) == ("ru", "ru", "", None)
    assert (told.language, told.course_language, told.theme) == ("en", "en", "nord")
    assert (told.course, told.home) == (isolated / "x", home(isolated))
    monkeypatch.setenv("TERM", "dumb")
    assert entry.enter(["--lang=en"], tutorial) == 2
    assert "TERM=dumb" in capsys.readouterr().err
    assert len(opened) == 2


def test_a_start_loads_the_screens_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    monkeypatch.setattr("orchestra_tui.tui.run.run", lambda options: 5)
    assert main([]) == 5


def test_words_behind_two_dashes_are_no_options(call: Call, small: Path) -> None:
    assert "There is no section --list" in call("--course", small, "read", "--", "--list").err


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("path", commands.paths(), ids=" ".join)
def test_help_fits_80_columns_and_names_every_word(call: Call, path: tuple[str, ...], language: str) -> None:
    done = call(*path, "--help", lang=language)
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80
    spoken = commands.parser(path)
    for word in spoken.words:
        assert (word.names[-1] if word.names else word.value) in done.out
        assert word.help in done.out
    for name, command in commands.find(path)[1].items():
        assert f"  {name} " in done.out
        assert i18n._(command.title) in done.out


def test_help_wins_over_what_is_missing(call: Call) -> None:
    assert call("completion", "--help").code == 0
    assert call("read", "--nothing", "-h").code == 0


def test_version(call: Call) -> None:
    expected = f"orchestra-tutorial {orchestra_tui.__version__}\n"
    assert call("--version").out == expected
    assert subprocess.check_output([*PROGRAM, "--version"], text=True) == expected


def test_language_is_the_options_then_the_settings_then_russian(
    isolated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoken(*words: str) -> str:
        main([*words, "--help"])
        return capsys.readouterr().out.split(":")[0]

    assert spoken() == "Использование"
    settings = isolated / "config" / "orchestra-tutorial" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "en"\n', encoding="utf-8")
    assert spoken() == "Usage"
    assert spoken("--lang", "ru") == "Использование"
    assert spoken("--home", str(isolated / "other")) == "Использование"


def test_a_fault_in_the_settings_is_told_and_the_command_goes_on(call: Call, small: Path, tmp_path: Path) -> None:
    settings = tmp_path / "mine" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "dracula"\nlanguage = 7\n', encoding="utf-8")
    done = call("--home", tmp_path / "mine", "--course", small, "read", "--list")
    assert done.code == 0
    assert "How it begins" in done.out
    assert f"{settings}:2" in done.err
    assert done.err.count("\n") == 1


def test_a_fault_in_the_settings_is_told_in_the_language_spoken(
    isolated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = isolated / "mine" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    for wrong, english, russian in (("theme = 3", "expected", "ожидается"), ("[keymap", "not TOML", "Это не TOML")):
        settings.write_text(f"{wrong}\n", encoding="utf-8")
        for language, word in (("en", english), ("ru", russian), ("en", english)):
            main(["--home", str(isolated / "mine"), "--lang", language, "read", "--list"])
            assert word in capsys.readouterr().err


def test_a_fault_of_the_program_is_one_line_and_a_log(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("odd\x1b[31m")

    monkeypatch.setattr(entry, "_obey", fail)
    done = call("--home", tmp_path / "mine", "read")
    log = tmp_path / "mine" / "state" / "log.txt"
    assert done.code == 2
    assert done.err == (
        f"orchestra-tutorial: A fault in the program: ValueError: odd\\x1b[31m. The details are in {log}.\n"
    )
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "Traceback" in call("--home", tmp_path / "mine", "--debug", "read").err


def test_a_fault_that_cannot_be_logged_says_how_to_see_it(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("odd")

    monkeypatch.setattr(entry, "_obey", fail)
    tmp_path.joinpath("file").touch()
    assert "--debug" in call("--home", tmp_path / "file", "read").err


def test_without_a_home_there_is_still_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(Path, "home", homeless)
    assert main(["read", "--list"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_debug_shows_where_a_persons_fault_arose(call: Call) -> None:
    assert "Traceback" in call("--debug", "read", "--course", "/nowhere").err


def test_ctrl_c_is_130_without_a_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_obey", interrupt)
    done = call("read")
    assert (done.code, done.err) == (130, "orchestra-tutorial: Interrupted\n")


def many(folder: Path) -> Path:
    """A course whose list is longer than a pipe holds."""
    folder.mkdir()
    for number in range(300):
        heading = f"## {number} {'long ' * 60}\n\nText.\n"
        folder.joinpath(f"{number}.md").write_text(heading, encoding="utf-8")
    return folder


def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    command = [*PROGRAM, "--course", str(many(tmp_path / "many")), "read", "--list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line(small: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "--lang=en", "--course", str(small), "read", "--list"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "orchestra-tutorial: The output cannot be written: No space left on device\n"


LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp1251"},
    {"PYTHONIOENCODING": "ascii:strict", "LC_ALL": "C"},
]


@pytest.mark.parametrize("locale", LOCALES)
def test_output_is_utf8_whatever_the_locale_says(locale: dict[str, str]) -> None:
    done = subprocess.run([*PROGRAM, "read", "--list"], capture_output=True, env={**os.environ, **locale}, check=True)
    assert "Изоляция контекстов" in done.stdout.decode()
    assert done.stderr == b""


def test_closed_streams_are_no_traceback(small: Path) -> None:
    for closed in (">&-", "2>&-", "<&-"):
        line = f'"{sys.executable}" -m orchestra_tui --course "{small}" read --list {closed}'
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert done.returncode == (2 if closed == ">&-" else 0)
