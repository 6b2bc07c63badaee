# SPDX-License-Identifier: MIT
"""Encodings, broken bytes, controls, options and sizes of plain text, through the command.   reading.py PECIA PLUGINS"""
import os
import resource
import subprocess
import sys
import tempfile

PECIA, PLUGINS = sys.argv[1:3]
FOLDER = tempfile.mkdtemp()
RUSSIAN = ("Смотритель записывал погоду трижды в день и ни разу не пропустил срока. Тетради его переплетены в холст и хранятся в "
           "уездной управе, где их никто не читает. Говорят, что первая запись сделана карандашом, а последняя чужой рукой.\n"
           "Второй смотритель писал мало и только о снеге, потому что снег он любил, а дождь нет.\n") * 3
failed = 0


def read(data, *options):
    """(exit code, outline, diagnostics) of a text of these bytes."""
    source, out = os.path.join(FOLDER, "in.txt"), os.path.join(FOLDER, "out.tree")
    with open(source, "wb") as file:
        file.write(data)
    if os.path.exists(out):
        os.remove(out)
    run = subprocess.run([PECIA, "convert", "--plugin-dir", PLUGINS, "-f", "text", "-t", "tree", "-o", out, *options, source],
                         capture_output=True, text=True)
    tree = open(out, encoding="utf-8").read() if os.path.exists(out) else ""
    return run.returncode, tree, run.stderr


def check(what, right, found=""):
    global failed
    if not right:
        failed += 1
        print(f"FAILED {what}: {found}")


def encodings():
    wanted = read(RUSSIAN.encode())[1]
    for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
                 "utf-32-le", "utf-32-be"):
        code, tree, told = read(RUSSIAN.encode(name))
        check(f"{name} is the same document", code == 0 and tree == wanted, told)
    quoted = "Он сказал: «да», и ушел[1]. " + RUSSIAN
    check("guillemets in CP1251", read(quoted.encode("cp1251"))[1] == read(quoted.encode())[1])
    french = "La gardienne était fâchée, et le maire, très étonné, se tut. Elle a compté les bateaux depuis l'été.\n" * 5
    check("ISO-8859-1", read(french.encode("latin-1"))[1] == read(french.encode())[1])
    short = "да\n".encode("koi8-r")
    check("the option wins", '"да"' in read(short, "-O", "text:encoding=KOI8-R")[1])
    code, tree, told = read(b"abc\n", "-O", "text:encoding=NO-SUCH")
    check("an unknown encoding is refused", code == 2 and "text.unknown-encoding" in told and not tree, told)
    check("a guess is told", "text.encoding-guessed" in read(RUSSIAN.encode("cp1251"))[2])


def broken():
    data = "первая строка\nвторая ".encode() + b"\xff" + " строка\n".encode()
    offset = data.index(b"\xff")
    code, tree, told = read(data)
    check("a bad byte is refused with its line and offset", code == 3 and not tree and f"in.txt:2: error: byte {offset} (0xFF)" in told, told)
    code, tree, told = read(data, "-O", "text:errors=replace")
    check("a bad byte is replaced on request", code == 0 and "вторая \ufffd строка" in tree and "text.bytes-replaced" in told, told)
    cut = "конец посреди знака: я".encode()[:-1]
    check("a character cut at the end is refused", read(cut)[0] == 3)
    code, tree, told = read(b"ab\x81cd\n", "-O", "text:encoding=CP1252")
    check("so is a byte that CP1252 does not have", code == 3 and "byte 2 (0x81)" in told, told)
    code, tree, told = read("a\x00b\x01c\x1bd".encode())
    check("controls become U+FFFD, counted", code == 0 and "a\ufffdb\ufffdc\ufffdd" in tree and "3 control" in told, told)
    check("an empty text is an empty document", read(b"")[:2] == (0, "DOCUMENT\n"), read(b""))
    check("so is one of blank lines", read(b" \n\t\r\n")[1] == "DOCUMENT\n")


def lines():
    wanted = read(b"One line here.\nAnother line here.\n")[1]
    for name, end in (("CR LF", "\r\n"), ("CR", "\r"), ("NEL", "\x85"), ("LS", "\u2028"), ("PS", "\u2029"), ("VT", "\v")):
        check(f"{name} ends a line", read(f"One line here.{end}Another line here.{end}".encode())[1] == wanted)
    check("FF begins a page", "PAGE_BREAK" in read(b"One page.\n\fAnother page.\n")[1])
    check("a mark between joined files vanishes", "\ufeff" not in read("Один.\n\ufeffДва.\n".encode())[1])
    check("soft hyphens stay", "со\u00adрок" in read("Всего со\u00adрок.\n".encode())[1])


def pages():
    body = "Der {0} schrieb jeden Tag und las, was er geschrieben hatte, und {0} war\n\n{1}\n\f\nals {0} zufrieden. Dann löschte er die Lampe und ging in den Keller.\n\n"
    text = "".join(body.format(who, n) for n, who in enumerate(("Wärter", "Fischer", "Schmied", "Bauer"), 11)).encode()
    code, tree, told = read(text)
    check("numbers at form feeds are those of pages", tree.count("PAGE_BREAK") == 4 and '"12"' not in tree, tree)
    check("a paragraph goes on over a page", tree.count("  PARAGRAPH") == 4 and tree.count("    PAGE_BREAK") == 4, tree)
    headed = text.replace(b"\f\n", b"\fDAS LEUCHTFEUER\n\n")
    song = "".join(f"{first},\nИ снег идёт, и ночь светла,\n{second}.\nНе спи, не спи, моя душа,\n" + "\f" for first, second in (
        ("Горит окно", "И тишина кругом цвела"), ("Скрипит крыльцо", "И печь остыла не спеша"), ("Поёт сверчок", "И тень легла у шалаша"),
        ("Молчит сосед", "А за рекой звонят едва")))
    check("a refrain at the foot of each page is no running head", read(song.encode())[1].count("Не спи, не спи") == 4, read(song.encode()))
    long_pages = "".join(f"\f{n}      THE LIGHT\n\n" + "".join(f"Line {m} of page {n} is unlike every other line of it.\n" for m in "abc") for n in range(20, 60))
    code, tree, told = read(long_pages.encode())
    check("heads give the numbers of their pages", tree.count("PAGE_BREAK n=") == 40 and "n=59" in tree and "THE LIGHT" not in tree, tree[:400])
    check("and nothing else is taken for them", "40 running heads" in told, told)
    check("running heads are left out and told", "LEUCHTFEUER" not in read(headed)[1] and "text.running-heads" in read(headed)[2], read(headed))
    check("a number in brackets is a page's", "PAGE_BREAK n=12" in read("Один.\n\n[с. 12]\n\nДва.\n".encode())[1])
    chapters = "1\n\nОн приехал.\n\n2\n\nОн жил.\n\n3\n\nОн уехал.\n".encode()
    check("numbers of chapters are headings", read(chapters)[1].count("HEADING") == 3 and "PAGE_BREAK" not in read(chapters)[1])


def guesses():
    apart = ("Long lines make this a text of single lines, so that what is short and stands apart may be a heading in it. " * 2 + "\n") * 12
    data = (apart + "\nOn Lamps\n\n" + apart).encode()
    check("a doubtful guess is told when asked for", "text.guess" in read(data, "-O", "text:confidence=90")[2])
    check("it is not by default", "text.guess" not in read(data)[2])
    check("--strict refuses it", read(data, "-O", "text:confidence=90", "--strict")[0] == 1 and read(data, "--strict")[0] == 0)


def first_lines():
    """Title and author are metadata only when they are asked for."""
    source = os.path.join(FOLDER, "in.txt")
    with open(source, "w", encoding="utf-8") as file:
        file.write("Фома Прокофьевич Зимин\nДневник смотрителя\n1913\n\n" + RUSSIAN)
    told = [subprocess.run([PECIA, "inspect", *more, source], capture_output=True, text=True).stdout for more in ([], ["-O", "text:metadata=first-lines"])]
    check("no title by default", "title " not in told[0], told[0][:300])
    wanted = ("title        Дневник смотрителя (main)", "creator      Фома Прокофьевич Зимин (aut)", "date         1913")
    check("title, author and date on request", all(line in told[1] for line in wanted), told[1][:300])


def options():
    text = "One line of text that is short.\nA second line of text.\n\nA third line.\n".encode()
    for style, count in (("single", 3), ("block", 2), ("unformatted", 2)):
        found = read(text, "-O", f"text:paragraphs={style}")[1].count("PARAGRAPH")
        check(f"paragraphs={style}", found == count, found)
    join = "Он писал: «один длинный отрывок закончен»…\n«Другой отрывок длиннее первого и стоит отдельно, как и положено отрывку»[7].\n".encode()
    check("fragments are joined", "tie=1" in read(join)[1] and "text.quotation-joined" in read(join)[2])
    code, tree, told = read(join, "-O", "text:join-quotes=never")
    check("or only told to be joinable", "tie=" not in tree and "may belong" in told, told)
    check("the user's language wins", "DOCUMENT lang=la" in read(RUSSIAN.encode(), "-M", "language=la")[1])


def cpu():
    """Seconds of CPU that all conversions took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sizes():
    """Inputs that tempt an algorithm to do more than linear work: four times the input must not take ten times as long."""
    pieces = {"openers": "«", "brackets": "[", "marks": "слово[1] ", "open lines": "«a\n", "entries": "[1] a\n\n", "stars": "a*\n\n* b\n\n",
              "straight": '"a ', "notes": "Notes\n\n1. x\n\n", "footnotes": "[Footnote 1: x\n\n", "rows": "| a | b |\n", "numbers": "1\n\ntext\n\n",
              "pairs": "«a» „b“ (c) {1} [2] ² * ", "apostrophes": "'s s' ", "speeches": "Ab. c\n\n", "pages": "1\n\fa b\n", "columns": "a   b\n",
              "lines that reopen": "«a\n", "paragraphs that a closing mark opens": "» a\n\n", "pictures": "[Illustration: a\n"}
    for name, piece in pieces.items():
        spent = []
        for count in (10000, 40000):
            started = cpu()
            code = read((piece * count).encode())[0]
            spent.append(cpu() - started)
            check(f"{count} {name}", code in (0, 3, 5), code)
        check(f"{name} are linear", spent[1] < 10 * spent[0] + 0.5, spent)


for part in (encodings, broken, lines, pages, guesses, first_lines, options, sizes):
    part()
print(f"{failed} failed")
sys.exit(1 if failed else 0)
