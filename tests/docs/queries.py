"""The example queries of `docs/sql.md`; a test runs each on the bundled cases. Refuses a query that needs our own tools."""

from typing import NamedTuple


class Example(NamedTuple):
    """A question and its query."""

    question: str
    sql: str


EXAMPLES = (
    Example(
        "Total of the recorded cycles per drug and patient: a range where per day or per cycle is open, NULL where the most is"
        " open. A dose that is not stated is in no total, and neither is a regimen recorded without cycles: see the next query",
        """SELECT patient, drug, count(DISTINCT key) AS cycles, sum(total_low) AS least,
       CASE WHEN count(total_high) = count(*) THEN sum(total_high) END AS most,
       unit, count(*) - count(total_low) AS not_stated
FROM doses
GROUP BY patient, drug, unit
ORDER BY patient, drug;""",
    ),
    Example(
        "Regimens of which no cycle with its drugs is recorded, so that no total counts them",
        """SELECT patient, regimen, drugs, drugs_not_stated, start_month, stop_month, ended
FROM regimens
WHERE (patient, regimen) NOT IN (SELECT patient, regimen FROM doses)
ORDER BY patient, start_day;""",
    ),
    Example(
        "EBV-DNA in order of time, with its bounds: where they lie far apart, the month says little",
        """SELECT patient, day_earliest, month, day_latest, comparator, value, unit, word
FROM labs
WHERE analyte = 'EBV-DNA'
ORDER BY patient, day;""",
    ),
    Example(
        "The state of every patient at the end of month 12, one row each",
        """SELECT patient, vital_status, stage, ecog, treatment, line, regimen, phase, cycle, response, disease_status
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
        "What the record said at the end of a day, in UTC, here of today: facts that were corrected since stand as they stood then;"
        " for another day write the day after it, such as `SELECT '2026-05-04'`",
        """WITH asked (day_after) AS (SELECT date('now', '+1 day'))
SELECT patient, key, day_earliest, day, day_latest, text
FROM fact_versions, asked
WHERE recorded_at < day_after AND (superseded_at IS NULL OR superseded_at >= day_after)
ORDER BY patient, day;""",
    ),
    Example(
        "What the team knew at the end of month 8, by the record as it stands; what was known later, or only at publication,"
        " is left out",
        """SELECT patient, key, month, known_month, text
FROM fact_versions
WHERE superseded_at IS NULL AND month <= 8 AND known_month <= 8
ORDER BY patient, day;""",
    ),
    Example(
        "What was corrected, in order of recording: what the record said before, and why it says otherwise now",
        """SELECT before.patient, before.key, before.text AS said_before, after.text AS says, after.change, after.reason
FROM fact_versions AS before
  LEFT JOIN fact_versions AS after
    ON after.patient = before.patient AND after.key = before.key AND after.version = before.version + 1
WHERE before.superseded_at IS NOT NULL
ORDER BY before.superseded_at, before.patient, before.key;""",
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
