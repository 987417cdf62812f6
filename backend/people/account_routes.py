"""Other people's accounts."""

from backend.core.api import Blueprint

accounts = Blueprint("accounts", __name__, url_prefix="/api/v1/accounts", description="人员")
