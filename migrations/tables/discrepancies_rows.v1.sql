CREATE TABLE discrepancies_rows (
  patient TEXT NOT NULL,
  item INTEGER NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  summary TEXT NOT NULL,
  events TEXT,
  tolerance_months REAL,
  excess_months REAL,
  PRIMARY KEY (patient, item)
) STRICT, WITHOUT ROWID
