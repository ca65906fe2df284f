CREATE TABLE sources_rows (
  patient TEXT NOT NULL,
  key TEXT NOT NULL,
  item INTEGER NOT NULL,
  document TEXT,
  locator TEXT NOT NULL,
  span_start INTEGER,
  span_stop INTEGER,
  conflicting INTEGER NOT NULL CHECK (conflicting IN (0, 1)),
  PRIMARY KEY (patient, key, item)
) STRICT, WITHOUT ROWID
