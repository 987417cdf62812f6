"""What was acknowledged is there: real servers are killed at seeded moments, restarted, and everything is counted."""
