CREATE TRIGGER events_delete BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'nothing is deleted from the log: record a retraction instead');
END
