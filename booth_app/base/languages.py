"""Two languages: every page lives under `/ar/` or `/en/`. What templates need to write either well."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, gettext, lazy_gettext
from markupsafe import Markup, escape
from werkzeug.routing import BuildError

from booth_app.text import bidi, calendars

Lang = Literal["ar", "en"]
LANGS: tuple[Lang, ...] = ("ar", "en")
COOKIE = "lang"
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
DEFAULT_ZONE = "Asia/Riyadh"


def lang() -> Lang:
    """The language of this request."""
    return getattr(g, "lang", "ar") if has_request_context() or g else "ar"


def chosen() -> Lang:
    """The language where no route names one: that of an address that leads nowhere, else the cookie, else the browser's
    wish, else Arabic.
    """
    for each in LANGS:
        if request.path.startswith(f"/{each}/"):
            return each
    if (kept := request.cookies.get(_cookie())) in LANGS:
        return cast(Lang, kept)
    return cast(Lang, request.accept_languages.best_match(LANGS, "ar"))


def _cookie() -> str:
    """The cookie's name. In production no other host of the domain can set it."""
    return f"__Host-{COOKIE}" if current_app.config["SECURE"] else COOKIE


def both(values: Any, name: str, language: str | None = None) -> str:
    """`name_ar` or `name_en` of `values`, whichever fits; the other one where that is empty."""
    language = language or lang()
    other = "en" if language == "ar" else "ar"
    return getattr(values, f"{name}_{language}") or getattr(values, f"{name}_{other}")


def zone() -> ZoneInfo:
    """The exhibition's time zone, or Riyadh's outside of one."""
    exhibition = getattr(g, "exhibition", None)
    return ZoneInfo(exhibition.time_zone if exhibition else DEFAULT_ZONE)


def ltr(value: object) -> Markup:
    """A number or code: left to right whatever stands around it."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(value)


def name(value: object) -> Markup:
    """A name of unknown direction."""
    return Markup("<bdi>{}</bdi>").format(value)


def clock(moment: datetime) -> str:
    """Time of day in the exhibition's zone, `10:57`."""
    return calendars.clock_time(moment, zone())


def day(moment: date | datetime) -> str:
    """A day in both calendars."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone()).date()
    return calendars.both_dates(moment, lang(), hijri_offset=getattr(getattr(g, "exhibition", None), "hijri_offset", 0))


def days(exhibition: Any) -> str:
    """The days of an exhibition in both calendars."""
    return calendars.date_span(exhibition.first_day, exhibition.last_day, lang(), hijri_offset=exhibition.hijri_offset)


def contact(address: str) -> str:
    """Where a reporting or help line leads: a page, a mailbox or a telephone."""
    if address.startswith(("https://", "http://")):
        return address
    return (
        f"mailto:{address}" if "@" in address else "tel:" + "".join(each for each in address if each in "+0123456789")
    )


def moment(value: datetime) -> Markup:
    """Day in both calendars and time of day."""
    return Markup(gettext("%(day)s, %(time)s")) % {"day": day(value), "time": ltr(clock(value))}  # noqa: S704 - our own catalogue


def metres(value: float | Decimal, places: int = 2) -> Markup:
    """A length with its unit, the number isolated, joined by a no-break space."""
    return _measured(f"{value:.{places}f}", gettext("m"))


def square_metres(value: float | Decimal) -> Markup:
    """An area with its unit; no decimals where there are none."""
    return _measured(f"{value:.2f}".rstrip("0").rstrip("."), gettext("m²"))


def listed(values: Iterable[object]) -> Markup:
    """Codes one after another, each isolated and parted by a word's comma."""
    return Markup(gettext(", ")).join(ltr(each) for each in values)  # noqa: S704 - our own catalogue


def _measured(number: str, unit: str) -> Markup:
    return ltr(number) + Markup("&nbsp;") + escape(unit)


def switched(language: str) -> str:
    """This page's address in the other language, filters included; the first page where this one has no address."""
    query = request.args.to_dict(flat=False) if request.method == "GET" else {}
    # A name that begins with an underscore would be an order to url_for itself, and comes from the reader's address.
    query = {name: values for name, values in query.items() if not name.startswith("_") and name != "chosen"}
    arguments: dict[str, Any] = query | dict(request.view_args or {}) | {"lang": language}
    try:
        return url_for(request.endpoint or "", **arguments)
    except BuildError:
        return f"/{language}/"


def init_app(app: Flask) -> None:
    """Install languages, filters and the cookie that remembers the choice."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.config["ROOT"] / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "ar"
    Babel(app, locale_selector=lang, timezone_selector=lambda: str(zone()))

    @app.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        given = (values or {}).pop("lang", None)
        g.lang = given or chosen()
        g.lang_in_address = given is not None

    @app.url_defaults
    def give(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = lang()

    @app.after_request
    def remember(response: Response) -> Response:
        # Only where the person has chosen by a link: visitors who just look get no cookie (P16).
        if request.args.get("chosen") and g.get("lang_in_address"):
            secure = app.config["SECURE"]
            response.set_cookie(
                _cookie(), g.lang, max_age=31_536_000, samesite="Lax", secure=secure, httponly=True, path="/"
            )
        return response

    app.jinja_env.filters.update(
        ltr=ltr,
        name=name,
        clock=clock,
        day=day,
        moment=moment,
        metres=metres,
        m2=square_metres,
        listed=listed,
        both=both,
        days=days,
        contact=contact,
        isolated=bidi.isolate,
        plain_ltr=bidi.ltr,
    )
    app.jinja_env.globals.update(
        lang=lang, directions=DIRECTIONS, switched=switched, public_url=app.config["SETTINGS"].booth_public_url
    )


def later(sentence: str) -> str:
    """A sentence that is translated when it is shown: labels and choices are written before there is a reader.

    It is a lazy string; the libraries that take it say `str`.
    """
    return lazy_gettext(sentence)  # type: ignore[return-value]
