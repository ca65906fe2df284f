CREATE VIEW patients AS
SELECT
  patient,
  sex,
  age,
  diagnosis,
  topography,
  morphology,
  de_novo_metastatic,
  origin_date,
  vital_status,
  first_month,
  last_month,
  facts
FROM patients_rows
