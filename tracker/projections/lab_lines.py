"""The lines of the laboratory panel: the last result of every analyte, and the last number where that result is a word.

Refuses a grade without its version and what it rests on.
"""

from itertools import islice

from tracker.projections.current_line import first_dose_at
from tracker.projections.history import History
from tracker.projections.lab_readings import COPIES, LabReading, is_number, reading_of, value_text
from tracker.projections.moments import age_of, span_of
from tracker.projections.months import Frame
from tracker.projections.sheet import LabLine
from tracker.projections.state import LabSeries
from tracker.projections.words import listed
from tracker.values.months import Calendar
from tracker.values.units import shown_unit

RESULTS_SHOWN = 8
"""How many results a line keeps for its sparkline."""


def lab_lines(history: History, frame: Frame) -> tuple[LabLine, ...]:
    """The last result of every analyte: tumor markers counted in copies first, then in the order of the first results."""
    new = frozenset(placed.event.key for placed in frame.events)
    labs = sorted(frame.state.labs.values(), key=lambda series: series[0].value.unit != COPIES)
    return tuple(_line(history, frame, series, new) for series in labs)


def _line(history: History, frame: Frame, series: LabSeries, new: frozenset[str]) -> LabLine:
    calendar = history.calendar
    reading = reading_of(history, series, first_dose_at(history, frame))
    last, grade = reading.last, reading.grade
    lab, start = last.value, last.by.start
    numbers = list(islice((s.value for s in reversed(series) if is_number(s.value)), RESULTS_SHOWN))
    unit = lab.unit or (numbers[0].unit if numbers else "")
    return LabLine(
        analyte=reading.analyte,
        value=value_text(lab),
        unit=shown_unit(lab.unit),
        flag=reading.flag,
        flag_basis=reading.flag_basis,
        grade="" if grade is None else grade.text,
        grade_version="" if grade is None else grade.version,
        grade_basis="" if grade is None else grade.against or grade.reason,
        change=reading.change,
        fold=reading.fold,
        last_number=_last_number(calendar, frame, reading),
        age_days=frame.age_days(last.by),
        age=age_of(frame, start),
        span=span_of(calendar, frame, start),
        this_month=last.key in new,
        approximate=not frame.certain(last.by),
        series=tuple(float(n.value) for n in reversed(numbers) if n.value is not None and n.unit == unit),
        word=listed((lab.word, "" if reading.beside is None else reading.beside.value.word)),
        key=last.key,
        keys=reading.keys,
    )


def _last_number(calendar: Calendar, frame: Frame, reading: LabReading) -> str:
    """The last result with a number and how old it is; empty where the last result has one."""
    stated = reading.last_number
    if stated is None:
        return ""
    age, span = age_of(frame, stated.by.start), span_of(calendar, frame, stated.by.start)
    number = listed((value_text(stated.value), shown_unit(stated.value.unit)), " ")
    return listed((number, f"{age} old" if age else span))
