# SPDX-License-Identifier: MIT
"""Every encoding is told from 500 bytes in a language that uses it, or refused; byte offsets in errors are right.   encodings.py PECIA"""
import os
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
ENCODINGS = {"ru":["cp1251","koi8-r","cp866","iso8859-5","mac-cyrillic"],"fr":["latin-1","iso8859-15","cp1252","mac-roman"],"de":["latin-1","iso8859-15","cp1252","mac-roman"],"es":["latin-1","iso8859-15","cp1252","mac-roman"],"sv":["latin-1","cp1252","mac-roman"],"pl":["iso8859-2"],"cs":["iso8859-2"],"zh":[]}
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


def detection():
    for language, text in SAMPLES.items():
        for encoding in ENCODINGS[language] + WIDE:
            if encoding in ("cp1252", "mac-roman"):
                sample = "“" + text[:60] + "”" + text[60:]
            else:
                sample = "10 € " + text if encoding == "iso8859-15" else text
            sample = first(sample, encoding, 500)
            code, words, told = read(sample.encode(encoding))
            check(f"{language} in {encoding}", words == sample.strip(), (code, told[:200]))


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


for part in (detection, offsets, refusals):
    part()
print(f"{failed} failed")
sys.exit(1 if failed else 0)
