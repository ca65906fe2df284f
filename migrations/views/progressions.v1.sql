CREATE VIEW progressions AS
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
  ordinal,
  sites,
  extent,
  certainty,
  criteria,
  assessor,
  evidence,
  words
FROM progressions_rows
