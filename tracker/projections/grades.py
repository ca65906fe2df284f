"""The CTCAE grade of a laboratory result: by its number, else by the source's word. Refuses to grade what has no row.

The arithmetic is in `values/ctcae.py`; here is what of a result goes into it.
"""

from collections.abc import Iterator

from tracker.events.laboratory import LabResulted
from tracker.projections.first_doses import first_dose_of, is_baseline
from tracker.projections.history import History
from tracker.projections.lab_series import graded_term, series_of
from tracker.projections.stated import stated_by
from tracker.values.ctcae import LabGrade, Measured, grade_by_word, grade_value


def _measured(lab: LabResulted) -> Measured | None:
    if lab.value is None:
        return None
    return Measured(
        value=lab.value, unit=lab.unit, comparator=lab.comparator, low=lab.reference_low, high=lab.reference_high
    )


def grade_of(lab: LabResulted, baseline: LabResulted | None = None) -> LabGrade | None:
    """Grade a result by CTCAE v5.0; None where the table has no row for the analyte in its specimen, or it says nothing.

    Args:
        lab: The result.
        baseline: The last result of the analyte not after the first dose of line 1; None, or the result itself, grades
            as from a normal baseline. A baseline that only bounds is none.

    A number that wants nothing but the laboratory's limit has grade 1 by the source's word, labelled so; without a word it
    is not gradable. Where anything else is missing, or a bound allows more, the word would understate: not gradable.
    """
    if graded_term(lab) is None:
        return None
    measured = _measured(lab)
    if measured is None:
        return grade_by_word(lab.analyte, lab.word_means)
    before = None
    if baseline is not None and baseline.key != lab.key and baseline.comparator is None:
        before = _measured(baseline)
    grade = grade_value(lab.analyte, measured, before)
    if grade is None or not grade.wants_limit:
        return grade
    return grade_by_word(lab.analyte, lab.word_means) or grade


def with_baselines(history: History) -> Iterator[tuple[LabResulted, LabResulted | None]]:
    """Every result with the baseline that it is graded against, in the order of living.

    Convention: the baseline is the last number of the analyte not after the first dose of line 1; results until then have
    none. Series are told apart as everywhere, so that `Hb` and `hemoglobin` are one, and serum and urine are not.
    """
    first = first_dose_of(history)
    baselines: dict[str, LabResulted] = {}
    for stated in stated_by(history, LabResulted):
        lab = stated.value
        series = series_of(lab)
        if graded_term(lab) is None:
            yield lab, None
        elif first is not None and not is_baseline(history, first, stated.by):
            yield lab, baselines.get(series)
        else:
            yield lab, None
            if lab.value is not None and lab.comparator is None:
                baselines[series] = lab
