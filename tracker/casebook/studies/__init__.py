"""Studies on their way in: a folder of tables, read patient by patient. Refuses to hold a whole study in memory."""
