"""Sheets in twelve languages, for the tests of drawing and its benchmark; no native speaker has read these words."""

from huskurage.core.qr import print_url
from huskurage.core.sheet import Direction, Sheet, SheetLogo, SheetWords, offline_text

HOST = "huskurage.example"
TAG = "K7MX4PD"
LETTER = (
    (
        "Grannar märker mer än de tror. Hör eller ser du något som gör dig orolig kan du göra skillnad. Du behöver "
        "inte vara säker, och du behöver inte göra det ensam."
    ),
    (
        "I trapphuset hänger ett blad med samma kod. Den leder till råd på flera språk, och där kan du berätta för "
        "kommunen utan att säga vem du är."
    ),
)
NUMBERS = (
    ("Socialtjänsten, kontorstid", "08-465 004 00"),
    ("Socialjouren, kvällar och helger", "08-465 004 10"),
    ("Polisen, inte bråttom", "114 14"),
    ("Kvinnofridslinjen", "020-50 50 50"),
)


def words(language: str, direction: Direction, script: str, *lines: str) -> SheetWords:
    """Headline, subline, 112, the four steps as "title|text", what is behind the code, what it costs."""
    headline, subline, now_call, one, two, three, four, read_more, free = lines
    steps = tuple((title, text) for title, _, text in (step.partition("|") for step in (one, two, three, four)))
    assert len(steps) == 4
    return SheetWords(
        language=language, direction=direction, script=script, headline=headline, subline=subline, now_call=now_call,
        say="", steps=steps, read_more=read_more, free=free,
    )  # fmt: skip


def swedish(address: str = "Kyrkogatan 4 A", place: str = "Lindbacka") -> SheetWords:
    return SheetWords(
        language="sv", direction="ltr", script="Latn", headline="Hör du något genom väggen?",
        subline="Du kan göra skillnad. Du behöver inte vara säker.", now_call="Händer det nu? Ring 112 först.",
        say=f"Du är på {address}, {place}",
        steps=(
            ("Knacka på", "Om det känns tryggt. Låna socker. Du behöver inte stanna."),
            ("Hämta någon", "En granne till, eller hyresvärden."),
            ("Ring polisen", "112 när det är bråttom, annars 114\u00a014."),
            ("Barn i hemmet?", "Berätta för socialtjänsten."),
        ),
        read_more="Läs mer, eller berätta utan ditt namn", free="Gratis. Ingen app. Frågar aldrig efter pengar.",
        letter=(f"Till dig som bor på {address}", *LETTER),
        offline="Utan internet: råden står i koden", practice="Bara för övning",
    )  # fmt: skip


WORDS = {
    "en": words(
        "en", "ltr", "Latn", "Do you hear something through the wall?",
        "You can make a difference. You do not need to be sure.", "Is it happening now? Call 112 first.",
        "Knock on the door|If it feels safe. Ask to borrow sugar. You need not stay.",
        "Fetch someone|Another neighbour, or the landlord.",
        "Call the police|112 when it is urgent, otherwise 114\u00a014.", "Children in the home?|Tell social services.",
        "Read more, or tell us without your name", "Free. No app. Never asks for money.",
    ),
    "ar": words(
        "ar", "rtl", "Arab", "هل تسمعون شيئا عبر الجدار؟", "يمكنكم إحداث فرق. لا حاجة إلى أن تكونوا متأكدين.",
        "هل يحدث ذلك الآن؟ اتصلوا أولا بالرقم 112.",
        "طرق الباب|إذا شعرتم أنكم في أمان. اطلبوا بعض السكر. لا حاجة إلى البقاء.",
        "إحضار شخص آخر|أحد الجيران الآخرين، أو مؤجِّر السكن.",
        "الاتصال بالشرطة|للحالات الطارئة 112، ولغير الطارئة 114\u00a014.",
        "هل يوجد أطفال في البيت؟|تحدثوا مع الخدمات الاجتماعية.", "قراءة المزيد، أو مشاركة القلق بدون ذكر الاسم",
        "الخدمة مجانية. بدون تطبيق. لا تطلب المال في أي وقت.",
    ),
    "ti": words(
        "ti", "ltr", "Ethi", "ብመንደቕ ገለ ነገር ትሰምዑ ዲኹም?", "ለውጢ ከተምጽኡ ትኽእሉ ኢኹም። ርግጸኛታት ክትኮኑ ኣየድልየኩምን።",
        "ሕጂ ይፍጸም ኣሎ ዲዩ? ቅድሚ ኩሉ ናብ 112 ደውሉ።", "ኣፍደገ ኳሕኩሑ|ውሑስ እንተ ኾይኑ። ሽኮር ለቅሑና በሉ።", "ሰብ ጸውዑ|ካልእ ጎረቤት ወይ ኣካራዪ ገዛ።",
        "ናብ ፖሊስ ደውሉ|ህጹጽ እንተ ኾይኑ 112፣ እንተ ዘይኮይኑ 114\u00a014።", "ኣብ ገዛ ቆልዑ ኣለዉ ዶ?|ንማሕበራዊ ኣገልግሎት ንገሩ።",
        "ተወሳኺ ኣንብቡ፣ ወይ ስምኩም ከይነገርኩም ንገሩና", "ነጻ እዩ። ኣፕ የድልን። ገንዘብ ኣይሓትትን።",
    ),
    "uk": words(
        "uk", "ltr", "Cyrl", "Чуєте щось крізь стіну?", "Ви можете допомогти. Не обов’язково бути впевненими.",
        "Це відбувається зараз? Спершу телефонуйте 112.",
        "Постукайте у двері|Якщо це безпечно. Попросіть цукру. Залишатися не треба.",
        "Покличте когось|Іншого сусіда або орендодавця.",
        "Зателефонуйте в поліцію|112 — терміново, інакше 114\u00a014.",
        "У домі є діти?|Розкажіть соціальній службі.", "Дізнайтеся більше або розкажіть, не називаючи імені",
        "Безкоштовно. Без застосунку. Ніколи не просимо грошей.",
    ),
    "fi": words(
        "fi", "ltr", "Latn", "Kuuletko jotain seinän läpi?", "Voit auttaa. Sinun ei tarvitse olla varma.",
        "Tapahtuuko se nyt? Soita ensin 112.", "Koputa oveen|", "Hae joku mukaan|", "Soita poliisille|",
        "Onko kotona lapsia?|", "Lue lisää tai kerro ilman nimeäsi", "Maksuton. Ei sovellusta.",
    ),
    "so": words(
        "so", "ltr", "Latn", "Wax ma ka maqlaysaan derbiga?", "", "Hadda ma dhacaysaa? Marka hore wac 112.",
        "Albaabka garaaca|", "Qof kale u yeedha|", "Booliska waca|", "Carruur ma joogtaa guriga?|",
        "Wax dheeraad ah akhri, ama magac la’aan noo sheeg", "Waa bilaash.",
    ),
    "fa": words(
        "fa", "rtl", "Arab", "آیا صدایی از پشت دیوار می‌شنوید؟", "", "همین حالا اتفاق می‌افتد؟ اول با 112 تماس بگیرید.",
        "در بزنید|", "کسی را صدا کنید|", "به پلیس زنگ بزنید|", "کودکی در خانه هست؟|",
        "بیشتر بخوانید، یا بدون نام به ما بگویید", "رایگان است.",
    ),
    "ckb": words(
        "ckb", "rtl", "Arab", "شتێک لە پشت دیوارەکەوە دەبیستن؟", "", "ئێستا ڕوودەدات؟ سەرەتا پەیوەندی بە 112 بکەن.",
        "لە دەرگا بدەن|", "کەسێک بانگ بکەن|", "پەیوەندی بە پۆلیس بکەن|", "منداڵ لە ماڵەوە هەیە؟|",
        "زیاتر بخوێننەوە، یان بەبێ ناو پێمان بڵێن", "بێ بەرامبەرە.",
    ),
    "pl": words(
        "pl", "ltr", "Latn", "Słyszysz coś przez ścianę?", "Możesz coś zmienić. Nie musisz mieć pewności.",
        "Dzieje się to teraz? Najpierw zadzwoń pod 112.", "Zapukaj do drzwi|", "Zawołaj kogoś|", "Zadzwoń na policję|",
        "Czy w domu są dzieci?|", "Przeczytaj więcej lub powiedz nam bez podawania nazwiska", "Bezpłatnie.",
    ),
    "tr": words(
        "tr", "ltr", "Latn", "Duvarın arkasından bir şey mi duyuyorsunuz?", "",
        "Şu anda mı oluyor? Önce 112’yi arayın.",
        "Kapıyı çalın|", "Birini çağırın|", "Polisi arayın|", "Evde çocuk var mı?|",
        "Daha fazlasını okuyun ya da adınızı vermeden anlatın", "Ücretsiz.",
    ),
    "es": words(
        "es", "ltr", "Latn", "¿Oye algo a través de la pared?", "", "¿Está pasando ahora? Llame primero al 112.",
        "Llame a la puerta|", "Busque a alguien|", "Llame a la policía|", "¿Hay niños en casa?|",
        "Lea más o cuéntenos sin dar su nombre", "Gratis.",
    ),
}  # fmt: skip


def sheet(
    *languages: str,
    address: str = "Kyrkogatan 4 A",
    tag: str = TAG,
    host: str = HOST,
    logos: tuple[SheetLogo, ...] = (),
) -> Sheet:
    """A sheet in Swedish and the given languages, by tag."""
    spoken = (swedish(address), *(WORDS[one] for one in languages if one != "sv"))
    return Sheet(
        street_address=address, place="Lindbacka", url=print_url(f"https://{host}", tag), numbers=NUMBERS,
        short_address=f"{host}/{tag}", municipality="Lindbacka kommun", landlord="Lindbackahem", words=spoken,
        revision="calm · 2 · 2026-11", logos=logos, offline_text=offline_text(spoken, NUMBERS[:2]),
    )  # fmt: skip
