"""The same facts for machines: schema.org values of an exhibition and of an exhibitor."""

from typing import Any

from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.maps.words import CATEGORIES
from booth_app.visitors.directory import Named


def exhibition_data(exhibition: ExhibitionValue, lang: str, url: str) -> dict[str, Any]:
    """The exhibition as an event."""
    ar, en = lang == "ar", lang == "en"
    venue = exhibition.venue_ar if ar else exhibition.venue_en
    city = exhibition.city_ar if ar else exhibition.city_en
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ExhibitionEvent",
            "@id": url,
            "url": url,
            "name": exhibition.name_ar if ar else exhibition.name_en,
            "alternateName": exhibition.name_en if ar else exhibition.name_ar,
            "description": exhibition.about_en if en else exhibition.about_ar,
            "startDate": exhibition.first_day.isoformat(),
            "endDate": exhibition.last_day.isoformat(),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "inLanguage": ["ar", "en"],
            "location": _filled(
                {
                    "@type": "Place",
                    "name": venue or city,
                    "address": _filled({"@type": "PostalAddress", "addressLocality": city}),
                }
            ),
        }
    )


def exhibitor_data(
    exhibition: ExhibitionValue, one: Named, lang: str, *, url: str, exhibition_url: str
) -> dict[str, Any]:
    """An exhibitor as an organisation that takes part in the event."""
    profile, ar = one.profile, lang == "ar"
    numbers = ", ".join(booth.number for booth in one.booths)
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": url,
            "url": url,
            "name": (profile.name_ar or profile.name_en) if ar else (profile.name_en or profile.name_ar),
            "alternateName": profile.name_en if ar else profile.name_ar,
            "description": profile.about_ar if ar else profile.about_en,
            "sameAs": profile.website,
            "knowsAbout": str(CATEGORIES[profile.category]),
            "address": _filled({"@type": "PostalAddress", "addressCountry": profile.country}),
            "location": _filled({"@type": "Place", "name": numbers}) if numbers else None,
            "makesOffer": [
                _filled(
                    {
                        "@type": "Offer",
                        "itemOffered": {
                            "@type": "Product",
                            "name": (tool.name_ar or tool.name_en) if ar else (tool.name_en or tool.name_ar),
                        },
                    }
                )
                for tool in profile.tools
            ],
            "event": {
                "@type": "ExhibitionEvent",
                "@id": exhibition_url,
                "name": exhibition.name_ar if ar else exhibition.name_en,
                "startDate": exhibition.first_day.isoformat(),
                "endDate": exhibition.last_day.isoformat(),
            },
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
