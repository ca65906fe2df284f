CREATE VIEW months AS
WITH RECURSIVE frames (patient, month, last_month) AS (
  SELECT patient, first_month, last_month FROM patients_rows WHERE first_month IS NOT NULL
  UNION ALL
  SELECT patient, month + 1, last_month FROM frames WHERE month < last_month
)
SELECT
  patient,
  month,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'vital_status'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS vital_status,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'stage'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS stage,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'ecog'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS ecog,
  (SELECT group_concat(value, ', ') FROM (
    SELECT value FROM states_rows
    WHERE states_rows.patient = frames.patient AND attribute = 'regimen'
      AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
    ORDER BY start_day, key)) AS regimen,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'line'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS line,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'cycle'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS cycle,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'response'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS response,
  (SELECT value FROM states_rows
   WHERE states_rows.patient = frames.patient AND attribute = 'disease_status'
     AND start_month <= frames.month AND (stop_month IS NULL OR stop_month > frames.month)
   ORDER BY start_day DESC, key DESC LIMIT 1) AS disease_status
FROM frames
