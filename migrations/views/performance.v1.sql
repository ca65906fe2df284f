CREATE VIEW performance AS
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
  ecog,
  words,
  certainty,
  asserted_by
FROM performance_rows
