"""From Markdown to the page."""

from __future__ import annotations

from orchestra_tui.course import markdown
from orchestra_tui.course.highlight import highlight
from orchestra_tui.course.layout import at_source, codes, headings, layout, links
from orchestra_tui.course.model import Block
from orchestra_tui.course.tokens import to_blocks
from tests.course.drawing import page

LESSON = """\
## Изоляция контекстов

У каждого агента своя сессия и *свой* контекст — см. [git
worktree](https://git-scm.com/docs/git-worktree)[^1].

> [!WARNING]
> Порты и `git stash` у всех worktree общие.

1. Создай папку:

   ```bash
   git worktree add ../enji-fleet-health -b feat/health
   ```

2. Слей ветку
   - [x] проверки зелёные
   - [ ] ревью

| Ситуация | Агентов |
|:---------|--------:|
| Правка одного файла | 1 |
| Пять независимых подзадач | 3–5 |

<details>
<summary>Ответ</summary>

Скрыто ~~не~~ надёжно.

</details>

[^1]: Она же — «рабочее дерево».
"""

WIDE = page("""
    |Изоляция контекстов
    |───────────────────
    |
    |У каждого агента своя сессия и свой контекст — см. git worktree[1].
    |
    |▌ ▲ Warning
    |▌ Порты и git stash у всех worktree общие.
    |
    |1. Создай папку:
    |
    |     ┄┄ bash
    |     git worktree add ../enji-fleet-health -b feat/health
    |
    |2. Слей ветку
    |
    |   ☑ проверки зелёные
    |   ☐ ревью
    |
    |Ситуация                  │ Агентов
    |──────────────────────────┼────────
    |Правка одного файла       │       1
    |Пять независимых подзадач │     3–5
    |
    |▸ Ответ
    |
    |[1] Она же — «рабочее дерево».
""")

NARROW = page("""
    |Изоляция контекстов
    |───────────────────
    |
    |У каждого агента своя сессия
    |и свой контекст — см. git
    |worktree[1].
    |
    |▌ ▲ Warning
    |▌ Порты и git stash у всех
    |▌ worktree общие.
    |
    |1. Создай папку:
    |
    |     ┄┄ bash
    |     git worktree add
    |   ↪ ../enji-fleet-health -b
    |   ↪ feat/health
    |
    |2. Слей ветку
    |
    |   ☑ проверки зелёные
    |   ☐ ревью
    |
    |Ситуация            │ Агентов
    |────────────────────┼────────
    |Правка одного файла │       1
    |╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌
    |Пять независимых    │     3–5
    |подзадач            │
    |
    |▾ Ответ
    |
    |  Скрыто не надёжно.
    |
    |[1] Она же — «рабочее дерево».
""")


def blocks(text: str = LESSON) -> tuple[Block, ...]:
    return to_blocks(*markdown.blocks(text))


def test_a_lesson_looks_as_drawn():
    assert [line.text for line in layout(blocks(), 76)] == WIDE
    assert [line.text for line in layout(blocks(), 30, opened=frozenset({0}))] == NARROW


def test_colours_change_runs_only():
    plain, coloured = layout(blocks(), 30), layout(blocks(), 30, highlight=highlight)
    assert [(line.text, line[1:]) for line in plain] == [(line.text, line[1:]) for line in coloured]
    bash = blocks("```bash\nfor x in 1; do echo $x; done\n```")
    roles = {run.role for line in layout(bash, 40, highlight=highlight) for run in line.runs}
    assert {"tok-keyword", "tok-builtin", "tok-variable"} <= roles


def test_lines_lead_back_to_the_file():
    lines = layout(blocks(), 76)
    source = LESSON.splitlines()
    for word in "Изоляция агента Порты Создай add Слей зелёные Ситуация Правка Пять рабочее".split():
        line = next(line for line in lines if word in line.text)
        assert word in source[line.source - 1]
    assert lines[at_source(lines, 12)].text.strip() == codes(blocks())[0].text
    assert [heading.line for heading in headings(blocks())] == [1]
    assert [(link.text, link.href) for link in links(lines)] == [
        ("git worktree", "https://git-scm.com/docs/git-worktree")
    ]
