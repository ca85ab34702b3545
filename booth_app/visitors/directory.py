"""Who is named to the public, and where to find them: exhibitors with a confirmed booth or a public showcase."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booth_app.claims.queries.guests import guests
from booth_app.demos import queries as demos
from booth_app.demos.queries import ShowcaseValue
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors import queries as exhibitors
from booth_app.exhibitors.queries import ProfileValue
from booth_app.maps.boards import Picture
from booth_app.maps.values import MapBooth, View
from booth_app.text.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Named:
    """An exhibitor that may be named. `hosts` lead the booths that it shares as a guest."""

    profile: ProfileValue
    booths: tuple[MapBooth, ...]
    showcases: tuple[ShowcaseValue, ...]
    hosts: tuple[ProfileValue, ...] = ()
    guests: tuple[ProfileValue, ...] = ()


def named(session: Session, exhibition: ExhibitionValue, picture: Picture, lang: str) -> list[Named]:
    """Everyone who may be named, in the order of their names in a language."""
    profiles = {each.id: each for each in exhibitors.profiles(session, exhibition.id)}
    by_slug = {each.slug: each for each in profiles.values()}
    sharing = guests(session, exhibition.id)
    shown: defaultdict[int, list[ShowcaseValue]] = defaultdict(list)
    for showcase in demos.showcases(session, exhibition.id):
        if showcase.by.profile_slug in by_slug:
            shown[by_slug[showcase.by.profile_slug].id].append(showcase)
    booths: defaultdict[int, list[MapBooth]] = defaultdict(list)
    hosts: defaultdict[int, dict[int, ProfileValue]] = defaultdict(dict)
    brought: defaultdict[int, dict[int, ProfileValue]] = defaultdict(dict)
    for booth in picture.booths.values():
        seen = booth.as_seen(View.PUBLIC)
        host = by_slug.get(seen.slug)
        if host is None:
            continue
        booths[host.id].append(seen)
        for guest in (profiles[each] for each in sharing.get(booth.id, ()) if each in profiles):
            booths[guest.id].append(seen)
            hosts[guest.id][host.id] = host
            brought[host.id][guest.id] = guest
    found = [
        Named(
            profile,
            tuple(booths[key]),
            tuple(shown[key]),
            hosts=tuple(hosts[key].values()),
            guests=tuple(brought[key].values()),
        )
        for key, profile in profiles.items()
        if booths[key] or shown[key]
    ]
    return sorted(found, key=lambda each: sort_key(_name(each.profile, lang), lang))


def _name(profile: ProfileValue, lang: str) -> str:
    first, second = (profile.name_ar, profile.name_en) if lang == "ar" else (profile.name_en, profile.name_ar)
    return first or second
