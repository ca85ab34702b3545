"""The booking number that an exhibitor quotes: RYD27-00214."""

from datetime import date

_VOWELS = set("AEIOU")
_LETTERS = 3


def booking_number(city: str, slug: str, first_day: date, claim_id: int) -> str:
    """Letters of the city (else of the exhibition's slug), the year, the claim: unique in every exhibition.

    The consonants tell more than the first letters: Riyadh is RYD.
    """
    letters = next((found for each in (city, slug) if (found := _letters(each))), "X")
    return f"{letters}{first_day:%y}-{claim_id:05}"


def _letters(name: str) -> str:
    latin = [each for each in name.upper() if "A" <= each <= "Z"]
    consonants = [each for each in latin if each not in _VOWELS]
    return "".join((consonants if len(consonants) >= _LETTERS else latin)[:_LETTERS])
