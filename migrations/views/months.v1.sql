CREATE VIEW months AS
WITH RECURSIVE frames (patient, month, last_month) AS (
  SELECT patient, first_month, last_month FROM patients_rows WHERE first_month IS NOT NULL
  UNION ALL
  SELECT patient, month + 1, last_month FROM frames WHERE month < last_month
)
SELECT
  frames.patient AS patient,
  frames.month AS month,
  MAX(CASE attribute WHEN 'vital_status' THEN value END) AS vital_status,
  MAX(CASE attribute WHEN 'stage' THEN value END) AS stage,
  MAX(CASE attribute WHEN 'ecog' THEN value END) AS ecog,
  MAX(CASE attribute WHEN 'treatment' THEN value END) AS treatment,
  MAX(CASE attribute WHEN 'line' THEN value END) AS line,
  MAX(CASE attribute WHEN 'regimen' THEN value END) AS regimen,
  MAX(CASE attribute WHEN 'phase' THEN value END) AS phase,
  MAX(CASE attribute WHEN 'cycle' THEN value END) AS cycle,
  MAX(CASE attribute WHEN 'response' THEN value END) AS response,
  MAX(CASE attribute WHEN 'progressions' THEN value END) AS progressions,
  MAX(CASE attribute WHEN 'disease_status' THEN value END) AS disease_status
FROM frames
LEFT JOIN states_rows
  ON states_rows.patient = frames.patient
  AND states_rows.subject = ''
  AND states_rows.start_month <= frames.month
  AND (states_rows.stop_month IS NULL OR states_rows.stop_month > frames.month)
GROUP BY frames.patient, frames.month
