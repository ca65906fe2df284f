"""`adtte`: one row per patient and time-to-event parameter, in the shape of ADaM's ADTTE. Refuses to invent a date.

Names in capitals are ADaM's (CDISC, The ADaM Basic Data Structure for Time-to-Event Analyses 1.0); the others are ours.
The rows are those of `intervals` that can be censored, under the chosen readings: `intervals` has the others.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from tracker.projections.rows.columns import DayEarliest, DayLatest

PARAMETERS = {
    "overall_survival": ("OS", "Overall survival"),
    "progression_free_survival": ("PFS", "Progression-free survival"),
    "second_progression": ("PFS2", "Time to second progression or death"),
    "time_to_next_treatment": ("TTNT", "Time to next treatment"),
    "time_on_treatment": ("TOT", "Time on treatment"),
    "treatment_free": ("TFI", "Time without treatment"),
    "duration_of_response": ("DOR", "Duration of response"),
    "disease_control": ("DDC", "Duration of disease control"),
}
"""Intervals that an outcome ends or a cut-off censors, to the stem of PARAMCD and the words of PARAM."""

FLAVORS = {
    "asserted": ("A", "progression as asserted"),
    "recist": ("R", "progression by RECIST 1.1"),
    "irecist": ("I", "progression by iRECIST"),
    "imaging": ("M", "progression by imaging"),
    "oncologist": ("O", "progression by the oncologist"),
    "either": ("E", "progression by imaging or the oncologist"),
    "both": ("B", "progression by imaging and the oncologist"),
}
"""By whom or by which rule a progression was assessed, to a letter of PARAMCD and the words of PARAM."""

CENSORED = "censored"


class TimeToEventRow(Struct, frozen=True, gc=False):
    """One time-to-event parameter of one patient.

    Where it is not evaluable, AVAL and CNSR are NULL and `not_evaluable` says why: leave those rows out of an analysis, and
    count them.
    """

    USUBJID: Annotated[str, Meta(description="pseudonym of the patient")]
    PARAMCD: Annotated[
        str,
        Meta(
            description="parameter: OS, PFS, PFS2, TTNT, TOT, TFI, DOR, DDC; then L and the line of therapy, or R for one "
            "regimen; then by whom progression was assessed: A asserted, R RECIST 1.1, I iRECIST, M imaging, O oncologist, "
            "E either of the two, B both. PFSL1A is progression-free survival of line 1, progression as asserted"
        ),
    ]
    PARAM: Annotated[str, Meta(description="the same in words, with its unit")]
    AVAL: Annotated[
        float | None, Meta(description="best estimate of the time; NULL: not evaluable, or open", extra={"unit": "d"})
    ]
    CNSR: Annotated[int | None, Meta(description="0: the event occurred; 1: censored; NULL: not evaluable")]
    EVNTDESC: Annotated[str | None, Meta(description="the event, or `censored`; NULL: not evaluable")]
    CNSDTDSC: Annotated[str | None, Meta(description="what the time is censored at; NULL: an event, or not evaluable")]
    STARTDT: Annotated[
        str | None, Meta(description="ISO date of the start; NULL unless a date is known and exact to the day")
    ]
    ADT: Annotated[
        str | None, Meta(description="ISO date of event or censoring; NULL unless known and exact to the day")
    ]
    aval_earliest: Annotated[float | None, Meta(description="shortest time; NULL where open", extra={"unit": "d"})]
    aval_latest: Annotated[float | None, Meta(description="longest time; NULL where open", extra={"unit": "d"})]
    start_day: Annotated[
        float | None, Meta(description="best estimate of the start, days from the origin", extra={"unit": "d"})
    ]
    start_day_earliest: DayEarliest
    start_day_latest: DayLatest
    stop_day: Annotated[
        float | None,
        Meta(description="best estimate of event or censoring, days from the origin", extra={"unit": "d"}),
    ]
    stop_day_earliest: DayEarliest
    stop_day_latest: DayLatest
    line: Annotated[int | None, Meta(description="line of therapy under `rule_set`; NULL where it is about no line")]
    rule_set: Annotated[str | None, Meta(description="how lines were counted: asserted, or rw120")]
    regimen: Annotated[str | None, Meta(description="identifier of the regimen, where it is about one")]
    assessed_by: Annotated[str | None, Meta(description="by whom or by which rule a progression was assessed, in full")]
    from_key: Annotated[str | None, Meta(description="key of the fact that it runs from, or `key.end`")]
    to_key: Annotated[str | None, Meta(description="key of the fact at which it ends or is censored, or `key.end`")]
    not_evaluable: Annotated[str | None, Meta(description="why it cannot be computed; NULL where it can")]


def time_to_event_row(interval: Mapping[str, Any]) -> TimeToEventRow:
    """The row that an interval gives.

    Args:
        interval: A row of `intervals` under the chosen readings, of one of `PARAMETERS`.
    """
    evaluable = bool(interval["evaluable"])
    censored = interval["censored"] if evaluable else None
    note = interval["note"]
    return TimeToEventRow(
        interval["patient"],
        _code(interval),
        _words(interval),
        interval["estimate_days"],
        None if censored is None else int(censored),
        None if censored is None else CENSORED if censored else note,
        note if censored else None,
        interval["start_date"],
        interval["stop_date"],
        interval["earliest_days"],
        interval["latest_days"],
        interval["start_day"],
        interval["start_day_earliest"],
        interval["start_day_latest"],
        interval["stop_day"],
        interval["stop_day_earliest"],
        interval["stop_day_latest"],
        interval["line"],
        interval["rule_set"],
        interval["regimen"],
        interval["assessed_by"],
        interval["from_key"],
        interval["to_key"],
        None if evaluable else note,
    )


def _code(interval: Mapping[str, Any]) -> str:
    stem, _ = PARAMETERS[interval["interval"]]
    line = "R" if interval["regimen"] is not None else "" if interval["line"] is None else f"L{interval['line']}"
    return f"{stem}{line}{_flavor(interval)[0]}"


def _flavor(interval: Mapping[str, Any]) -> tuple[str, str]:
    return FLAVORS[interval["assessed_by"]] if interval["assessed_by"] else ("", "")


def _words(interval: Mapping[str, Any]) -> str:
    _, words = PARAMETERS[interval["interval"]]
    about = "of a regimen" if interval["regimen"] is not None else ""
    if not about and interval["line"] is not None:
        about = f"of line {interval['line']}"
    return f"{', '.join(part for part in (f'{words} {about}'.strip(), _flavor(interval)[1]) if part)} (days)"
