"""How the library's explainers read: length, reading age, and claims without a source."""

from dataclasses import dataclass

from articles.publishing import figures_without_mark
from articles.readability import readability
from rendering.articles import markdown_to_html, marks_in, without_marks
from rendering.excerpt import plain_text

from . import files

FEWEST_WORDS, MOST_WORDS = 700, 1800
HIGHEST_GRADE = 8.0  # about thirteen years old


@dataclass(frozen=True)
class Report:
    slug: str
    words: int
    grade: float
    age: float
    marks: int
    unknown_marks: list[str]
    unmarked_figures: list[str]

    @property
    def problems(self) -> list[str]:
        found = []
        if not FEWEST_WORDS <= self.words <= MOST_WORDS:
            found.append(f"{self.words} words, outside {FEWEST_WORDS} to {MOST_WORDS}")
        if self.grade > HIGHEST_GRADE:
            found.append(f"reading age {self.age:.1f}, above {HIGHEST_GRADE + self.age - self.grade:.0f}")
        if self.unknown_marks:
            found.append(f"no such reference: {', '.join(self.unknown_marks)}")
        return found


def check() -> list[Report]:
    """One report for each explainer, in the order of their slugs."""
    known = files.references()
    return [_report(explainer, known) for explainer in files.explainers()]


def _report(explainer: files.Explainer, known: dict) -> Report:
    body = markdown_to_html(explainer.markdown)
    read = readability(without_marks(plain_text(body)))
    marks = marks_in("\n".join([*explainer.fields["in_short"], explainer.markdown]))
    return Report(
        slug=explainer.slug,
        words=read.words,
        grade=read.grade,
        age=read.age,
        marks=len(marks),
        unknown_marks=[key for key in marks if key not in known],
        unmarked_figures=figures_without_mark(body),
    )
