CREATE VIEW fact_versions AS
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
  version,
  type,
  text,
  contradictory,
  known_month,
  known_day,
  recorded_at,
  superseded_at,
  change,
  retracted,
  recorded_by,
  reason
FROM fact_versions_rows
UNION ALL
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
  1,
  type,
  text,
  contradictory,
  known_month,
  known_day,
  recorded_at,
  NULL,
  'recorded',
  0,
  recorded_by,
  NULL
FROM timeline_rows
WHERE NOT EXISTS (
  SELECT 1
  FROM fact_versions_rows
  WHERE fact_versions_rows.patient = timeline_rows.patient AND fact_versions_rows.key = timeline_rows.key
)
