"""The forms of the terminal: what to do, the form for it, what it would change. Only here a widget of Textual is typed into."""
