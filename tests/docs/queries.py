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
    Example(
        "Every endpoint of a case under the chosen readings, in months with its bounds",
        """SELECT patient, interval, line, regimen, assessed_by, earliest_months, estimate_months, latest_months,
  censored, note
FROM intervals
WHERE patient = 'npc-1' AND reading IS NULL AND evaluable
ORDER BY interval, item;""",
    ),
    Example(
        "Median progression-free survival by regimen, as the oncologist saw it: the Kaplan–Meier estimate, of the best"
        " estimates of the lengths; NULL where the curve does not fall to one half",
        """WITH named AS (
  SELECT patient, regimen, min(coalesce(name, drugs, referred_to_as)) AS name FROM regimens GROUP BY patient, regimen
), spans AS (
  SELECT name, estimate_months AS months, NOT censored AS outcome
  FROM intervals JOIN named USING (patient, regimen)
  WHERE interval = 'progression_free_survival' AND assessed_by = 'oncologist' AND evaluable AND reading IS NULL
), steps AS (
  SELECT name, months, sum(outcome) AS outcomes, sum(count(*)) OVER (PARTITION BY name ORDER BY months DESC) AS at_risk
  FROM spans GROUP BY name, months
), curve AS (
  SELECT *, exp(sum(CASE WHEN outcomes < at_risk THEN ln(1 - 1.0 * outcomes / at_risk) ELSE -99 END)
                OVER (PARTITION BY name ORDER BY months)) AS free
  FROM steps
)
SELECT name, max(at_risk) AS regimens, sum(outcomes) AS outcomes, min(CASE WHEN free < 0.500001 THEN months END) AS median
FROM curve
GROUP BY name
ORDER BY regimens DESC, name;""",
    ),
)
