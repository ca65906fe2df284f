CREATE TRIGGER events_update BEFORE UPDATE ON events
WHEN NOT (
  NEW.payload IS NULL
  AND NEW.salt IS NULL
  AND OLD.type <> 'patient-erased'
  AND EXISTS (SELECT 1 FROM events WHERE patient = OLD.patient AND type = 'patient-erased')
  AND NEW.seq IS OLD.seq
  AND NEW.patient IS OLD.patient
  AND NEW.version IS OLD.version
  AND NEW.event_id IS OLD.event_id
  AND NEW.type IS OLD.type
  AND NEW.schema_version IS OLD.schema_version
  AND NEW.corrects IS OLD.corrects
  AND NEW.recorded_at IS OLD.recorded_at
  AND NEW.recorded_by IS OLD.recorded_by
  AND NEW.correlation_id IS OLD.correlation_id
  AND NEW.payload_digest IS OLD.payload_digest
  AND NEW.digest IS OLD.digest
)
BEGIN
  SELECT RAISE(ABORT, 'the log is never changed: record a correction instead');
END
