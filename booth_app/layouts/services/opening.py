"""Taking a draft to change it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.exhibitions.models import Hall
from booth_app.layouts.models import Revision, RevisionState
from booth_app.layouts.refusals import NotADraft


def open_draft(session: Session, who: Who, revision_id: int, *, version: int | None = None) -> tuple[Revision, Hall]:
    """The draft and its hall, the draft locked until this transaction ends.

    `version` is the one that the asker looked at.

    Raises:
        NotFound: no such draft in the asker's exhibition.
        NotADraft: it was published or discarded.
        Stale: someone changed it after the asker looked.
    """
    found = session.execute(
        select(Revision, Hall)
        .join(Hall, Hall.id == Revision.hall_id)
        .where(Revision.id == revision_id)
        .with_for_update(of=Revision)
        .execution_options(populate_existing=True)
    ).first()
    if found is None or (who.exhibition_id is not None and found[1].exhibition_id != who.exhibition_id):
        raise NotFound(revision_id=revision_id)
    draft, hall = found
    if draft.state != RevisionState.DRAFT:
        raise NotADraft(state=str(draft.state))
    if version is not None and draft.version != version:
        raise Stale(version=draft.version)
    return draft, hall
