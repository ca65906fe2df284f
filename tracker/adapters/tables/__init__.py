"""Tables to events by a declared mapping, and cells that a spreadsheet takes for no formula. Refuses to guess a format."""
