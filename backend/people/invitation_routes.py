"""Inviting people, and accepting."""

from backend.core.api import Blueprint

invitations = Blueprint("invitations", __name__, url_prefix="/api/v1/invitations", description="邀请")
