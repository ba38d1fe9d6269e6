"""The catalogues say everything the source says, and what is compiled is what is written."""

from __future__ import annotations

import gettext
import importlib.util
import io
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from orchestra_tui.base import i18n

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/messages.py"""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


def text(language: str) -> bytes:
    return (i18n.LOCALE / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.po").read_bytes()


def compiled(language: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(
        (i18n.LOCALE / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo").read_bytes()
    ))  # fmt: skip


def placeholders(said: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", said))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_everything_the_source_says_is_translated(tool: ModuleType, language: str) -> None:
    said, known = tool.collect(), tool.translations(tool._po(language))
    assert len(said) > 100
    assert sorted(set(said) - set(known)) == []
    assert sorted(set(known) - set(said)) == []
    plurals = {"ru": 3, "en": 2}[language]
    assert {key: len(known[key]) for key in said} == {key: plurals if said[key].plural else 1 for key in said}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_is_fuzzy(language: str) -> None:
    assert [message.id for message in read_po(io.BytesIO(text(language))) if message.fuzzy] == []
    assert b"#~" not in text(language)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_placeholders_are_the_same_in_every_language(tool: ModuleType, language: str) -> None:
    said = tool.collect()
    for key, forms in tool.translations(tool._po(language)).items():
        plural = said[key].plural
        for number, form in enumerate(forms):
            same = plural if plural and (number or language != "en") else key
            assert placeholders(form) == placeholders(same), key
            assert form.endswith(" ") == key.endswith(" "), key


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_compiled_is_what_is_written(tool: ModuleType, language: str) -> None:
    catalogue = compiled(language)
    for message in read_po(io.BytesIO(text(language))):
        if not message.id:
            continue
        if isinstance(message.id, str):
            assert catalogue.gettext(message.id) == (message.string or message.id)
        elif all(message.string):
            forms = {catalogue.ngettext(*message.id, number) for number in range(200)}
            assert forms == set(message.string), message.id
    assert (
        tool.catalogues()[tool._po(language).with_suffix(".mo")] == tool._po(language).with_suffix(".mo").read_bytes()
    )


def test_russian_counts() -> None:
    i18n.use("ru")
    said = [
        i18n.n_("{count} section", "{count} sections", count).format(count=count) for count in (1, 3, 5, 11, 21, 112)
    ]
    assert said == ["1 раздел", "3 раздела", "5 разделов", "11 разделов", "21 раздел", "112 разделов"]


def test_russian_is_russian(tool: ModuleType) -> None:
    """Quotes are «ёлочки», a dash between words is a long one, and a sentence is not left in English."""
    for key, forms in tool.translations(tool._po("ru")).items():
        for form in forms:
            assert not re.search(r"[“”„]|(?<=\s)-(?=\s[а-яё])", form), form
            if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", key.replace("orchestra-tutorial", "")):
                assert re.search("[а-яё]", form.lower()), key


SOURCE = """
from orchestra_tui.base.i18n import _, n_, N_
A = N_("first")
def f(n):
    g(_("second {name}"), n_("one {n}", "many {n}", n), _(A))
    return [f"{_('inside')}", _("a" if n else "b"), _("two " "parts")]
"""


def test_the_tool_finds_what_is_said(tool: ModuleType, tmp_path: Path) -> None:
    tmp_path.joinpath("pkg").mkdir()
    tmp_path.joinpath("pkg", "a.py").write_text(SOURCE, encoding="utf-8")
    found = tool.collect(tmp_path / "pkg")
    assert set(found) == {"first", "second {name}", "one {n}", "inside", "a", "b", "two parts"}
    assert found["one {n}"].plural == "many {n}"
    assert found["first"].files == {"pkg/a.py"}


def test_the_tool_keeps_what_is_translated_and_drops_what_is_not_said(tool: ModuleType, tmp_path: Path) -> None:
    said = {'a "b"\n': tool.Message('a "b"\n', files={"x.py"}), "one": tool.Message("one", "many", {"x.py"})}
    known = {'a "b"\n': ("«б»\n",), "one": ("раз", "два", "много"), "gone": ("нет",)}
    path = tmp_path / "x.po"
    path.write_text(tool.po(tool.fill(said, known, "ru"), "ru"), encoding="utf-8")
    assert tool.translations(path) == {key: known[key] for key in said}
    assert tool.fill(said, {"one": ("раз",)}, "ru")[1].forms == ()
    assert tool.fill(said, {}, "en")[1].forms == ("one", "many")
