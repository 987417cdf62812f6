"""Who may do what: accounts, sign-in, invitations, and roles as sets of verbs on scopes. Knows nothing of schools' business."""

from backend.people import errors as errors
