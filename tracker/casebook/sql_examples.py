"""Questions in SQL that a reader of cases asks first, a task each. Refuses a query that hides how uncertain a time is."""

from msgspec import Struct


class Example(Struct, frozen=True):
    """A task and the query that does it."""

    task: str
    statement: str


EXAMPLES = (
    Example(
        "cycles: which were given, from when at the earliest to when at the latest",
        "SELECT patient, regimen, number, start_month, start_day_earliest, start_day_latest\nFROM cycles\nORDER BY patient, start_day",
    ),
    Example(
        "progressions: when, where, and on what evidence",
        "SELECT patient, ordinal, month, day_earliest, day_latest, sites, extent, evidence\nFROM progressions\nORDER BY patient, ordinal",
    ),
    Example(
        "labs: every result in order of time",
        "SELECT patient, analyte, month, comparator, value, unit, word, flag, grade\nFROM labs\nORDER BY patient, analyte, day",
    ),
    Example(
        "labs: results of grade 3 and worse",
        "SELECT patient, analyte, month, value, unit, grade\nFROM labs\nWHERE grade >= 3\nORDER BY patient, day",
    ),
    Example(
        "response: what was assessed, by which criteria",
        "SELECT patient, month, category, words, by_site, criteria, assessor\nFROM responses\nORDER BY patient, day",
    ),
    Example(
        "overall survival: months with their bounds, and who is censored",
        "SELECT patient, estimate_months, earliest_months, latest_months, censored, note\nFROM intervals\n"
        "WHERE interval = 'overall_survival'\nORDER BY patient",
    ),
    Example(
        "every interval: progression-free survival, time on treatment, response …",
        "SELECT patient, interval, line, estimate_months, earliest_months, latest_months, censored\nFROM intervals\n"
        "ORDER BY interval, patient",
    ),
    Example(
        "what does not fit together in the records",
        "SELECT patient, severity, rule, summary\nFROM discrepancies\nWHERE severity <> 'note'",
    ),
    Example("patients: one row each", "SELECT * FROM patients"),
)
