CREATE VIEW sources AS
SELECT
  patient,
  key,
  item,
  document,
  locator,
  span_start,
  span_stop,
  conflicting
FROM sources_rows
