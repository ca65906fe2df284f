CREATE VIEW adverse_events AS
SELECT
  patient,
  key,
  month,
  day,
  day_earliest,
  day_latest,
  date,
  date_earliest,
  date_latest,
  term,
  affected,
  grade,
  grade_most,
  ctcae_version,
  presence,
  attribution,
  trend,
  words,
  certainty
FROM adverse_events_rows
