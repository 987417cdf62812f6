"""`python -m benchmarks.verdict`: draw honest rounds and cheats from seeds."""

from __future__ import annotations

import argparse

from benchmarks.verdict.census import print_census


def main() -> None:
    """Print what the drawn world looks like."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10_000, help="honest rounds")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print_census(asked.seed, asked.rounds)


if __name__ == "__main__":
    main()
