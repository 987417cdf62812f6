"""What people are told: an outbox written with the change itself, an inbox for each account, and channels to the outside."""

from backend.messages import errors as errors
