"""The completion script for zsh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orchestra_tui.base.paths import APP
from orchestra_tui.cli.arguments import Word

if TYPE_CHECKING:
    from orchestra_tui.cli.completion import Node

_HEAD = """#compdef {app}
# zsh completion; to load it: eval "$({app} completion zsh)" behind compinit
_orchestra_tutorial_sections() {{
    local -a ids
    ids=(${{(f)"$($program ${{course:+--course}} ${{course:+${{(Q)course}}}} read --ids 2>/dev/null)"}})
    compadd -- $ids
}}
_orchestra_tutorial_scenarios() {{
    local -a ids
    ids=(${{(f)"$($program ${{course:+--course}} ${{course:+${{(Q)course}}}} fleet list --ids 2>/dev/null)"}})
    compadd -- $ids || _files
}}
"""
_TAIL = """if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _orchestra_tutorial "$@"
else
    compdef _orchestra_tutorial {app}
fi
"""
_GROUP = """{name}() {{
    {first}local curcontext=$curcontext state line
    local -A opt_args
    _arguments -C \\
{options}
        '1:COMMAND:->command' \\
        '*::ARGUMENT:->argument'
    {last}case $state in
        command)
            local -a commands
            commands=({commands})
            _describe command commands ;;
        argument)
            case $line[1] in
{inner}
            esac ;;
    esac
}}
"""
_LEAF = """{name}() {{
    _arguments \\
{words}
}}
"""


_OFFERS = {
    "DIR": "_files -/",
    "FILE": "_files",
    "LOG": "_files",
    "SECTION": "_orchestra_tutorial_sections",
    "SCENARIO": "_orchestra_tutorial_scenarios",
}


def script(nodes: Sequence[Node]) -> str:
    """The script that offers what these nodes say."""
    parts = [_HEAD.format(app=APP), *(_group(node) if node.inner else _leaf(node) for node in nodes)]
    return "\n".join([*parts, _TAIL.format(app=APP)])


def _function(path: Sequence[str]) -> str:
    return "_".join(["_orchestra_tutorial", *path])


def _group(node: Node) -> str:
    return _GROUP.format(
        name=_function(node.path),
        first="" if node.path else "local program=$words[1] course\n    ",
        last="" if node.path else "course=$opt_args[--course]\n    ",
        options="\n".join(f"        {row} \\" for word in node.options for row in _option(word)),
        commands=" ".join(_quoted(f"{name}:{title}") for name, title in node.inner),
        inner="\n".join(f"                {name}) {_function((*node.path, name))} ;;" for name, _title in node.inner),
    )


def _leaf(node: Node) -> str:
    rows = [row for word in node.options for row in _option(word)]
    for place, word in enumerate(node.positionals, 1):
        rows.append(_quoted(f"{'*' if word.many else place}:{word.value}:{_offer(word)}"))
    return _LEAF.format(name=_function(node.path), words=" \\\n".join(f"        {row}" for row in rows))


def _option(word: Word) -> list[str]:
    about = word.help.replace("[", "(").replace("]", ")")
    values = [f":{word.value}:{_offer(word)}"] if len(word.values) == 1 else [f":{name}: " for name in word.values]
    again = "*" if word.many else ""
    return [_quoted(f"{again}{name}[{about}]{''.join(values)}") for name in word.names]


def _offer(word: Word) -> str:
    if word.choices:
        return f"({' '.join(word.choices)})"
    return _OFFERS.get(word.value, " ")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
