CREATE VIEW discrepancies AS
SELECT
  patient,
  item,
  rule,
  severity,
  summary,
  events,
  tolerance_months,
  excess_months
FROM discrepancies_rows
