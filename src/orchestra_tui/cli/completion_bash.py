"""The completion script for bash, 3.2 and newer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from orchestra_tui.base.paths import APP
from orchestra_tui.cli.arguments import PATHS, Word

if TYPE_CHECKING:
    from orchestra_tui.cli.completion import Node

_SCRIPT = r"""# bash completion; to load it: eval "$(%(app)s completion bash)"
_orchestra_tutorial_offer() {
    local IFS=$'\n'
    case $1 in
        DIR) COMPREPLY+=($(compgen -d -- "$cur")); compopt -o filenames 2>/dev/null ;;
        FILE|LOG) COMPREPLY+=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null ;;
        SECTION)
            local ids=$("${COMP_WORDS[0]}" ${course[@]+"${course[@]}"} read --ids 2>/dev/null)
            COMPREPLY+=($(compgen -W "$ids" -- "$cur")) ;;
        SCENARIO)
            local ids=$("${COMP_WORDS[0]}" ${course[@]+"${course[@]}"} fleet list --ids 2>/dev/null)
            COMPREPLY+=($(compgen -W "$ids" -- "$cur"))
            [[ ${#COMPREPLY[@]} == 0 ]] && _orchestra_tutorial_offer FILE ;;
        *) IFS=' '; COMPREPLY+=($(compgen -W "$1" -- "$cur")) ;;
    esac
}

_orchestra_tutorial() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path='' place=0 i
    local -a course=()
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --course) i=$((i + 1)); course=(--course "${COMP_WORDS[i]}"); continue ;;
            %(valued)s) i=$((i + 1)); continue ;;
            %(paired)s) i=$((i + 2)); [[ $i -ge $COMP_CWORD ]] && return; continue ;;
            =) i=$((i + 1)); continue ;;
            -?*) continue ;;
        esac
        case $path/${COMP_WORDS[i]} in
            %(commands)s) path=$path/${COMP_WORDS[i]} ;;
            *) place=$((place + 1)) ;;
        esac
    done
    case $prev in
%(values)s
    esac
    case $path in
%(options)s
    esac
    case $path:$place in
%(words)s
    esac
}
complete -F _orchestra_tutorial %(app)s
"""


def script(nodes: Sequence[Node]) -> str:
    """The script that offers what these nodes say."""
    valued = [word for node in nodes for word in node.options if word.value]
    return _SCRIPT % {
        "app": APP,
        "valued": "|".join(_names(word for word in valued if word.key != "course" and len(word.values) == 1)),
        "paired": "|".join(_names(word for word in valued if len(word.values) == 2)),
        "commands": "|".join(_name(node) for node in nodes if node.path),
        "values": "\n".join(_unique(_value(word) for word in valued if len(word.values) == 1)),
        "options": "\n".join(_options(node) for node in nodes),
        "words": "\n".join(row for node in nodes for row in _words(node)),
    }


def _name(node: Node) -> str:
    return "".join(f"/{name}" for name in node.path)


def _names(words: Iterable[Word]) -> list[str]:
    return _unique(name for word in words for name in word.names)


def _unique(rows: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(rows))


def _offer(word: Word) -> str:
    kind = " ".join(word.choices) or (word.value if word.value in {*PATHS, "SECTION"} else "")
    return f"_orchestra_tutorial_offer '{kind}'" if kind else ":"


def _value(word: Word) -> str:
    return f"        {'|'.join(word.names)}) {_offer(word)}; return ;;"


def _options(node: Node) -> str:
    names = " ".join(_names(node.options))
    return f"        '{_name(node)}') [[ $cur == -* ]] && {{ _orchestra_tutorial_offer '{names}'; return; }} ;;"


def _words(node: Node) -> list[str]:
    if node.inner:
        return [
            f"        {_name(node)}:*) _orchestra_tutorial_offer '{' '.join(name for name, _title in node.inner)}' ;;"
        ]
    return [
        f"        {_name(node)}:{'*' if word.many else place}) {_offer(word)} ;;"
        for place, word in enumerate(node.positionals)
    ]
