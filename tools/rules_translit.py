#!/usr/bin/env python3
"""Writes data/tables/translit_*.tsv of the scripts for which there are no pairs to learn from.

By rule: letters as their usual romanisations have them (first the common one, then others), for the
scripts of India, Burma and Ethiopia by the letters' names in the Unicode Character Database (Debian
package unicode-data). Inherent vowels and vowels written before their consonant are put in their
place by src/text/native.c. Then run tools/gen_translit.py.
"""
import hashlib
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = pathlib.Path("/usr/share/unicode/UnicodeData.txt")
DATE = "2026-11-25"
FIRST, NEXT = 200, 1300  # millinats of the common spelling; what each further one costs more

# Without accents: folding takes them off. (ELOT 743 and common use.)
GREEK = {"α": "a", "β": "v b", "γ": "g y gh", "δ": "d", "ε": "e", "ζ": "z", "η": "i e", "θ": "th",
         "ι": "i", "κ": "k c", "λ": "l", "μ": "m", "ν": "n", "ξ": "x ks", "ο": "o", "π": "p",
         "ρ": "r", "σ": "s", "τ": "t", "υ": "y i u f v", "φ": "f ph", "χ": "ch h kh", "ψ": "ps",
         "ω": "o"}
# Hubschmann-Meillet without marks, BGN, and how names are spelt in English.
ARMENIAN = {"ա": "a", "բ": "b p", "գ": "g k", "դ": "d t", "ե": "e ye", "զ": "z", "է": "e", "ը": "y e",
            "թ": "t", "ժ": "zh", "ի": "i", "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k g", "հ": "h",
            "ձ": "dz", "ղ": "gh", "ճ": "ch j", "մ": "m", "յ": "y h", "ն": "n", "շ": "sh", "ո": "o vo",
            "չ": "ch", "պ": "p b", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t d", "ր": "r",
            "ց": "ts", "ւ": "v u", "փ": "p", "ք": "k", "օ": "o", "ֆ": "f", "և": "ev"}
# The national system of 2002, apostrophes off.
GEORGIAN = {"ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i",
            "კ": "k", "ლ": "l", "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r",
            "ს": "s", "ტ": "t", "უ": "u", "ფ": "p ph", "ქ": "k", "ღ": "gh", "ყ": "q k", "შ": "sh",
            "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j", "ჰ": "h"}
# RTGS by initial value; vowels that stand alone.
THAI = {"ก": "k g", "ข": "kh k", "ฃ": "kh", "ค": "kh k", "ฅ": "kh", "ฆ": "kh", "ง": "ng", "จ": "ch j",
        "ฉ": "ch", "ช": "ch sh", "ซ": "s", "ฌ": "ch", "ญ": "y n", "ฎ": "d t", "ฏ": "t", "ฐ": "th t",
        "ฑ": "th", "ฒ": "th t", "ณ": "n", "ด": "d t", "ต": "t", "ถ": "th", "ท": "th t", "ธ": "th t",
        "น": "n", "บ": "b p", "ป": "p b", "ผ": "ph p", "ฝ": "f", "พ": "ph p", "ฟ": "f", "ภ": "ph p",
        "ม": "m", "ย": "y i", "ร": "r n on", "ล": "l n", "ว": "w ua", "ศ": "s t", "ษ": "s t",
        "ส": "s t", "ห": "h -", "ฬ": "l", "อ": "- o", "ฮ": "h", "ะ": "a", "ั": "a", "า": "a",
        "ำ": "am", "ิ": "i", "ี": "i ee", "ึ": "ue u", "ื": "ue u", "ุ": "u", "ู": "u oo", "เ": "e",
        "แ": "ae a", "โ": "o", "ใ": "ai", "ไ": "ai", "็": "-", "์": "-", "่": "-", "้": "-",
        "๊": "-", "๋": "-", "ๅ": "-", "ฤ": "rue ri"}
# As Lao names are spelt (French and English habits); vowels that stand alone.
LAO = {"ກ": "k", "ຂ": "kh", "ຄ": "kh", "ງ": "ng", "ຈ": "ch", "ຊ": "s x", "ຍ": "nh y ny", "ຎ": "nh", "ດ": "d t",
       "ຕ": "t", "ຖ": "th", "ທ": "th", "ນ": "n", "ບ": "b p", "ປ": "p", "ຜ": "ph", "ຝ": "f", "ພ": "ph", "ຟ": "f",
       "ມ": "m", "ຢ": "y", "ຣ": "r", "ລ": "l r", "ວ": "v w o", "ສ": "s", "ຫ": "h -", "ອ": "- o", "ຮ": "h", "ະ": "a",
       "ັ": "a", "າ": "a", "ຳ": "am", "ິ": "i", "ີ": "i y", "ຶ": "ue u", "ື": "ue u", "ຸ": "u ou", "ູ": "ou u",
       "ົ": "o", "ຼ": "l", "ຽ": "ia", "ເ": "e", "ແ": "e ae", "ໂ": "o", "ໃ": "ai ay", "ໄ": "ai ay", "່": "-",
       "້": "-", "໊": "-", "໋": "-", "໌": "-", "ໜ": "n", "ໝ": "m"}
# As Khmer names are spelt; the second series of consonants has o where the first has a. Signs that
# turn a series or a letter are left out (muusikatoan makes ba to pa: b p).
KHMER = {"ក": "k", "ខ": "kh", "គ": "k", "ឃ": "kh", "ង": "ng", "ច": "ch", "ឆ": "chh ch", "ជ": "ch", "ឈ": "chh ch",
         "ញ": "nh ny", "ដ": "d", "ឋ": "th", "ឌ": "d", "ឍ": "th", "ណ": "n", "ត": "t d", "ថ": "th", "ទ": "t",
         "ធ": "th", "ន": "n", "ប": "b p", "ផ": "ph", "ព": "p", "ភ": "ph p", "ម": "m", "យ": "y", "រ": "r", "ល": "l",
         "វ": "v u w", "ស": "s", "ហ": "h", "ឡ": "l", "អ": "- a o", "ឥ": "e i", "ឦ": "ei i", "ឧ": "u o", "ឩ": "ou",
         "ឫ": "rue ri", "ឯ": "ae e", "ឱ": "ao o", "ា": "a ea", "ិ": "i e", "ី": "i y ei", "ឹ": "eu oe i",
         "ឺ": "eu ue", "ុ": "o u", "ូ": "ou o u", "ួ": "uo ua", "ើ": "oeu eu aeu", "ឿ": "oea eua", "ៀ": "ie ia ea",
         "េ": "e ey", "ែ": "e ae", "ៃ": "ai ey ay", "ោ": "o au ao", "ៅ": "au ov ao", "ំ": "am om um m", "ះ": "eh ah -",
         "៉": "-", "៊": "-", "់": "-", "៌": "r -", "៍": "-", "៏": "-", "័": "a -", "្": "-"}
INDIC = {"TT": "t", "TTH": "th", "DD": "d r", "DDH": "dh", "NN": "n", "SS": "sh s", "LL": "l",
         "C": "ch c", "CH": "chh ch", "V": "v w", "W": "w v", "NG": "ng n", "NY": "ny n", "RR": "r",
         "RRR": "r", "LLL": "zh l", "NNN": "n", "B": "b v", "Y": "y j", "S": "s", "SH": "sh s",
         "PH": "ph f", "J": "j", "KH": "kh", "TH": "th", "KSS": "ksh", "YY": "y"}
VOWELS = {"A": "a", "AA": "a", "I": "i", "II": "i ee", "U": "u", "UU": "u oo", "E": "e", "EE": "e",
          "AI": "ai ay", "O": "o", "OO": "o", "AU": "au", "VOCALIC R": "ri", "VOCALIC RR": "ri",
          "VOCALIC L": "li", "CANDRA E": "e", "CANDRA O": "o"}
TAMIL = {"K": "k g", "C": "ch s", "TT": "t d", "T": "th t d", "P": "p b", "RR": "r tr", "SS": "sh",
         "NY": "ny gn"}
BURMESE = {"C": "s", "CH": "hs s", "J": "z", "JH": "z", "S": "th s", "R": "y r", "TH": "ht t", "PH": "hp p",
           "KH": "hk k", "NG": "ng", "NY": "ny", "NNY": "ny", "GREAT S": "th"}


def named(prefix):
    for line in NAMES.read_text("ascii").splitlines():
        code, name = line.split(";")[:2]
        if name.startswith(prefix + " "):
            yield int(code, 16), name[len(prefix) + 1:]


def indic(prefix, own, bengali=False):
    table = {}
    for code, name in named(prefix):
        vowel = re.fullmatch(r"(?:LETTER|VOWEL SIGN) (.*)", name)
        letter = re.fullmatch(r"LETTER ((?:GREAT )?[A-Z]+?)A", name)
        if vowel and vowel[1] in VOWELS:
            table[code] = VOWELS[vowel[1]] + (" o" if bengali and vowel[1] == "A" else "")
        elif letter:
            table[code] = own.get(letter[1]) or INDIC.get(letter[1]) or letter[1].lower()
        elif name in ("SIGN ANUSVARA", "SIGN CANDRABINDU"):
            table[code] = "n m ng"
        elif name == "SIGN VISARGA":
            table[code] = "h -"
        elif name == "LETTER KHANDA TA":
            table[code] = "t"
    return table


def with_vowel(spellings):
    """Thai, Lao and Khmer write no sign for some vowels between two consonants."""
    first = spellings.split()[0].replace("-", "")
    return f"{spellings} {first}o {first}a"


def with_vowels(table, first, last):
    return {c: with_vowel(s) if first <= c <= last else s for c, s in table.items()}


def burmese():
    table = {code: spelt if code > 0x1020 else f"{spelt} " + " ".join(s + "a" for s in spelt.split())
             for code, spelt in indic("MYANMAR", BURMESE).items() if code < 0x1050}
    medials = {0x102B: "a", 0x103B: "y", 0x103C: "y r", 0x103D: "w", 0x103E: "h -", 0x103A: "-",
               0x1038: "-", 0x1037: "-", 0x1039: "-", 0x1036: "n", 0x1004: "ng n", 0x102D: "i",
               0x102F: "u o", 0x1031: "e ay", 0x1021: "a"}
    return {**table, **medials}


def ethiopic():
    consonants = {"HH": "h", "SZ": "s", "Q": "k q", "C": "ch", "CH": "ch", "TH": "t", "PH": "p",
                  "TZ": "ts", "GLOTTAL ": "", "PHARYNGEAL ": "", "X": "h kh", "SS": "s", "DD": "d",
                  "KX": "kh", "NY": "ny gn", "B": "b v", "J": "j"}
    vowels = {"A": "a e", "AA": "a", "EE": "e ie", "E": "- i e", "U": "u", "I": "i", "O": "o",
              "WAA": "wa", "WA": "wa", "WE": "we", "WI": "wi"}
    table = {}
    for code, name in named("ETHIOPIC SYLLABLE"):
        parts = re.fullmatch(r"((?:GLOTTAL |PHARYNGEAL )?[B-DF-HJ-NP-TV-Z]*?)(W?[AEIOU]+)", name)
        if code < 0x1380 and parts and parts[2] in vowels:
            heads = consonants.get(parts[1], parts[1].lower()).split() or [""]
            tails = [v.replace("-", "") for v in vowels[parts[2]].split()]
            spelt = [h + t for t in tails for h in heads]
            table[code] = " ".join(s or "-" for s in spelt)
    return table


def write(script, table, uses_names):
    source = (f"# {NAMES.name} {hashlib.sha256(NAMES.read_bytes()).hexdigest()}, under the Unicode"
              " licence.\n" if uses_names else "")
    text = (f"# How letters of the script {script} are spelt in Latin: native, Latin, a cost in"
            f" millinats.\n# Made by tools/rules_translit.py on {DATE}, by rule.\n{source}")
    for code, spellings in sorted((c if isinstance(c, int) else ord(c), s) for c, s in table.items()):
        for i, spelt in enumerate(dict.fromkeys(spellings.split())):
            text += f"{code:04x}\t{spelt.replace('-', '')}\t{FIRST + NEXT * i}\n"
    for letter in "abcdefghijklmnopqrstuvwxyz":
        text += f"-\t{letter}\t6000\n"
    (ROOT / "data" / "tables" / f"translit_{script}.tsv").write_text(text, "utf-8")


def main():
    write("grek", GREEK, False)
    write("armn", ARMENIAN, False)
    write("geor", GEORGIAN, False)
    write("thai", with_vowels(THAI, "ก", "ฮ"), False)
    write("laoo", with_vowels(LAO, "ກ", "ຮ"), False)
    write("khmr", with_vowels(KHMER, "ក", "ឡ"), False)
    write("deva", indic("DEVANAGARI", {}), True)
    write("beng", indic("BENGALI", {}, bengali=True), True)
    write("taml", indic("TAMIL", TAMIL), True)
    write("mymr", burmese(), True)
    write("ethi", ethiopic(), True)


if __name__ == "__main__":
    main()
