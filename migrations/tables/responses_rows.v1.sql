CREATE TABLE responses_rows (
  patient TEXT NOT NULL,
  key TEXT NOT NULL,
  month INTEGER NOT NULL,
  day REAL NOT NULL,
  day_earliest REAL,
  day_latest REAL,
  date TEXT,
  date_earliest TEXT,
  date_latest TEXT,
  category TEXT NOT NULL,
  words TEXT,
  by_site TEXT,
  criteria TEXT NOT NULL,
  assessor TEXT,
  certainty TEXT NOT NULL,
  evidence TEXT,
  PRIMARY KEY (patient, key)
) STRICT, WITHOUT ROWID
