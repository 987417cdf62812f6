"""What a speed claim stands on: `python -m benchmarks.NAME [--quick]` (see README.md)."""
