"""The facts: one file per clinical area, one closed catalogue. An event is what is stored; it is never changed."""
