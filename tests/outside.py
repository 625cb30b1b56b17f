"""Words that must not stand outside a page: in its address, title, file names and previews (promise 10)."""

from huskurage.core.languages import Language

EVERYWHERE = ("huskurage", "violence", "abuse", "police", "polis", "våld", "misshandel", "112", "helpline", "report")
BANNED = {
    "fi": ("väkival", "poliisi"),
    "ar": ("عنف", "شرطة"),
    "so": ("rabsho", "gacan ka hadal", "booliis"),
    "fa": ("خشونت", "پلیس"),
    "prs": ("خشونت", "پولیس"),
    "ti": ("ዓመጽ", "ዓመፅ", "ፖሊስ"),
    "ckb": ("توندوتیژی", "پۆلیس"),
    "kmr": ("tundî", "şîdet", "polîs"),
    "bs": ("nasilj", "policij"),
    "pl": ("przemoc", "policj"),
    "tr": ("şiddet", "polis"),
    "es": ("violencia", "maltrato", "policía"),
    "ru": ("насили", "полици"),
    "uk": ("насильств", "поліці"),
}


def banned_words(text: str, language: Language) -> list[str]:
    """Those of the banned words, in this language and the common ones, that the text holds."""
    words = (*EVERYWHERE, *BANNED.get(language.tag, ()))
    return [word for word in words if word in text.casefold()]
