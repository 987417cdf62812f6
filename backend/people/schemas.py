"""The form of what people send; what it means is checked by rules."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from backend.core.api import Schema
from backend.people.role_table import ADMINS, ROLES, SCOPE_TYPES
from backend.people.rules import MAX_PASSWORD, TRANSPORTS
from backend.people.second_factor_schemas import FactorStanding

# JSON can say NUL and half characters, which no database takes and no argon2 hashes.
_WHOLE = Regexp(r"[^\x00\ud800-\udfff]*\Z")
_PASSWORD = [Length(min=1, max=MAX_PASSWORD), _WHOLE]
_NAME = [Length(min=1, max=40), _WHOLE]


class SignIn(Schema):
    """Who signs in, and whether a browser (cookie) or a program (bearer) is to be remembered."""

    identifier = fields.String(required=True, validate=[Length(min=1, max=60), _WHOLE])
    password = fields.String(required=True, validate=_PASSWORD)
    transport = fields.String(load_default="cookie", validate=OneOf(TRANSPORTS))


class PasswordChange(Schema):
    """The present password and the next."""

    current_password = fields.String(required=True, validate=_PASSWORD)
    new_password = fields.String(required=True, validate=_PASSWORD)


class NewInvitation(Schema):
    """Whom to invite, as what, and where."""

    display_name = fields.String(required=True, validate=_NAME)
    role = fields.String(required=True, validate=OneOf(sorted(set(ROLES) - ADMINS)))
    scope_type = fields.String(required=True, validate=OneOf(SCOPE_TYPES))
    scope_id = fields.UUID(required=True)
    unit_id = fields.UUID(load_default=None, allow_none=True)


class Acceptance(Schema):
    """What the invited person chooses; the name may be corrected."""

    identifier = fields.String(required=True, validate=[Length(min=3, max=40), _WHOLE])
    password = fields.String(required=True, validate=_PASSWORD)
    display_name = fields.String(load_default=None, allow_none=True, validate=_NAME)


class AccountQuery(Schema):
    """One page of a list."""

    q = fields.String(load_default="", validate=[Length(max=40), _WHOLE])
    cursor = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=50, validate=Range(min=1, max=100))


class UnitShown(Schema):
    """The organisation a person belongs to."""

    id = fields.UUID()
    name = fields.String()
    kind = fields.String()


class AccountShown(Schema):
    """A person as they see themselves."""

    id = fields.UUID()
    display_name = fields.String()
    unit = fields.Nested(UnitShown, allow_none=True)
    county_id = fields.UUID(allow_none=True)


class SignedInShown(Schema):
    """The answer to a sign-in; `token` for bearer only, and only this once."""

    account = fields.Nested(AccountShown)
    must_change_password = fields.Boolean()
    csrf_token = fields.String()
    token = fields.String()


class RoleShown(Schema):
    """One grant in words."""

    role = fields.String()
    label = fields.String()
    scope_type = fields.String()
    scope_id = fields.UUID()
    scope_name = fields.String()


class Me(Schema):
    """Who I am, what I may do, and the token that my pages send with changes."""

    account = fields.Nested(AccountShown)
    roles = fields.List(fields.Nested(RoleShown))
    verbs = fields.List(fields.String())
    second_factor = fields.Nested(FactorStanding)
    must_change_password = fields.Boolean()
    csrf_token = fields.String()


class SessionShown(Schema):
    """One of my sign-ins."""

    id = fields.UUID()
    device_label = fields.String()
    transport = fields.String()
    created_at = fields.AwareDateTime()
    last_seen_at = fields.AwareDateTime()
    is_current = fields.Boolean()


class SessionList(Schema):
    """All my sign-ins."""

    items = fields.List(fields.Nested(SessionShown))


class InvitationMade(Schema):
    """The link to hand on; it is shown this once."""

    id = fields.UUID()
    link = fields.String()
    expires_at = fields.AwareDateTime()


class InvitationShown(Schema):
    """What the invited person sees before accepting."""

    display_name = fields.String()
    unit_name = fields.String()
    role_label = fields.String()
    expires_at = fields.AwareDateTime()


class Accepted(Schema):
    """The account that was made; sign in with the password chosen."""

    account = fields.Nested(AccountShown)


class AccountItem(Schema):
    """A person in the list; the number is masked."""

    id = fields.UUID()
    display_name = fields.String()
    identifier = fields.String()
    unit_name = fields.String()
    roles = fields.List(fields.String())
    disabled = fields.Boolean()


class AccountPage(Schema):
    """One page of people."""

    items = fields.List(fields.Nested(AccountItem))
    next = fields.UUID(allow_none=True)


class NewFirstPassword(Schema):
    """A first password, shown this once."""

    password = fields.String()
