"""Arabic words in Latin letters, for addresses and for searching across the two scripts. Never shown as a name.

`latin` is for addresses: readable and always the same. `skeleton` is for search: it keeps only the consonants and
drops what writers of Latin differ in (vowels, doubled letters, k or q, emphatic or plain), so that «مركز» and
"Markaz", «القحطاني» and "Al-Qahtani" meet. Letters and their usual Latin spellings: no source, common practice in
Saudi passports and signs.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = """
    ا a  ب b  ت t  ث th  ج j  ح h  خ kh  د d  ذ dh  ر r  ز z  س s  ش sh  ص s  ض d  ط t  ظ z  ع a  غ gh  ف f  ق q
    ك k  ل l  م m  ن n  ه h  و w  ي y  أ a  إ i  آ a  ٱ a  ى a  ة a  ؤ w  ئ y  پ p  چ ch  ژ zh  گ g  ڤ v  ک k  ی y
"""
_SHORT_VOWELS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u064b": "an", "\u064c": "un", "\u064d": "in"}
_LATIN = str.maketrans(dict(zip(_LETTERS.split()[::2], _LETTERS.split()[1::2], strict=True)) | _SHORT_VOWELS)

# Two Latin letters that spell one Arabic one become one sign of their own, before single letters are looked at.
_DIGRAPHS = (("sh", "$"), ("kh", "x"), ("gh", "&"), ("th", "t"), ("dh", "z"), ("ch", "$"), ("ph", "f"), ("ck", "k"))
_CONSONANTS = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهپچژگڤک", "bttghxdzrzs$sdtz&fkklmnhb$zgfk", strict=True)),
        **dict.fromkeys("اأإآٱىةؤئءعوىيی", ""),
        "q": "k", "c": "k", "j": "g", "v": "f", "p": "b",
    }
)  # fmt: skip
_LATIN_VOWELS = re.compile("[aeiouwy]")
_DOUBLED = re.compile(r"(.)\1+")
_PLAIN = re.compile("[^a-z$&]")


def latin(text: str) -> str:
    """The text with Arabic letters spelled in ASCII and accents dropped; other scripts are left out."""
    spelled = unicodedata.normalize("NFC", text).translate(_LATIN)
    decomposed = unicodedata.normalize("NFKD", spelled)
    return decomposed.encode("ascii", "ignore").decode("ascii")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of one word of either script, as signs that both scripts share; may be empty.

    A last h is dropped: ta marbuta is written with and without it, and is ha in a search key.
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    for pair, sign in _DIGRAPHS:
        plain = plain.replace(pair, sign)
    signs = _PLAIN.sub("", _LATIN_VOWELS.sub("", plain.translate(_CONSONANTS)))
    return _DOUBLED.sub(r"\1", signs).removesuffix("h")
