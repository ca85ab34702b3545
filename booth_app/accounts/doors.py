"""The sign-in library's pages as this house opens them.

Around each of the library's views: how often it may be asked, 422 where it found mistakes, addresses to go on to that
are ours, links in mails that a reader's machine may look at without spending them, and what is written down.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Response, current_app, g, make_response, redirect, render_template, request, session, url_for
from flask_security import current_user, login_user, views
from flask_security.confirmable import confirm_email_token_status, confirm_user
from flask_security.recoverable import reset_password_token_status
from flask_security.recovery_codes import mf_recovery, mf_recovery_codes
from flask_security.tf_plugin import tf_select
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError

from booth_app.accounts import codes, limits, sessions, store
from booth_app.accounts.forms import Nothing, own_page
from booth_app.accounts.mail import commit_later
from booth_app.base.limits import limiter, network
from booth_app.base.page import VARY
from booth_app.journal.services import record

View = Callable[..., Any]
MAILBOX = "mailbox"
"""Key in the browser's session: the address that a mail was asked for, and what for."""
log = structlog.get_logger(__name__)

_per_account = limiter.limit(limits.TRIES_PER_ACCOUNT, key_func=limits.named_account, methods=["POST"])
_per_address = limiter.limit(limits.FAILURES_PER_ADDRESS, key_func=network, methods=["POST"], deduct_when=limits.failed)
_mails_per_account = limiter.limit(limits.MAILS_PER_ACCOUNT, key_func=limits.named_account, methods=["POST"])
_mails_per_newcomer = limiter.limit(
    limits.MAILS_PER_ACCOUNT, key_func=limits.named_account, methods=["POST"], deduct_when=limits.done
)
_asks_per_address = limiter.limit(limits.ASKS_PER_ADDRESS, key_func=network, methods=["POST"])
_tries_of_this_account = limiter.limit(limits.TRIES_PER_ACCOUNT, key_func=limits.this_account, methods=["POST"])


def render(template: str, **values: Any) -> Response:
    """A page of the library; 422 where what was sent had mistakes."""
    values["authenticator"] = _new_authenticator()
    forms = [each for each in values.values() if isinstance(each, FlaskForm)]
    wrong = request.method == "POST" and any(form.errors for form in forms)
    answer = make_response(render_template(template, **values), 422 if wrong else 200)
    answer.headers["Cache-Control"] = "no-store"  # a page may show whose it is, or a key
    answer.vary.update(VARY)
    return answer


@_per_account
@_per_address
def sign_in() -> Response:
    """E-mail and password."""
    answer = _finish(views.login())
    if request.method == "POST":
        if answer.status_code == 303:
            limits.give_back()
            limits.know_device(answer, request.form.get("email", ""))
            _onward(answer)
        log.info("sign-in", outcome=_outcome(answer), reference=g.get("reference"), address=network())
    return answer


def sign_out() -> Response:
    """End this session."""
    if current_user.is_authenticated:
        _note("session-ended", current_user.id)
    sessions.end()
    views.logout()
    return make_response(redirect(_home(), 303))


@_mails_per_newcomer
@_asks_per_address
def register() -> Response:
    """Open an account, and the organisation with it."""
    try:
        answer = _finish(views.register())
        store.current().flush()
    except IntegrityError:
        # The same address, registered by another request a moment before: now it is a known one.
        store.current().rollback()
        session.pop("_flashes", None)
        answer = _finish(views.register())
    return _to_mailbox("confirm") if answer.status_code == 303 and request.method == "POST" else answer


@_mails_per_account
@_asks_per_address
def send_confirmation() -> Response:
    """Ask for the link that confirms an address."""
    answer = _finish(views.send_confirmation())
    return _to_mailbox("confirm") if _taken(answer) else answer


def confirm_email(token: str) -> Response:
    """Confirm an address: by a button, since mail scanners open every link in a mail."""
    expired, invalid, person = confirm_email_token_status(token)
    if request.method != "POST" and person and not (expired or invalid) and person.confirmed_at is None:
        return render("accounts/confirm_email.html", form=Nothing(), token_value=token, email=person.email)
    return _finish(views.confirm_email(token))


@_mails_per_account
@_asks_per_address
def forgot_password() -> Response:
    """Ask for a link to choose another password."""
    answer = _finish(views.forgot_password())
    return _to_mailbox("reset") if _taken(answer) else answer


@_asks_per_address
def reset_password(token: str) -> Response:
    """Choose another password by a link. Whoever opened it reads the address's mail, which confirms it too."""
    expired, invalid, person = reset_password_token_status(token)
    answer = _finish(views.reset_password(token))
    if request.method == "POST" and person and not (expired or invalid) and answer.status_code == 303:
        confirm_user(person)
        limits.know_device(answer, person.email)
    return answer


@_tries_of_this_account
def change_password() -> Response:
    """Choose another password, knowing the present one."""
    answer = _finish(views.change_password())
    if answer.status_code == 303:
        limits.give_back()
    return answer


@_tries_of_this_account
def verify() -> Response:
    """Give the password once more before something that matters."""
    answer = _finish(views.verify())
    if answer.status_code == 303:
        limits.give_back()
    return answer


def two_factor_setup() -> Response:
    """Set up an authenticator, or stop using one."""
    had = _has_second_factor()
    answer = _finish(views.two_factor_setup())
    if had and not _has_second_factor():
        _changed("second-factor-removed")
    return answer


@_tries_of_this_account
def two_factor_token_validation() -> Response:
    """Give a code: to sign in, or to show that a new authenticator works."""
    setting_up, signing_in = session.get("tf_state") == "validating_profile", not current_user.is_authenticated
    if not (setting_up or signing_in):  # nothing to prove; the library would sign them out for asking
        return make_response(redirect(url_for("accounts.person"), 303))
    answer = _finish(views.two_factor_token_validation())
    if answer.status_code != 303 or not current_user.is_authenticated:
        return answer
    limits.give_back()
    if signing_in:
        _onward(answer)
    if not setting_up:
        return answer
    _changed("second-factor-set")
    if not codes.left(_person()):
        return make_response(redirect(url_for("security.mf_recovery_codes"), 303))
    return answer


@_tries_of_this_account
def two_factor_setup_validate(token: str) -> Response:
    """The library's second way to show that a new authenticator works."""
    answer = _finish(views.two_factor_setup_validate(token))
    if _has_second_factor():
        _changed("second-factor-set")
    return answer


@_tries_of_this_account
def two_factor_rescue() -> Response:
    """On to the recovery codes."""
    return _finish(views.two_factor_rescue())


@_tries_of_this_account
def recovery() -> Response:
    """Give a recovery code in the place of one of the authenticator's."""
    signing_in = not current_user.is_authenticated
    answer = _finish(mf_recovery())
    if signing_in and answer.status_code == 303 and current_user.is_authenticated:
        limits.give_back()
        _onward(answer)
        _note("recovery-code-used", current_user.id, left=codes.left(_person()))
    return answer


def recovery_codes() -> Response:
    """Make recovery codes; they are shown this once."""
    answer = _finish(mf_recovery_codes())
    if request.method == "POST" and answer.status_code == 200:
        _note("recovery-codes-made", current_user.id)
    return answer


def select() -> Response:
    """Choose a second factor, for who has several."""
    return _finish(tf_select())


DOORS: dict[str, tuple[View, str]] = {
    "login": (sign_in, "public"),
    "logout": (sign_out, "public"),
    "register": (register, "public"),
    "send_confirmation": (send_confirmation, "public"),
    "confirm_email": (confirm_email, "public"),
    "forgot_password": (forgot_password, "public"),
    "reset_password": (reset_password, "public"),
    "change_password": (change_password, "account"),
    "verify": (verify, "account"),
    "two_factor_setup": (two_factor_setup, "public"),
    "two_factor_setup_validate": (two_factor_setup_validate, "account"),
    "two_factor_token_validation": (two_factor_token_validation, "public"),
    "two_factor_rescue": (two_factor_rescue, "public"),
    "tf_select": (select, "public"),
    "mf_recovery": (recovery, "public"),
    "mf_recovery_codes": (recovery_codes, "account"),
}
"""Each of the library's pages: what opens it, and the permission it needs. `public` ones ask for themselves."""


def _finish(answer: Any) -> Response:
    """The library's answer: on to pages of ours only, and by 303 after a form."""
    response = make_response(answer)
    if response.status_code in (301, 302, 303, 307, 308):
        response.headers["Location"] = _ours(response.headers["Location"])
        response.status_code = 303
    return response


def _ours(address: str) -> str:
    parts = urlsplit(address)
    if parts.netloc and parts.netloc != request.host:
        return _home()
    path = re.sub(r"^https?://[^/]*", "", address)
    return own_page(path) or _home()


def _onward(answer: Response) -> None:
    """Where whoever has just signed in goes: to the page they wanted, else home. Who owes a code gives it first."""
    if current_user.is_authenticated:
        answer.headers["Location"] = own_page(request.form.get("next") or request.args.get("next")) or _home()


def _home() -> str:
    return url_for("exhibitors.home") if current_user.is_authenticated else url_for("visitors.index")


def _taken(answer: Response) -> bool:
    """Whether a form that always answers the same was in order."""
    return request.method == "POST" and answer.status_code == 200


def _to_mailbox(what: str) -> Response:
    """On to the page that says to look into the mailbox; it knows the address that was typed and nothing else."""
    session.pop("_flashes", None)
    session[MAILBOX] = {"to": request.form.get("email", "").strip()[:254], "for": what}
    return make_response(redirect(url_for("accounts.mailbox"), 303))


def _new_authenticator() -> dict[str, str] | None:
    """The key that an app is being given, as picture and text: shown until a code proves that it has it."""
    if session.get("tf_state") != "validating_profile" or "tf_totp_secret" not in session:
        return None
    person = _person() if current_user.is_authenticated else store.here().find_user(fs_uniquifier=session["tf_user_id"])
    factory = current_app.extensions["security"].totp_factory
    return factory.fetch_setup_values(session["tf_totp_secret"], person) if person else None


def _person() -> Any:
    return current_user._get_current_object()


def _has_second_factor() -> bool:
    return current_user.is_authenticated and current_user.tf_primary_method is not None


def _changed(kind: str) -> None:
    """How a person signs in has changed: written down, and every other session of theirs ends."""
    person = _person()
    store.current().flush()
    store.here().set_uniquifier(person)
    login_user(person, authn_via=["change"])
    _note(kind, person.id)


def _note(kind: str, person_id: int, **after: Any) -> None:
    actor = f"user:{person_id}"
    record(store.current(), kind, actor=actor, subject=actor, at=store.now(), after=after)
    commit_later()


def _outcome(answer: Response) -> str:
    return {303: "in", 422: "refused", 429: "too-many"}.get(answer.status_code, str(answer.status_code))
