"""`swimmer`: bars and marks of a swimmer plot, one lane per patient. Refuses to end a bar where no end is known."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.projections.rows.columns import DateExact, Day, DayEarliest, DayLatest, KeyColumn, PatientColumn


class SwimmerRow(Struct, frozen=True, gc=False):
    """One bar or one mark in the lane of a patient. A mark has no stop; a bar without one goes on."""

    patient: PatientColumn
    kind: Annotated[
        str,
        Meta(
            description="bars: follow-up, regimen, radiotherapy, hold; marks: response, progression, death, last known alive"
        ),
    ]
    key: Annotated[KeyColumn, Meta(description="key of the fact that it is about, or begins with")]
    label: Annotated[str, Meta(description="what to write beside it, such as drugs, dose or category")]
    start_day: Day
    start_day_earliest: DayEarliest
    start_day_latest: DayLatest
    start_date: DateExact
    stop_day: Annotated[
        float | None,
        Meta(
            description="best estimate of the end, exclusive; NULL: a mark, or a bar that goes on", extra={"unit": "d"}
        ),
    ]
    stop_day_earliest: DayEarliest
    stop_day_latest: DayLatest
    stop_date: DateExact
    line: Annotated[int | None, Meta(description="line of therapy as asserted, or under the rule set of `intervals`")]
    ongoing: Annotated[bool, Meta(description="1: draw an arrow, it goes on or was censored there")]


_START = "start_day, start_day_earliest, start_day_latest, start_date"
_STOP = "stop_day, stop_day_earliest, stop_day_latest, stop_date"
_MARK = "day, day_earliest, day_latest, date, NULL, NULL, NULL, NULL"
_FOLLOWED = "SELECT patient, censored FROM intervals WHERE interval = 'overall_survival' AND reading IS NULL"

SELECT = f"""
SELECT i.patient AS patient, 'follow-up' AS kind, from_key AS key, note AS label, {_START}, {_STOP}, NULL AS line,
  COALESCE(o.censored, 0) AS ongoing
FROM intervals i LEFT JOIN ({_FOLLOWED}) o ON o.patient = i.patient
WHERE interval = 'follow_up' AND reading IS NULL AND evaluable AND start_day IS NOT NULL
UNION ALL
SELECT patient, 'regimen', key, COALESCE(name, drugs, referred_to_as, regimen), {_START}, {_STOP}, line, ended = 'ongoing'
FROM regimens
UNION ALL
SELECT patient, 'radiotherapy', key,
  GROUP_CONCAT(volume || COALESCE(' ' || dose_gy || ' Gy', ''), ', '), {_START}, {_STOP}, line, 0
FROM radiotherapy_courses GROUP BY patient, key
UNION ALL
SELECT patient, 'hold', from_key, COALESCE(note, 'held'), {_START}, {_STOP}, line, stop_day IS NULL
FROM intervals WHERE interval = 'hold' AND reading IS NULL AND evaluable AND start_day IS NOT NULL
UNION ALL
SELECT patient, 'response', key, CASE WHEN category = 'not-stated' THEN COALESCE(words, category) ELSE category END,
  {_MARK}, NULL, 0
FROM responses
UNION ALL
SELECT patient, 'progression', key, COALESCE('PD ' || ordinal, 'PD'), {_MARK}, NULL, 0 FROM progressions
UNION ALL
SELECT patient, 'death', key, 'death', {_MARK}, NULL, 0 FROM timeline WHERE type = 'patient-died'
UNION ALL
SELECT patient, 'last known alive', to_key, note, stop_day, stop_day_earliest, stop_day_latest, stop_date,
  NULL, NULL, NULL, NULL, NULL, 1
FROM intervals
WHERE interval = 'overall_survival' AND reading IS NULL AND censored = 1 AND stop_day IS NOT NULL
"""  # noqa: S608 - the pieces are the constants above
