"""Questions in SQL that a reader of cases asks first, a task each, their times to a tenth.

Refuses a query that hides how uncertain a time is.
"""

from msgspec import Struct


class Example(Struct, frozen=True):
    """A task and the query that does it."""

    task: str
    statement: str


EXAMPLES = (
    Example(
        "cycles: each drug with its dose, from when at the earliest to when at the latest",
        "SELECT c.patient, c.regimen, c.number AS cycle, d.drug, d.status, d.dose_low, d.dose_high, d.unit, d.per,\n"
        "  c.start_month AS month, round(c.start_day_earliest, 1) AS earliest_day,\n"
        "  round(c.start_day_latest, 1) AS latest_day, c.key\n"
        "FROM cycles AS c LEFT JOIN doses AS d ON d.patient = c.patient AND d.key = c.key\n"
        "ORDER BY c.patient, c.start_day, d.drug",
    ),
    Example(
        "progressions: when, where, and on what evidence",
        "SELECT patient, ordinal, month, round(day_earliest, 1) AS earliest_day, round(day_latest, 1) AS latest_day,\n"
        "  sites, extent, evidence, key\nFROM progressions\nORDER BY patient, ordinal",
    ),
    Example(
        "labs: every result in order of time",
        "SELECT patient, analyte, month, comparator, value, unit, word, flag, grade, key\nFROM labs\nORDER BY patient, analyte, day",
    ),
    Example(
        "labs: results of grade 3 and worse",
        "SELECT patient, analyte, month, value, unit, grade, key\nFROM labs\nWHERE grade >= 3\nORDER BY patient, day",
    ),
    Example(
        "response: what was assessed, by which criteria",
        "SELECT patient, month, category, words, by_site, criteria, assessor, key\nFROM responses\nORDER BY patient, day",
    ),
    Example(
        "overall survival: months with their bounds, and who is censored",
        "SELECT patient, round(estimate_months, 1) AS months, round(earliest_months, 1) AS least,\n"
        "  round(latest_months, 1) AS most, censored, note\nFROM intervals\n"
        "WHERE interval = 'overall_survival'\nORDER BY patient",
    ),
    Example(
        "every interval: progression-free survival, time on treatment, response …",
        "SELECT patient, interval, line, round(estimate_months, 1) AS months, round(earliest_months, 1) AS least,\n"
        "  round(latest_months, 1) AS most, censored, from_key, to_key\nFROM intervals\n"
        "ORDER BY interval, patient",
    ),
    Example(
        "what does not fit together in the records",
        "SELECT patient, severity, rule, summary\nFROM discrepancies\nWHERE severity <> 'note'",
    ),
    Example("patients: one row each", "SELECT * FROM patients"),
)
