CREATE VIEW responses AS
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
  category,
  words,
  by_site,
  criteria,
  assessor,
  certainty,
  evidence
FROM responses_rows
