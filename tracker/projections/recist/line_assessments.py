"""The assessments of a line of therapy by RECIST 1.1, read off the record. Refuses to let an asserted response stand in for a size.

Convention: assessments are visits strictly after the first dose of the line and not after the first dose of the next one.
A growth of a non-target is PD only where its words call it unequivocal; otherwise that is a condition, unless the numbers
stay below 20 % and 5 mm. A lesion called new where another one was known and not gone cannot be told to be new. A complete
response that somebody stated and the chart does not let compute is shown as a condition, never as a category.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.disease import ResponseAssessed
from tracker.projections.first_doses import days_between
from tracker.projections.history import History
from tracker.projections.lines_of_therapy import LineOfTherapy
from tracker.projections.recist.assessment import DEFAULT_RULES, Category, Conditional, Rules
from tracker.projections.recist.baseline import LineBaseline, baseline_of
from tracker.projections.recist.looks import Look, Visit, looks_of, visits_between
from tracker.projections.recist.measurability import size_by_rule
from tracker.projections.recist.overall import TimePointResponse, assess_course
from tracker.projections.recist.visits import Followed, is_gone, read_visit
from tracker.projections.stated import Stated, stated_by
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Certainty, ResponseCategory


class LineAssessment(Struct, frozen=True, kw_only=True):
    """One assessment of a line, with the facts that it rests on."""

    line: LineOfTherapy
    response: TimePointResponse
    """Its `day` counts from the first dose of the line."""
    visit: Visit

    @property
    def evidence(self) -> tuple[str, ...]:
        """Keys of its facts, in the order of living."""
        return self.visit.keys

    @property
    def decisive(self) -> str:
        """Key of the first of its facts that shows what makes it a PD; its first fact where the sum does."""
        new = {each.lesion for each in self.response.assessment.new if each.certain}
        return next((look.by.event.key for look in self.visit.looks if look.lesion.lesion in new), self.evidence[0])


class LineCourse(Struct, frozen=True, kw_only=True):
    """A line's baseline and its assessments, in the order of living."""

    baseline: LineBaseline
    assessments: tuple[LineAssessment, ...]


def assess_line(
    history: History, line: LineOfTherapy, next_first_dose: str | None, rules: Rules = DEFAULT_RULES
) -> LineCourse:
    """Assess a line by RECIST 1.1.

    Args:
        history: The facts in their places.
        line: Whose first dose the baseline is.
        next_first_dose: Key of the first dose of the next line; None: there is none.
        rules: What a protocol may set.
    """
    looks = looks_of(history)
    first = history.by_key[line.first_dose]
    last = None if next_first_dose is None else history.by_key[next_first_dose]
    baseline = baseline_of(history, looks, first, rules)
    visits = visits_between(history, looks, first, last, rules.window_days)
    followed = Followed(baseline)
    assessments = [read_visit(followed, visit, days_between(history, first, visit.first)) for visit in visits]
    course = assess_course(baseline.chosen, assessments)
    stated = (
        [each for each in stated_by(history, ResponseAssessed) if _is_complete(history, each, line)] if visits else []
    )
    return LineCourse(
        baseline=baseline,
        assessments=tuple(
            LineAssessment(line=line, response=_beside_stated(history, response, visit, stated), visit=visit)
            for response, visit in zip(course, visits, strict=True)
        ),
    )


def _is_complete(history: History, response: Stated[ResponseAssessed], line: LineOfTherapy) -> bool:
    """Whether somebody stated a complete response after the first dose of the line."""
    if response.value.category is not ResponseCategory.COMPLETE_RESPONSE:
        return False
    return days_between(history, history.by_key[line.first_dose], response.by) > PRECISION_DAYS


def _is_disease(look: Look) -> bool:
    return look.lesion.site.certainty is not Certainty.POSSIBLE and not is_gone(look.lesion, size_by_rule(look.lesion))


def _beside_stated(
    history: History, response: TimePointResponse, visit: Visit, stated: Sequence[Stated[ResponseAssessed]]
) -> TimePointResponse:
    """Show what follows if a complete response stands that was stated and cannot be computed."""
    if response.category is not Category.NOT_EVALUABLE:
        return response
    conditionals = list(response.conditionals)
    for complete in stated:
        days = days_between(history, complete.by, visit.first)
        if abs(days) <= PRECISION_DAYS:
            conditionals.append(
                Conditional(Category.COMPLETE_RESPONSE, f"if the complete response stated in {complete.key} stands")
            )
        elif days > 0 and any(_is_disease(look) for look in visit.looks):
            condition = f"if the overall complete response of {complete.key} stands"
            first = next((c for c in conditionals if c.category is Category.PROGRESSIVE_DISEASE), None)
            if first is not None:
                conditionals.remove(first)
                condition = f"{first.condition}, or {condition}"
            conditionals.insert(0, Conditional(Category.PROGRESSIVE_DISEASE, condition))
            break
    return replace(response, conditionals=tuple(conditionals))
