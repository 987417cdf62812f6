"""A real browser, the size of a phone, goes the whole way through a real site: by clicks only."""
