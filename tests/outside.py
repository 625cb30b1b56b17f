"""Words that must not stand outside a page: in its address, title, file names and previews (promise 10)."""

import unicodedata

from huskurage.core.languages import Language

EVERYWHERE = ("huskurage", "violence", "abuse", "police", "polis", "våld", "misshand", "112", "helpline", "report")
BANNED = {
    "sv": ("våld", "polis", "misshand", "övergrepp", "kränk"),
    "sv-simple": ("våld", "polis", "misshand", "övergrepp", "kränk"),
    "en": ("violen", "police", "abus", "assault", "ill-treat", "mistreat"),
    "fi": ("väkival", "poliisi", "pahoinpi", "kaltoinkoh", "hyväksikäy", "rikosilmoit"),
    "ar": ("عنف", "شرطة", "إساءة", "اعتداء", "إيذاء"),
    "so": ("rabsh", "booli", "gacan ka hadal", "xadgud", "tacaddi"),
    "fa": ("خشونت", "پلیس", "آزار", "بدرفتاری"),
    "prs": ("خشونت", "پولیس", "آزار", "بدرفتاری", "لت و کوب"),
    "ti": ("ዓመጽ", "ዓመፅ", "ፖሊስ", "መጥቃዕቲ", "ግፍዒ"),
    "ckb": ("توندوتیژ", "پۆلیس", "دەستدرێژی", "لێدان"),
    "kmr": ("tundi", "tundî", "şîdet", "polîs", "destdirêj", "lêdan"),
    "bs": ("nasilj", "nasiln", "policij", "zlostav"),
    "pl": ("przemoc", "policj", "znęca", "pobici", "maltret"),
    "tr": ("şiddet", "polis", "istismar", "taciz", "dayak"),
    "es": ("violen", "maltrat", "policía", "abus", "agresi"),
    "ru": ("насили", "полици", "побои", "избие", "жесток"),
    "uk": ("насиль", "насилл", "поліці", "постражда", "побит", "жорсток"),
}
TELLING = {"\u0308", "\u030a", "\u0653"}  # å, ä, ö and the Arabic alif with madda are letters of their own
SAME = str.maketrans({"ي": "ی", "ك": "ک", "\N{ZERO WIDTH NON-JOINER}": None, "\N{ARABIC TATWEEL}": None})


def plain(text: str) -> str:
    """The text as it is compared: without case, accents, the dot that İ leaves behind, and joiners."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if one in TELLING or not unicodedata.combining(one)).translate(SAME)


def banned_words(text: str, language: Language | None = None) -> list[str]:
    """Those of the banned words that the text holds: the common ones and the language's, or of all languages."""
    of_its_own = BANNED[language.tag] if language else (word for words in BANNED.values() for word in words)
    said = plain(text)
    return [word for word in dict.fromkeys((*EVERYWHERE, *of_its_own)) if plain(word) in said]
