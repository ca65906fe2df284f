"""The example queries of `docs/sql.md`; a test runs each on the bundled cases. Refuses a query that needs our own tools."""

from typing import NamedTuple


class Example(NamedTuple):
    """A question and its query."""

    question: str
    sql: str


EXAMPLES = (
    Example(
        "Cycles and total dose per drug and patient; a range where the source leaves per day or per cycle open",
        """SELECT patient, drug, count(DISTINCT key) AS cycles, sum(total_low) AS least, sum(total_high) AS most, unit
FROM doses
GROUP BY patient, drug, unit
ORDER BY patient, drug;""",
    ),
    Example(
        "EBV-DNA by month",
        """SELECT patient, month, comparator, value, unit, word
FROM labs
WHERE analyte = 'EBV-DNA'
ORDER BY patient, day;""",
    ),
    Example(
        "The state of every patient at the end of month 12, one row each",
        """SELECT patient, vital_status, stage, ecog, line, regimen, response, disease_status
FROM months
WHERE month = 12
ORDER BY patient;""",
    ),
    Example(
        "The same as attributes: what held at the end of month 12",
        """SELECT patient, attribute, subject, value
FROM states
WHERE start_month <= 12 AND (stop_month IS NULL OR stop_month > 12)
ORDER BY patient, attribute, subject;""",
    ),
    Example(
        "How sure a progression is in time, in days from the origin",
        """SELECT patient, ordinal, extent, day_earliest, day, day_latest, certainty
FROM progressions
ORDER BY patient, day;""",
    ),
    Example(
        "Where in the source the facts of a month stand",
        """SELECT timeline.patient, timeline.key, timeline.type, sources.locator
FROM timeline JOIN sources USING (patient, key)
WHERE timeline.patient = 'npc-1' AND timeline.month = 8
ORDER BY timeline.day;""",
    ),
)
