CREATE TABLE performance_rows (
  patient TEXT NOT NULL,
  key TEXT NOT NULL,
  month INTEGER NOT NULL,
  day REAL NOT NULL,
  day_earliest REAL,
  day_latest REAL,
  date TEXT,
  date_earliest TEXT,
  date_latest TEXT,
  ecog INTEGER,
  words TEXT,
  certainty TEXT NOT NULL,
  asserted_by TEXT,
  PRIMARY KEY (patient, key)
) STRICT, WITHOUT ROWID
