"""The application, put together: every room once, nothing else."""

import logging
import os
import sys

import structlog
from flask import Flask, Response, redirect
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from booth_app import config, menus
from booth_app.accounts import security
from booth_app.accounts import views as accounts
from booth_app.accounts.services import refuse_sample_accounts
from booth_app.base import assets, costly, db, failures, headers, icons, intake, keys, languages, limits, production
from booth_app.base.access import may
from booth_app.base.page import htmx
from booth_app.claims import views as claims
from booth_app.cli import register as register_commands
from booth_app.demos import views as demos
from booth_app.desk import views as desk
from booth_app.desk.views import today as dashboard
from booth_app.editor import views as editor
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors import access, registration
from booth_app.exhibitors import views as exhibitors
from booth_app.exhibitors.forms import RegisterForm
from booth_app.health import views as health
from booth_app.journal.news import News
from booth_app.maps import views as maps
from booth_app.notices import queries as mails
from booth_app.notices import views as notices
from booth_app.visitors import views as visitors

FORM_LIMIT = 2 * 1024 * 1024
csrf = CSRFProtect()


def create_app(settings: config.Settings | None = None) -> Flask:
    """The Flask application for `settings` (default: this process's environment).

    A wrong setting ends the process with one line, not with a traceback.
    """
    try:
        settings = settings or config.load()
    except config.SettingsError as error:
        sys.exit(f"booth_app does not start: {error}")
    _log(settings)
    app = Flask("booth_app", root_path=str(config.ROOT), template_folder="templates", static_folder=None)
    app.config.update(
        SETTINGS=settings,
        ROOT=config.ROOT,
        SECURE=settings.production,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=FORM_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-session" if settings.production else "session",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.production,
        PREFERRED_URL_SCHEME="https" if settings.production else "http",
        TRUSTED_HOSTS=[settings.host.split(":")[0]] if settings.production else None,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    database = db.Database(settings.database_url)
    db.install(app, database)
    app.extensions["news"] = News(database, settings.redis_url)
    htmx.init_app(app)
    intake.init_app(app)
    costly.init_app(app, threads=settings.booth_threads)
    keys.init_app(app)
    languages.init_app(app)
    icons.init_app(app)
    menus.init_app(app)
    headers.init_app(app)
    security.init_app(
        app,
        database,
        second_factor=_staff_of_anything if settings.production else None,
        register_form=RegisterForm,
    )
    registration.init_app(app)
    access.init_app(app, {"entry": "public"})
    csrf.init_app(app)  # after access: who is signed out is sent to sign in, whatever token the form has
    limits.init_app(app)  # after those who know who asks: it counts per organisation
    failures.init_app(app)
    maps.init_app(app)
    dashboard.init_app(app, mails.told)
    for room in (health, accounts, exhibitors, maps, visitors, notices, demos, claims, editor, desk):
        app.register_blueprint(room.bp)
    app.add_url_rule("/", "entry", entry)
    register_commands(app)
    assets.init_app(app)
    if settings.production and os.environ.get("FLASK_RUN_FROM_CLI") != "true":
        # Commands may run on a weak or old database: they are how it is mended.
        try:
            production.check(database)
            refuse_sample_accounts(database)
        except config.SettingsError as error:
            sys.exit(f"booth_app does not start: {error}")
    if settings.booth_trusted_proxies:
        hops = settings.booth_trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)
    return app


def _staff_of_anything(user_id: int) -> bool:
    """Whether a person has a role in any exhibition: such people sign in with a second factor in production."""
    with db.read() as session:
        return bool(exhibitions.staffed(session, user_id))


@may("public")
def entry() -> Response:
    """An address without a language: on to the reader's."""
    answer = redirect(f"/{languages.chosen()}/", 302)
    answer.vary.update(["Accept-Language", "Cookie"])
    return answer  # type: ignore[return-value]


def _log(settings: config.Settings) -> None:
    level = getattr(logging, settings.booth_log_level)
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    for noisy in ("werkzeug", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
