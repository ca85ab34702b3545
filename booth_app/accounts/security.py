"""The sign-in library, set up for this house."""

from typing import Any

from flask import Flask
from flask_security import Security

from booth_app.accounts.store import people
from booth_app.base.db import Database

LANGUAGE_PREFIX = "/<any(ar,en):lang>"
SESSION_HOURS = 12


def init_app(app: Flask, database: Database, **forms: Any) -> Security:
    """Install sign-in under `/<lang>/account/`. `forms` replaces the library's forms by name."""
    settings = app.config["SETTINGS"]
    app.config.update(
        SECURITY_URL_PREFIX=f"{LANGUAGE_PREFIX}/account",
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_REGISTER_URL="/register",
        SECURITY_CONFIRM_URL="/confirm",
        SECURITY_RESET_URL="/reset",
        SECURITY_CHANGE_URL="/password",
        SECURITY_REGISTERABLE=True,
        SECURITY_USE_REGISTER_V2=True,
        SECURITY_CONFIRMABLE=True,
        SECURITY_RECOVERABLE=True,
        SECURITY_CHANGEABLE=True,
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_TOTP_SECRETS={"1": settings.secret_key},
        SECURITY_TOTP_ISSUER="booth_app",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        SECURITY_PASSWORD_SALT=settings.secret_key,
        SECURITY_PASSWORD_LENGTH_MIN=8,
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_FLASH_MESSAGES=True,
    )
    return Security(app, people(app, database), **forms)
