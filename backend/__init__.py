"""校安码's server: a corridor (`core`) and rooms, one for each piece of the work; see README.md in this folder."""
