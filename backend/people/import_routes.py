"""Importing people from Excel."""

from backend.core.api import Blueprint

imports = Blueprint("account_imports", __name__, url_prefix="/api/v1/accounts/imports", description="人员导入")
