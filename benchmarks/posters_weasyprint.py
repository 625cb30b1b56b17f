"""The same posters by WeasyPrint: one tagged PDF/UA-1, a page a sheet. Run by posters.py in an environment of its own.

Run: python posters_weasyprint.py SHEETS.json FONTS
"""

import base64
import html
import json
import sys
import time
from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

FACES = (("Noto Sans", "NotoSans"), ("Vazirmatn", "Vazirmatn"), ("Noto Sans Ethiopic", "NotoSansEthiopic"))
STYLE = """
@page { size: A4; margin: 10mm 12mm }
body { font: 14pt "Noto Sans", Vazirmatn, "Noto Sans Ethiopic"; color: #17212b; margin: 0 }
article { break-after: page; height: 275mm } article:last-child { break-after: auto }
.senders, .numbers div { display: flex; justify-content: space-between; font-size: 12pt }
.call { background: #9b1c1c; color: #fff; display: flex; gap: 6mm; align-items: center; padding: 4mm 7mm }
.call b { font-size: 60pt; line-height: 1 } .call p { margin: 1mm 0 }
.house { background: #0b4f56; color: #fff; padding: 5mm 7mm; margin: 2mm 0 } h1 { font-size: 32pt; margin: 0 }
.steps { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm } i { background: #f4c95d; padding: 1mm 3mm }
.others { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 5mm; margin: 4mm 0 } h2 { font-size: 14pt; margin: 0 }
.code { display: flex; gap: 5mm } .code img { width: 74mm; height: 74mm } .address { font-size: 20pt; color: #0b4f56 }
"""


def poster(sheet: dict) -> str:  # type: ignore[type-arg]  # JSON
    swedish, *others = sheet["words"]
    say = html.escape
    steps = "".join(
        f"<div><i>{sign}</i> <strong>{say(head)}</strong> {say(text)}</div>"
        for sign, (head, text) in zip("123+", swedish["steps"], strict=True)
    )
    blocks = "".join(
        f'<section lang="{one["language"]}" dir="{one["direction"]}"><h2>{say(one["headline"])}</h2>'
        f"<p><strong>{say(one['now_call'])}</strong></p>"
        + "".join(f"<div><i>{s}</i> {say(head)}</div>" for s, (head, _) in zip("123+", one["steps"], strict=True))
        + "</section>"
        for one in others
    )
    numbers = "".join(f"<div><span>{say(a)}</span><strong>{say(b)}</strong></div>" for a, b in sheet["numbers"])
    code = base64.b64encode(sheet["qr"].encode()).decode()
    return (
        f'<article lang="sv"><div class="senders"><b>{say(sheet["municipality"])}</b><b>{say(sheet["landlord"])}</b>'
        f'</div><div class="call"><b>112</b><div><p><strong>{say(swedish["now_call"])}</strong></p>'
        f"<p>{say(swedish['say'])}</p>"
        f'</div></div><div class="house"><h1>{say(swedish["headline"])}</h1><p>{say(swedish["subline"])}</p></div>'
        f'<div class="steps">{steps}</div><div class="others">{blocks}</div><div class="code">'
        f'<img src="data:image/svg+xml;base64,{code}" alt="QR {say(sheet["short_address"])}"><div class="numbers">'
        f'<p><strong>{say(swedish["read_more"])}</strong></p><p class="address">{say(sheet["short_address"])}</p>'
        f"<p>{say(swedish['free'])}</p>{numbers}<p>{say(sheet['revision'])}</p></div></div></article>"
    )


def main(content: Path, fonts: Path) -> None:
    sheets = json.loads(content.read_text(encoding="utf-8"))
    folder = fonts.as_uri()
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{folder}/{file}-{name}.ttf") }}'
        for family, file in FACES
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    begun = time.process_time()
    pages = "".join(map(poster, sheets))
    head = f"<title>Information till boende</title><style>{faces}{STYLE}</style>"
    page = f"<!doctype html><html lang=sv>{head}{pages}</html>"
    document = HTML(string=page).render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
    document.write_pdf()
    print(json.dumps({"cpu": time.process_time() - begun, "pages": len(document.pages)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
