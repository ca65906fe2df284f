"""The command line: parse, call one use case, print. Refuses to compute, and to import the terminal interface."""
