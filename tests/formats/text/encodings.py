# SPDX-License-Identifier: MIT
"""Every encoding is told from 500 bytes in a language that uses it, or refused; byte offsets in errors are right.   encodings.py PECIA"""
import os
import re
import subprocess
import sys
import tempfile

PECIA = sys.argv[1]
FOLDER = tempfile.mkdtemp()
SAMPLES = {
    "ru": "Смотритель записывал погоду трижды в день и ни разу не пропустил срока. Тетради его переплетены в холст и хранятся в уездной управе, где их никто не читает. Говорят, что первая запись сделана карандашом, а последняя чужой рукой. Второй смотритель писал мало и только о снеге, потому что снег он любил, а дождь нет. Когда он уехал, на окне осталась лампа, и ещё долго её зажигал сосед, хотя никто его об этом не просил и никто за это ему не платил ни копейки за всю зиму, а потом и лампа пропала.",
    "fr": "La gardienne était fâchée, et le maire, très étonné, se tut. Elle a compté les bateaux depuis l'été, mais personne n'a jamais lu ce qu'elle écrivait à la lumière de la lampe. Où étaient les autres ? Ça, nul ne l'a su. Le pêcheur d'à côté répétait que l'hiver serait long, que la mer était déjà grise, et qu'il fallait rentrer les filets avant la fête. Elle, têtue, notait tout : l'heure, le vent, la forêt noire derrière le phare, et même les prières des voisins à Noël, dans un cahier relié de bleu.",
    "de": "Der Wärter zählte die Schiffe, und niemand störte ihn dabei. Früher, so hieß es, hätten hier größere Lampen gebrannt; jetzt müsse man sich mit Öl begnügen. Die Bücher lägen im Keller, weiß übermalt und schön gebunden. Später kam ein zweiter Wärter, der über alles Mögliche schrieb, nur nicht über das Wetter: über Äpfel, Öfen, Überschwemmungen und die Füße der Mägde. Man hat seine Hefte erst nach dem Kriege gefunden, und sie gehören heute der Stadt, die sie nicht öffnet und niemandem zeigt.",
    "pl": "Latarnik zapisywał pogodę trzy razy dziennie i ani razu się nie spóźnił. Jego zeszyty są oprawione w płótno i leżą w urzędzie, gdzie nikt ich nie czyta. Mówią, że pierwszy wpis zrobiono ołówkiem, a ostatni obcą ręką. Drugi latarnik pisał mało i tylko o śniegu, bo śnieg lubił, a deszczu nie. Kiedy wyjechał, na oknie została lampa i jeszcze długo zapalał ją sąsiad, choć nikt go o to nie prosił i nikt mu za to nie płacił przez całą zimę, a potem i lampa zginęła bez śladu, jakby jej nigdy nie było.",
    "cs": "Strážce zapisoval počasí třikrát denně a ani jednou nezmeškal. Jeho sešity jsou vázané v plátně a leží na úřadě, kde je nikdo nečte. Říká se, že první zápis byl psán tužkou a poslední cizí rukou. Druhý strážce psal málo a jen o sněhu, protože sníh měl rád, a déšť ne. Když odjel, zůstala v okně lampa a ještě dlouho ji rozsvěcel soused, ačkoli ho o to nikdo nežádal a nikdo mu za to neplatil po celou zimu, a pak i lampa zmizela, jako by nikdy nebyla; ale ještě žije kůň, který ji tehdy viděl.",
    "es": "El guarda anotaba el tiempo tres veces al día y jamás faltó. Sus cuadernos están encuadernados en tela y se guardan en la oficina, donde nadie los lee. Dicen que la primera nota se escribió a lápiz y la última con otra mano. ¿Quién fue? El segundo guarda escribía poco y sólo sobre la nieve, porque la nieve le gustaba, y la lluvia no. Cuando se marchó quedó en la ventana una lámpara, y aún la encendía el vecino cada mañana, aunque nadie se lo había pedido ni pagado en todo el año. ¡Qué extraño, señor!",
    "sv": "Vaktaren skrev upp vädret tre gånger om dagen och försummade det aldrig. Hans häften är bundna i väv och förvaras på kontoret, där ingen läser dem. Det sägs att den första anteckningen gjordes med blyerts och den sista av en främmande hand. Den andre vaktaren skrev litet och bara om snö, för snön älskade han, men inte regnet. När han reste blev en lampa kvar i fönstret, och ännu länge tändes den av grannen, fast ingen hade bett honom om det och ingen betalade för det på hela vintern; sedan försvann också lampan.",
    "zh": "守燈人每天記錄三次天氣，從來沒有遺漏。他的本子用布包著，放在縣衙裡，沒有人讀。據說第一條記錄是用鉛筆寫的，最後一條是別人的手寫的。第二個守燈人寫得很少，只寫雪，因為他喜歡雪，不喜歡雨。他走的時候，窗台上留下一盞燈，鄰居還點了很久，雖然沒有人求他，也沒有人付錢。",
}
SAMPLES["it"] = "Il guardiano annotava il tempo tre volte al giorno e non mancò mai. I suoi quaderni sono rilegati in tela e si conservano in municipio, dove nessuno li legge. Si dice che la prima nota sia stata scritta a matita e l'ultima da un'altra mano. Perché? Il secondo guardiano scriveva poco e soltanto della neve, perché la neve gli piaceva e la pioggia no. Quando partì, alla finestra restò una lampada, e il vicino la accese ancora per molto tempo, benché nessuno glielo avesse chiesto, né pagato; poi sparì anche quella. Così è andata."
SAMPLES["hu"] = "Az őr naponta háromszor jegyezte föl az időt, és soha nem mulasztotta el. Füzeteit vászonba kötötték, és a hivatalban őrzik, ahol senki sem olvassa őket. Azt mondják, hogy az első bejegyzés ceruzával készült, az utolsó pedig idegen kézzel. A második őr keveset írt, és csak a hóról, mert a havat szerette, az esőt nem. Amikor elutazott, az ablakban ott maradt egy lámpa, és a szomszéd még sokáig meggyújtotta, bár erre senki sem kérte, és senki sem fizetett érte egész télen; végül a lámpa is eltűnt."
ENCODINGS = {"it":["latin-1","iso8859-15","cp1252","mac-roman"],"hu":["iso8859-2"],"ru":["cp1251","koi8-r","cp866","iso8859-5","mac-cyrillic"],"fr":["latin-1","iso8859-15","cp1252","mac-roman"],"de":["latin-1","iso8859-15","cp1252","mac-roman"],"es":["latin-1","iso8859-15","cp1252","mac-roman"],"sv":["latin-1","cp1252","mac-roman"],"pl":["iso8859-2"],"cs":["iso8859-2"],"zh":[]}
WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-8-sig"]
failed = 0


def check(what, right, found=""):
    global failed
    if not right:
        failed += 1
        print(f"FAILED {what}: {found}")


def read(data, *options):
    source, out = os.path.join(FOLDER, "in.txt"), os.path.join(FOLDER, "out.txt")
    with open(source, "wb") as file:
        file.write(data)
    run = subprocess.run([PECIA, "convert", "-f", "text", "-t", "text", "-o", out, *options, source], capture_output=True, text=True)
    words = open(out, encoding="utf-8").read().strip() if run.returncode == 0 else ""
    return run.returncode, words, run.stderr


def first(text, encoding, size):
    """As many characters of the text as fill SIZE bytes."""
    count = 0
    while count < len(text) and len(text[:count].encode(encoding)) < size:
        count += 1
    return text[:count]


def turned(text):
    """The text from each of its sentences on, the others behind it: as many samples as it has sentences."""
    sentences = re.split(r"(?<=[.?!。]) ?", text.strip())
    for at in range(len(sentences)):
        yield " ".join(part for part in sentences[at:] + sentences[:at] if part)


def detection():
    """What each encoding was taken for: all but the letters that two encodings share must be right."""
    for language, text in SAMPLES.items():
        for encoding in ENCODINGS[language] + WIDE:
            for at, turn in enumerate(turned(text)):
                if encoding in ("cp1252", "mac-roman"):
                    turn = "“" + turn[:60] + "”" + turn[60:]
                elif encoding == "iso8859-15":
                    turn = "10 € " + turn
                sample = first(turn, encoding, 500)
                code, words, told = read(sample.encode(encoding))
                check(f"{language} in {encoding} from sentence {at + 1}", words == sample.strip(), (code, told[:200]))


def positions():
    """An impossible byte is named by its line and offset, wherever it stands."""
    lines = "one\ntwo three\n\nfour five six\n" * 9
    for encoding, bad in (("UTF-8", b"\xc3("), ("CP1252", b"\x81"), ("CP1251", b"\x98"), ("UTF-16LE", b"\x00\xdc"), ("UTF-16BE", b"\xdc\x00"),
                          ("UTF-32LE", b"\x00\x00\x11\x00"), ("UTF-32BE", b"\x00\x11\x00\x00")):
        for at in range(0, len(lines), 7):
            data = lines[:at].encode(encoding)
            code, words, told = read(data + bad + lines[at:].encode(encoding), "-O", f"text:encoding={encoding}")
            line = lines[:at].count("\n") + 1
            check(f"{encoding} at {at}", code == 3 and f"in.txt:{line}: error: byte {len(data)} " in told, told)


def offsets():
    """The byte that is named is the one that is wrong, counted from the first of the file, its order mark included."""
    for mark, encoding, bad in ((b"\xef\xbb\xbf", "utf-8", b"\xff"), (b"\xff\xfe", "utf-16-le", b"\x00\xdc"), (b"\xfe\xff", "utf-16-be", b"\xdc\x00")):
        data = mark + "one\ntwo ".encode(encoding)
        code, words, told = read(data + bad + "x three\n".encode(encoding))
        check(f"offset in {encoding}", code == 3 and f"in.txt:2: error: byte {len(data)} " in told, told)


def refusals():
    """Bytes that no encoding explains are refused, not guessed."""
    code, words, told = read(bytes(range(128, 256)) * 4)
    check("noise is refused", code == 3 or "text.encoding-guessed" in told, told)
    code, words, told = read("a\u00adb c\u200bd\x0be\n".encode(), "--verbose")
    check("soft hyphens are counted", "2 soft hyphens and spaces without width" in told, told)
    check("so are unusual line ends", "1 lines end with VT" in told, told)


def doubts():
    """A short text's encoding is called a doubtful guess; a longer one's is not."""
    for size, doubtful in ((120, True), (200, True), (499, True), (500, False)):
        code, words, told = read((2 * SAMPLES["ru"]).encode("cp1251")[:size])
        check(f"doubt at {size}", code == 0 and ("doubtful guess" in told) == doubtful and "-O text:encoding=NAME" in told, told)


def late():
    """The encoding of a large file is told by what is not ASCII in it, wherever that stands."""
    english = "The keeper wrote down the weather three times a day.\n\n" * 40_000
    for language, encoding in (("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "cp866"), ("de", "latin-1"), ("cs", "iso8859-2"), ("zh", "big5"), ("zh", "gb18030")):
        text = SAMPLES[language].replace("燈", "人") * 4
        for whole in (english + text, text + "\n\n" + english, "\n\n".join([english, *[text] * 900])):
            code, words, told = read(whole.encode(encoding), "-O", "text:paragraphs=single", "-O", "text:notes=end")
            check(f"{language} in {encoding} in {len(whole)} characters", text.strip() in words, (code, told[:200]))


for part in (detection, positions, offsets, refusals, doubts, late):
    part()
print(f"{failed} failed")
sys.exit(1 if failed else 0)
