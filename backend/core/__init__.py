"""The corridor every room opens onto: database, API glue, errors, actor, clock, geo. It imports no room."""
