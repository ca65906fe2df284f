"""The four lines that begin with `#` above a clinical table. Refuses to call a column a number that holds a word."""

import re
from collections.abc import Iterator, Sequence

from tracker.adapters.cbioportal.rows import CARRIED, OWN_COLUMNS, line_of

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_KNOWN = {
    "PATIENT_ID": ("Patient Identifier", "Identifier to uniquely specify a patient."),
    "SAMPLE_ID": ("Sample Identifier", "A unique sample identifier."),
    "SEX": ("Sex", "Sex"),
    "AGE": ("Diagnosis Age", "Age in completed years at which the disease was first diagnosed."),
    "OS_STATUS": ("Overall Survival Status", "Overall patient survival status."),
    "OS_MONTHS": ("Overall Survival (Months)", "Overall survival in months since initial diagnosis."),
    CARRIED: ("Tracker Events", "The events that the row stands for; read by the oncology tracker alone."),
}


def is_number(text: str) -> bool:
    """Whether a cell is a number as the format has them.

    >>> is_number("-3.5"), is_number(">89")
    (True, False)
    """
    return _NUMBER.fullmatch(text) is not None


def attribute_lines(columns: Sequence[str], numbers: frozenset[str]) -> Iterator[bytes]:
    """Display names, descriptions, datatypes and priorities; the tracker's own columns have priority 0, which hides them.

    Args:
        columns: The columns of the table.
        numbers: Those of which every cell is a number.
    """
    named = [_KNOWN.get(column, (_title(column), _title(column))) for column in columns]
    yield line_of(f"{'' if place else '#'}{name}" for place, (name, _) in enumerate(named))
    yield line_of(f"{'' if place else '#'}{what}" for place, (_, what) in enumerate(named))
    types = ("NUMBER" if column in numbers else "STRING" for column in columns)
    yield line_of(f"{'' if place else '#'}{kind}" for place, kind in enumerate(types))
    priorities = ("0" if column in OWN_COLUMNS else "1" for column in columns)
    yield line_of(f"{'' if place else '#'}{priority}" for place, priority in enumerate(priorities))


def _title(column: str) -> str:
    return column.replace("_", " ").title()
