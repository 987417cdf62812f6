"""Reading across rooms: what waits for me today. It writes nothing."""
