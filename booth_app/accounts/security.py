"""The sign-in library, set up for this house."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import Security, uia_email_mapper

from booth_app.accounts import doors, forms, messages, passwords, sessions, store
from booth_app.accounts.codes import OneTimeCodes, RecoveryCodes
from booth_app.accounts.mail import Letters
from booth_app.accounts.passwords import Passwords
from booth_app.base.db import Database

LANGUAGE_PREFIX = "/<any(ar,en):lang>"
CONFIRM_WITHIN = timedelta(days=2)
RESET_WITHIN = timedelta(hours=4)
FRESH = timedelta(minutes=30)
"""How long ago the password may have been typed when someone changes how they sign in."""

ENDPOINTS = {f"security.{name}": permission for name, (_view, permission) in doors.DOORS.items()}
"""Permissions of the library's pages, for `access`."""


def init_app(
    app: Flask, database: Database, *, second_factor: Callable[[int], bool] | None = None, **given: Any
) -> Security:
    """Install sign-in under `/<lang>/account/`.

    Args:
        second_factor: whether a person may sign in with a second factor only; None asks it of nobody.
        given: forms (`register_form=…`) that replace ours.
    """
    app.config.update(_settings(app))
    app.config.update(messages.settings())
    app.extensions["second_factor"] = second_factor or (lambda _user_id: False)
    sessions.init_app(app)
    ours = {
        "login_form": forms.SignIn,
        "verify_form": forms.Verify,
        "register_form": forms.Register,
        "forgot_password_form": forms.Forgot,
        "send_confirmation_form": forms.Confirmation,
        "reset_password_form": forms.Reset,
        "change_password_form": forms.Change,
        "two_factor_rescue_form": forms.Rescue,
    }
    security = Security(
        app,
        store.people(app, database),
        mail_util_cls=Letters,
        password_util_cls=Passwords,
        totp_cls=OneTimeCodes,
        mf_recovery_codes_util_cls=RecoveryCodes,
        render_template=doors.render,  # pyright: ignore[reportArgumentType] - a whole answer, with its status
        **(ours | given),
    )
    security.want_json(lambda _request: False)  # pages only: their twins in JSON say more than a page does
    for name, (view, _permission) in doors.DOORS.items():
        app.view_functions[f"security.{name}"] = view
    return security


def _settings(app: Flask) -> dict[str, Any]:
    settings = app.config["SETTINGS"]
    own = {
        "URL_PREFIX": f"{LANGUAGE_PREFIX}/account",
        "LOGIN_URL": "/sign-in",
        "LOGOUT_URL": "/sign-out",
        "REGISTER_URL": "/register",
        "CONFIRM_URL": "/confirm",
        "RESET_URL": "/reset",
        "CHANGE_URL": "/password",
        "VERIFY_URL": "/verify",
        "TWO_FACTOR_SETUP_URL": "/second-factor",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/code",
        "TWO_FACTOR_RESCUE_URL": "/code/help",
        "TWO_FACTOR_SELECT_URL": "/code/way",
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
        "MULTI_FACTOR_RECOVERY_URL": "/code/recovery",
        "STATIC_FOLDER": None,
        "REGISTERABLE": True,
        "USE_REGISTER_V2": True,
        "PASSWORD_CONFIRM_REQUIRED": False,
        "CONFIRMABLE": True,
        "CONFIRM_EMAIL_WITHIN": CONFIRM_WITHIN,
        "RECOVERABLE": True,
        "RESET_PASSWORD_WITHIN": RESET_WITHIN,
        "CHANGEABLE": True,
        "POST_LOGIN_VIEW": "exhibitors.home",
        "POST_LOGOUT_VIEW": "visitors.index",
        "POST_CHANGE_VIEW": "accounts.person",
        "POST_REGISTER_VIEW": "accounts.mailbox",
        "POST_VERIFY_VIEW": "accounts.person",
        "LOGOUT_METHODS": ["POST"],
        "API_ENABLED_METHODS": ["session"],
        "RETURN_GENERIC_RESPONSES": True,
        "JOIN_USER_ROLES": False,
        # Addresses have one spelling (`addresses.normal`), so that the index of the column is used.
        "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": uia_email_mapper, "case_insensitive": False}}],
        "FRESHNESS": FRESH,
        "FRESHNESS_GRACE_PERIOD": FRESH,
        "DATETIME_FACTORY": store.now,
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_LENGTH_MIN": passwords.SHORTEST,
        # Not with the installation's secret mixed in: another secret would else be another password for everyone.
        "PASSWORD_SINGLE_HASH": {"argon2"},
        # Of addresses and password hashes inside signed links: what is hashed is known or random already, and the
        # library's own choice takes half a second, which would tell known addresses from unknown ones.
        "HASHING_SCHEMES": ["hex_sha256"],
        "DEPRECATED_HASHING_SCHEMES": [],
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_POST_SETUP_VIEW": "accounts.person",
        "TOTP_SECRETS": {"1": settings.secret_key},
        "TOTP_ISSUER": settings.host.split(":")[0],
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "EMAIL_PLAINTEXT": False,
        "EMAIL_HTML": False,
        "FLASH_MESSAGES": True,
        "CACHE_CONTROL": {},  # `headers` and `doors` say it
        "I18N_DOMAIN": "flask_security;messages",  # the later one wins: ours over the library's
        "I18N_DIRNAME": ["builtin", str(app.config["ROOT"] / "translations")],
        "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "REGISTER_USER_TEMPLATE": "exhibitors/register.html",
        "SEND_CONFIRMATION_TEMPLATE": "accounts/send_confirmation.html",
        "FORGOT_PASSWORD_TEMPLATE": "accounts/forgot_password.html",
        "RESET_PASSWORD_TEMPLATE": "accounts/reset_password.html",
        "CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
        "VERIFY_TEMPLATE": "accounts/verify.html",
        "LOGOUT_USER_TEMPLATE": "accounts/sign_out.html",
        "TWO_FACTOR_SETUP_TEMPLATE": "accounts/second_factor.html",
        "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/code.html",
        "TWO_FACTOR_SELECT_TEMPLATE": "accounts/select.html",
        "MULTI_FACTOR_RECOVERY_TEMPLATE": "accounts/recovery.html",
        "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "accounts/recovery_codes.html",
    }
    return {f"SECURITY_{name}": value for name, value in own.items()}
