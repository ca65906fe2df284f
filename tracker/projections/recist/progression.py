"""When a line progressed by RECIST 1.1 and by iRECIST. Refuses to say that nothing progressed where nothing could be judged."""

from collections.abc import Sequence

from msgspec import Struct

from tracker.projections.history import History
from tracker.projections.lines_of_therapy import LineOfTherapy
from tracker.projections.recist.assessment import DEFAULT_RULES, Category, Rules
from tracker.projections.recist.immune import ImmuneCategory, immune_course
from tracker.projections.recist.line_assessments import LineAssessment, LineCourse, assess_line


class Assessed(Struct, frozen=True, kw_only=True):
    """The progression of one line by one set of criteria, or why there is no telling."""

    evaluable: bool
    reason: str
    """Why it is not evaluable; else what a reader should know, or nothing."""
    progression: str | None
    """Key of the first fact that is PD by the rule; by iRECIST the iUPD that was confirmed later."""
    last_assessment: str | None
    """Key of the last evaluable assessment before the next line; None: there is none."""


def recist_progressions(
    history: History, line: LineOfTherapy, next_first_dose: str | None, rules: Rules = DEFAULT_RULES
) -> Assessed:
    """The first PD of a line by RECIST 1.1.

    Evaluable where one assessment of the line has a category, or where there is none at all and the disease at its baseline
    could have been followed.

    Args:
        history: The facts in their places.
        line: The line, by its first dose.
        next_first_dose: Key of the first dose of the next line; None: there is none.
        rules: What a protocol may set.
    """
    return by_recist(assess_line(history, line, next_first_dose, rules))


def irecist_progressions(
    history: History, line: LineOfTherapy, next_first_dose: str | None, rules: Rules = DEFAULT_RULES
) -> Assessed:
    """The first progression of a line that iRECIST confirms, at the day of the iUPD.

    An iUPD that was never confirmed is no progression here, a convention of ours; the reason names it. Evaluable as by RECIST 1.1.

    Args:
        history: The facts in their places.
        line: The line, by its first dose.
        next_first_dose: Key of the first dose of the next line; None: there is none.
        rules: What a protocol may set.
    """
    return by_irecist(assess_line(history, line, next_first_dose, rules))


def by_recist(course: LineCourse) -> Assessed:
    """`recist_progressions` of a line that was assessed already: whoever wants both reads the record once."""
    evaluable = _evaluable(course)
    if not evaluable:
        return _nothing(course)
    first = next((each for each in evaluable if each.response.category is Category.PROGRESSIVE_DISEASE), None)
    return Assessed(
        evaluable=True,
        reason="" if first is None else first.response.reason,
        progression=None if first is None else first.decisive,
        last_assessment=evaluable[-1].evidence[-1],
    )


def by_irecist(course: LineCourse) -> Assessed:
    """`irecist_progressions` of a line that was assessed already."""
    evaluable = _evaluable(course)
    if not evaluable:
        return _nothing(course)
    decisive = {each.response.key: each.decisive for each in course.assessments}
    immune = immune_course([each.response for each in course.assessments])
    confirming = next((each for each in immune if each.category is ImmuneCategory.CONFIRMED_PROGRESSION), None)
    if confirming is not None and confirming.confirms is not None:
        progression = decisive[confirming.confirms]
        why = (f"confirmed by {confirming.key}: {confirming.reason}", confirming.note)
        reason = "; ".join(part for part in why if part)
    else:
        progression = None
        unconfirmed = [each.key for each in immune if each.category is ImmuneCategory.UNCONFIRMED_PROGRESSION]
        reason = f"iUPD of {decisive[unconfirmed[-1]]} was not confirmed" if unconfirmed else ""
    return Assessed(evaluable=True, reason=reason, progression=progression, last_assessment=evaluable[-1].evidence[-1])


def _evaluable(course: LineCourse) -> list[LineAssessment]:
    return [each for each in course.assessments if each.response.category is not Category.NOT_EVALUABLE]


def _nothing(course: LineCourse) -> Assessed:
    """A line without an evaluable assessment."""
    chosen = course.baseline.chosen
    if not course.assessments and (chosen.targets or (chosen.non_targets and not chosen.unclear)):
        return Assessed(evaluable=True, reason="no assessment in the line", progression=None, last_assessment=None)
    if course.assessments:
        reason = _first_clause(course.assessments)
    elif chosen.unclear:
        reason = f"no assessment in the line, and no usable size at its baseline of {', '.join(chosen.unclear)}"
    else:
        reason = "no assessment in the line, and no lesion at its baseline"
    return Assessed(evaluable=False, reason=reason, progression=None, last_assessment=None)


def _first_clause(assessments: Sequence[LineAssessment]) -> str:
    """Why nothing was evaluable, by the first assessment that may have been a PD, else by the first."""
    for each in assessments:
        for conditional in each.response.conditionals:
            if conditional.category is Category.PROGRESSIVE_DISEASE:
                return f"{each.evidence[0]}: {each.response.reason.partition('; ')[0]}; PD {conditional.condition}"
    return f"{assessments[0].evidence[0]}: {assessments[0].response.reason.partition('; ')[0]}"
