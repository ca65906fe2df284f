CREATE TABLE documents (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  citation TEXT NOT NULL,
  attached_at TEXT NOT NULL CHECK (length(attached_at) = 27),
  attached_by TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT
