"""Fictitious exhibitors with names in both languages, the same on every run."""

import random

from booth_app.text.search import Entry

KINDS = {
    "مركز": "Centre", "جمعية": "Society", "هيئة": "Authority", "مؤسسة": "Foundation", "مبادرة": "Initiative",
    "منصة": "Platform", "شبكة": "Network", "معهد": "Institute", "برنامج": "Programme", "مختبر": "Laboratory",
    "وحدة": "Unit", "لجنة": "Committee", "مكتب": "Office", "رابطة": "League", "اتحاد": "Union", "فريق": "Team",
}  # fmt: skip
SUBJECTS = {
    "الأدلة الرقمية": "Digital Evidence", "حماية الطفل": "Child Protection", "التوعية": "Awareness",
    "الإبلاغ": "Reporting", "المساندة الأسرية": "Family Support", "الرقابة الأبوية": "Parental Controls",
    "ترشيح المحتوى": "Content Filtering", "السلامة الرقمية": "Online Safety", "الوقاية المجتمعية": "Prevention",
    "التقنيات الآمنة": "Trusted Technology", "الاتصالات": "Communications", "التعليم": "Education",
    "الصحة النفسية": "Wellbeing", "البحوث": "Research", "الشراكات الدولية": "International Partnership",
    "التدريب": "Training", "الذكاء الاصطناعي": "Artificial Intelligence", "العدالة": "Justice",
}  # fmt: skip
SYLLABLES = [
    ("سا", "sa"), ("مر", "mar"), ("نو", "nu"), ("را", "ra"), ("بي", "bi"), ("كا", "ka"), ("دي", "di"), ("لو", "lu"),
    ("شا", "sha"), ("قا", "qa"), ("ها", "ha"), ("ري", "ri"), ("تو", "tu"), ("فا", "fa"), ("وي", "wi"), ("زا", "za"),
    ("جي", "ji"), ("غا", "gha"), ("خا", "kha"), ("سي", "si"),
]  # fmt: skip


def exhibitors(count: int = 5000) -> list[Entry[str]]:
    """So many of them: number, Arabic name, English name."""
    dice = random.Random(20270118)
    kinds, subjects = list(KINDS.items()), list(SUBJECTS.items())
    found = []
    for n in range(count):
        (kind, kind_en), (subject, subject_en) = dice.choice(kinds), dice.choice(subjects)
        proper = dice.choices(SYLLABLES, k=dice.choice([2, 3, 3, 4]))
        own, own_en = "".join(ar for ar, _ in proper), "".join(en for _, en in proper).capitalize()
        number = f"{chr(ord('A') + n // 1000)}-{n % 1000 + 1}"
        found.append(Entry(number, (number, f"{kind} {own} {subject}", f"{own_en} {subject_en} {kind_en}")))
    return found
