"""The rules that an exhibition's layouts must keep: looked at, set by a form or a file, taken away as a file."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, flash, g, make_response, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from booth_app.accounts import queries as accounts
from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.errors import Refused, Stale
from booth_app.base.intake import takes_up_to
from booth_app.base.languages import lang, ltr
from booth_app.base.page import go, page
from booth_app.drawing.words import in_language
from booth_app.editor.rule_form import SEVERITIES, RulesFileForm, RulesForm, rules_form
from booth_app.editor.rule_marks import marks, others, preset_of, with_preset
from booth_app.editor.rule_values import LIMITS, explicit
from booth_app.editor.views.blueprint import bp
from booth_app.geometry import Names, WrongSettings
from booth_app.geometry.presets import NOTICE, PRESETS, TOPICS, Figure
from booth_app.geometry.rules import RULES
from booth_app.geometry.settings import held
from booth_app.layouts import queries as layouts
from booth_app.layouts import services
from booth_app.layouts import words as layout_words
from booth_app.layouts.queries import RuleSettings
from booth_app.planfiles import Unreadable
from booth_app.planfiles.check import RULES_BYTES, parse_rules

ROOM_FOR_THE_REST = 100_000
"""Bytes of an upload besides the file: the form around it."""


@bp.get("/rules")
@may("layouts.read")
def rules() -> Response:
    """Every rule as it holds; `?preset=` fills the form with a set of figures, which is in force once it is saved."""
    said, key = _said(), request.args.get("preset", "")
    if key in PRESETS and allowed("layouts.edit"):
        filled = with_preset(said.settings, PRESETS[key])
        return _page(rules_form(filled, version=said.version, preset=key), said, preset=key, settings=filled)
    return _page(rules_form(said.settings, version=said.version), said)


@bp.post("/rules")
@may("layouts.edit")
def set_rules() -> Response:
    """Put what the form says in force."""
    form, said = rules_form(), _said()
    if not form.validate_on_submit():
        return _page(form, said, 422)
    try:
        _set(form.settings, version=form.version.data or 0, preset=form.preset.data or None)
    except (services.WrongRules, Stale) as refused:
        return _page(form, _said(), refused.status, refusal=refused)
    flash(gettext("The rules are in force: every draft is held to them from now on."), "success")
    return go(url_for("editor.rules"))


@bp.get("/rules.json")
@may("layouts.read")
def rules_file() -> Response:
    """The rules as a file, every figure named; `plan check --rules` takes it."""
    text = json.dumps(explicit(RULES, _said().settings), ensure_ascii=False, indent=2, sort_keys=True)
    response = make_response(text + "\n")
    response.headers["Content-Type"] = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="rules-{g.exhibition.slug}.json"'
    return response


@bp.post("/rules.json")
@may("layouts.edit")
@takes_up_to(RULES_BYTES + ROOM_FOR_THE_REST)
def upload_rules() -> Response:
    """Show what a file says, as the form: it is in force once it is saved."""
    sent, said = RulesFileForm(), _said()
    if not sent.validate_on_submit():
        return _page(rules_form(said.settings, version=said.version), said, 422, sent=sent)
    file = sent.file.data
    try:
        if not file:
            raise FileNotFoundError
        settings = parse_rules(file.read(RULES_BYTES + 1))
        held(settings)
    except FileNotFoundError:
        return _wrong_file(sent, said, gettext("Choose a file of rules."))
    except Unreadable as wrong:
        return _wrong_file(sent, said, _first(wrong.message(g.lang)))
    except WrongSettings as wrong:
        return _wrong_file(sent, said, why(wrong))
    version = sent.version.data if sent.version.data is not None else said.version
    form = rules_form(settings, version=version)
    return _page(form, said, read=file.filename or "", settings=settings)


def why(wrong: WrongSettings) -> str:
    """Why settings cannot be held to, naming the rule and the setting."""
    values: dict[str, Any] = dict(wrong.values)
    rule = layout_words.rule_name(values.get("rule", ""))
    setting = layout_words.setting_name(values.get("rule", ""), values.get("setting", ""))
    match wrong.code:
        case "unknown-rule":
            return gettext("There is no rule with the name “%(name)s”.", name=values["rule"])
        case "unknown-setting":
            return gettext("%(rule)s: there is no setting “%(name)s”.", rule=rule, name=values["setting"])
        case "wrong-value":
            return gettext(
                "%(rule)s, %(setting)s: “%(value)s” cannot be.", rule=rule, setting=setting, value=values["value"]
            )
        case "wrong-rule-value":
            return gettext("%(rule)s: write true, false or an object of settings.", rule=rule)
        case _:
            return gettext("The file must be one JSON object of the rules' names and settings.")


def _set(settings: dict[str, Any], *, version: int, preset: str | None) -> None:
    for attempt in db.attempts():
        with attempt as session:
            now = clock.now(session)
            services.set_rules(session, who(), g.exhibition.id, settings, version=version, now=now, preset=preset)


def _said() -> RuleSettings:
    with db.read() as session:
        return layouts.rule_settings(session, g.exhibition.id)


def _wrong_file(sent: RulesFileForm, said: RuleSettings, reason: str) -> Response:
    sent.file.errors = [*sent.file.errors, reason]
    return _page(rules_form(said.settings, version=said.version), said, 422, sent=sent)


def named(names: Names) -> str:
    """A name in the reader's language."""
    return in_language(names, lang())


def _plain_figure(figure: Figure) -> Markup | str:
    """A figure that no rule checks: a number, numbers, or words."""
    value = figure.value
    if isinstance(value, Names):
        return named(value)
    numbers = value if isinstance(value, tuple | list) else (value,)
    return Markup(" / ").join(ltr(f"{each:g}" if isinstance(each, int | float) else each) for each in numbers)


def _labels(form: RulesForm) -> dict[str, str]:
    """What each field is called where no rule stands above it."""
    return {
        field.short_name: f"{layout_words.rule_name(field.name.split('.')[0])}: {field.label.text}"
        for field in form
        if "." in field.name
    }


def _first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _page(
    form: RulesForm,
    said: RuleSettings,
    status: int = 200,
    *,
    refusal: Refused | None = None,
    sent: RulesFileForm | None = None,
    read: str | None = None,
    preset: str = "",
    settings: Mapping[str, Any] | None = None,
) -> Response:
    with db.read() as session:
        people = accounts.people(session, {said.changed_by} if said.changed_by else set())
    by = people.get(said.changed_by or 0)
    if isinstance(refusal, Stale):  # sent again, it is meant for what the page now says
        form.version.raw_data = None
        form.version.data = said.version
    upload = sent or RulesFileForm(formdata=None)
    for field in upload:
        field.id = f"upload-{field.short_name}"
    chosen = preset_of(preset or form.preset.data or said.preset)
    return page(
        "editor/rules.html",
        "rules",
        status,
        form=form,
        said=said,
        by=(by.name or by.email) if by else "",
        refusal=refusal,
        upload=upload,
        read=read,
        limits=LIMITS,
        editable=allowed("layouts.edit"),
        layout_words=layout_words,
        severities={str(each): word for each, word in SEVERITIES.items()},
        labels=_labels(form),
        preset=chosen,
        presets=PRESETS,
        chosen_preset=preset,
        marks=marks(chosen, said.settings if settings is None else settings),
        other_figures=others(chosen),
        topics=TOPICS,
        notice=NOTICE,
        named=named,
        plain_figure=_plain_figure,
    )
