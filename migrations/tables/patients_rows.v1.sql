CREATE TABLE patients_rows (
  patient TEXT NOT NULL,
  sex TEXT,
  age INTEGER,
  diagnosis TEXT,
  topography TEXT,
  morphology TEXT,
  de_novo_metastatic INTEGER CHECK (de_novo_metastatic IN (0, 1)),
  origin_date TEXT,
  vital_status TEXT NOT NULL,
  first_month INTEGER,
  last_month INTEGER,
  facts INTEGER NOT NULL,
  PRIMARY KEY (patient)
) STRICT, WITHOUT ROWID
