"""A small course with questions, made by rule, and a learner who answers them."""

from __future__ import annotations

from pathlib import Path

MODULE = "m"
SECTIONS = ("one", "two", "three")
NOW = 1_790_000_000_000
DAY = 86_400_000

_SECTION = """\
<!-- section: {name} -->
## Section {name}

About {name}.

### Deep {name}

Deeper.
"""
_QUESTION = """\
  - id: {section}.q{n}
    type: single
    objective: {section}.{objective}
    kind: {kind}
    prompt: Question {section} {n}
    hints: [Think, Think again]
    explain: Because of {section} {n}
    choices:
      - {{id: yes-{n}, text: The right one, correct: true, why: It is}}
      - {{id: no-{n}, text: The wrong one, why: It is not}}
      - {{id: never-{n}, text: The other wrong one, why: It is neither}}
"""
_KINDS = ("recall", "apply", "why", "diagnose")


def build(root: Path, sections: tuple[str, ...] = SECTIONS, questions: int = 6) -> Path:
    """A course folder; question n of a section has objective n % 2, kind n % 4, and `yes-n` as its right choice."""
    theory, quiz = root / "course" / MODULE / "theory.md", root / "content" / MODULE / "quiz"
    theory.parent.mkdir(parents=True)
    quiz.mkdir(parents=True)
    (root / "course" / "course.yaml").write_text("id: school\ntitle: School\nlanguage: en\n", encoding="utf-8")
    texts = [_SECTION.format(name=name) for name in sections]
    theory.write_text("# Module\n\n" + "\n".join(texts), encoding="utf-8")
    for name in sections:
        body = "".join(
            _QUESTION.format(section=name, n=n, objective=f"o{n % 2}", kind=_KINDS[n % 4]) for n in range(questions)
        )
        (quiz / f"{name}.yaml").write_text(f"version: 1\nsection: {name}\nquestions:\n{body}", encoding="utf-8")
    return root


def right(id: str) -> str:
    """The right answer to a question."""
    return f"yes-{id.rpartition('.q')[2]}"


def wrong(id: str) -> str:
    """A wrong answer to a question."""
    return f"no-{id.rpartition('.q')[2]}"
