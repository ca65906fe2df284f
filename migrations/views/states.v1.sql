CREATE VIEW states AS
SELECT
  patient,
  key,
  start_month,
  start_day,
  start_day_earliest,
  start_day_latest,
  start_date,
  start_date_earliest,
  start_date_latest,
  stop_month,
  stop_day,
  stop_day_earliest,
  stop_day_latest,
  stop_date,
  stop_date_earliest,
  stop_date_latest,
  attribute,
  subject,
  value
FROM states_rows
