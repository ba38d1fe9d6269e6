"""Keeps the catalogues in step with the source: rewrites them, or with `--check` only says whether it would.

Output is the same on every machine: sorted, without dates, line numbers or the version of a tool.
"""

from __future__ import annotations

import ast
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "orchestra_tui"
LOCALE = SOURCE / "locale"
DOMAIN = "orchestra_tui"
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}


@dataclass
class Message:
    """A msgid with its plural (empty if none), the files that say it, its translation: one form or one per plural."""

    singular: str
    plural: str = ""
    files: set[str] = field(default_factory=set)
    forms: tuple[str, ...] = ()


def collect(source: Path = SOURCE) -> dict[str, Message]:
    """Every msgid in the Python files under `source`."""
    found: dict[str, Message] = {}
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for singular, plural in _said(node):
                message = found.setdefault(singular, Message(singular))
                message.plural = message.plural or plural
                message.files.add(path.relative_to(source.parent).as_posix())
    return found


def _said(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The msgids and plurals that a call of a keyword is given, as far as they are written out there."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
        return
    if node.func.id in {"_", "N_"}:
        for text in _texts(node.args[0]):
            yield text, ""
    elif node.func.id == "n_":
        yield from zip(_texts(node.args[0]), _texts(node.args[1]), strict=True)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value


def translations(path: Path) -> dict[str, tuple[str, ...]]:
    """The translated msgids of a .po file; those marked fuzzy are left out."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file)
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if key and all(forms) and not message.fuzzy:
            found[key] = forms
    return found


def fill(messages: Mapping[str, Message], known: Mapping[str, tuple[str, ...]], language: str) -> list[Message]:
    """The messages in order with what is known of `language`; English is its own msgid where nothing else is known."""
    filled = []
    for key in sorted(messages):
        said = messages[key]
        forms = known.get(key, ())
        if len(forms) != (_plurals(language) if said.plural else 1):
            forms = ()
        if not forms and language == "en":
            forms = (said.singular, said.plural) if said.plural else (said.singular,)
        filled.append(Message(said.singular, said.plural, said.files, forms))
    return filled


def po(messages: Iterable[Message], language: str) -> str:
    """The text of a .po file."""
    parts = ['msgid ""\nmsgstr ""\n' + "".join(f"{_quote(line)}\n" for line in _header(language))]
    for each in messages:
        lines = [f"#: {' '.join(sorted(each.files))}"]
        if "{" in each.singular:
            lines.append("#, python-brace-format")
        lines.append(f"msgid {_quote(each.singular)}")
        if each.plural:
            forms = each.forms or ("",) * _plurals(language)
            lines.append(f"msgid_plural {_quote(each.plural)}")
            lines += [f"msgstr[{at}] {_quote(form)}" for at, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {_quote(each.forms[0] if each.forms else '')}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def mo(messages: Iterable[Message], language: str) -> bytes:
    """The bytes of a .mo file: what is translated, sorted as gettext wants it."""
    pairs = [(b"", "".join(_header(language)).encode())]
    for each in messages:
        if each.forms:
            key = f"{each.singular}\0{each.plural}" if each.plural else each.singular
            pairs.append((key.encode(), "\0".join(each.forms).encode()))
    pairs.sort()
    strings = BytesIO()
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    for texts in zip(*pairs, strict=True):
        for text in texts:
            tables.append(struct.pack("<II", len(text), start + strings.tell()))
            strings.write(text + b"\0")
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + b"".join(tables) + strings.getvalue()


def catalogues() -> dict[Path, bytes]:
    """What every catalogue file should hold now."""
    messages = collect()
    wanted: dict[Path, bytes] = {}
    for language in PLURALS:
        folder = LOCALE / language / "LC_MESSAGES"
        filled = fill(messages, translations(folder / f"{DOMAIN}.po"), language)
        wanted[folder / f"{DOMAIN}.po"] = po(filled, language).encode()
        wanted[folder / f"{DOMAIN}.mo"] = mo(filled, language)
    return wanted


def main(argv: list[str]) -> int:
    """Rewrite the catalogues, or with `--check` name those that are behind; 1 if any is."""
    check = "--check" in argv
    behind = [path for path, data in catalogues().items() if not path.is_file() or path.read_bytes() != data]
    for path in behind:
        if check:
            sys.stderr.write(f"{path.relative_to(ROOT)}: behind the source. Run: make messages\n")
    if check:
        return 1 if behind else 0
    for path, data in catalogues().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    missing = [each.singular for each in fill(collect(), translations(_po("ru")), "ru") if not each.forms]
    for msgid in missing:
        sys.stderr.write(f"{_po('ru').relative_to(ROOT)}: not translated: {msgid}\n")
    return 1 if missing else 0


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _header(language: str) -> list[str]:
    return [
        "Project-Id-Version: orchestra-tutorial\n",
        f"Language: {language}\n",
        "MIME-Version: 1.0\n",
        "Content-Type: text/plain; charset=UTF-8\n",
        "Content-Transfer-Encoding: 8bit\n",
        f"Plural-Forms: {PLURALS[language]}\n",
    ]


def _plurals(language: str) -> int:
    return int(PLURALS[language].split(";")[0].partition("=")[2])


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
