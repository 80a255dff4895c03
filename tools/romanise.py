"""How a syllable of Mandarin, Cantonese or Korean is spelt in Latin letters, by the rules of the systems in use. What
tools/gen_syllables.py makes its tables of.

Every function takes a syllable without its tone and gives a set of folded spellings: no marks and no apostrophes, which
names lose first. The rules are those of the systems as published: Hanyu Pinyin (ISO 7098), Wade-Giles, Yale, Palladius
(Latin letters by BGN/PCGN for Russian); Jyutping and the spellings of Hong Kong; Revised Romanization (2000),
McCune-Reischauer (1939) and the free spellings of Korean passports. No syllable has a rule of its own but where its system has.
"""
import itertools
import re

# ---- Mandarin: from Pinyin with v for the rounded i ----

INITIALS = ("zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s")


def parted(pinyin):
    """(initial, final): y and w are written out as i, u and v; after j, q, x and y the u is v."""
    initial = next((i for i in INITIALS if pinyin.startswith(i)), "")
    final = pinyin[len(initial):]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    if initial == "":
        if final.startswith("yu") and final != "yu" + "ng":
            final = "v" + final[2:]
        elif final.startswith("y"):
            final = final[1:] if final[1:2] == "i" else "i" + final[1:]
        elif final.startswith("w"):
            final = final[1:] if final[1:2] == "u" else "u" + final[1:]
    long = {"iu": "iou", "ui": "uei", "un": "uen"}
    return initial, long.get(final, final) if initial else final


def pinyin(syllable):
    if "v" not in syllable:
        return {syllable}
    return {syllable.replace("v", v) for v in ("v", "u", "yu")}


WADE_INITIALS = {"b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "zh": "ch", "z": "ts", "c": "ts", "x": "hs", "r": "j"}
WADE_FINALS = {"ie": "ieh", "ve": "ueh", "ian": "ien", "van": "uan", "vn": "un", "v": "u", "iong": "iung", "iou": "iu",
               "uen": "un", "ong": "ung"}
WADE_ALONE = {"i": {"i", "yi"}, "ia": {"ya"}, "ie": {"yeh"}, "iao": {"yao"}, "iou": {"yu"}, "ian": {"yen"}, "iang": {"yang"},
              "in": {"yin"}, "ing": {"ying"}, "iong": {"yung"}, "u": {"wu"}, "ua": {"wa"}, "uo": {"wo"}, "uai": {"wai"},
              "uei": {"wei"}, "uan": {"wan"}, "uen": {"wen"}, "uang": {"wang"}, "ueng": {"weng"}, "v": {"yu"}, "ve": {"yueh"},
              "van": {"yuan"}, "vn": {"yun"}, "er": {"erh"}, "e": {"o", "e"}, "o": {"o"}, "ou": {"ou"}}


def wade_giles(syllable):
    initial, final = parted(syllable)
    if initial == "":
        return WADE_ALONE.get(final, {final})
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        return {WADE_INITIALS.get(initial, initial) + "ih"}
    if final == "i" and initial in ("z", "c"):
        return {"tzu", "tsu"}
    if final == "i" and initial == "s":
        return {"ssu", "szu"}
    out = WADE_INITIALS.get(initial, initial)
    if final == "e" and initial in ("g", "k", "h"):
        return {out + "o"}
    if final == "uo" and initial not in ("g", "k", "h", "sh"):
        return {out + "o"}
    if final == "uei":
        return {out + ("uei" if initial in ("g", "k") else "ui")}
    return {out + WADE_FINALS.get(final, final)}


YALE_INITIALS = {"zh": "j", "q": "ch", "x": "sy", "z": "dz", "c": "ts"}
YALE_FINALS = {"ao": "au", "iao": "yau", "ia": "ya", "ie": "ye", "iou": "you", "ian": "yan", "iang": "yang", "iong": "yung",
               "ong": "ung", "ua": "wa", "uo": "wo", "uai": "wai", "uei": "wei", "uan": "wan", "uen": "wun", "uang": "wang",
               "ueng": "weng", "v": "yu", "ve": "ywe", "van": "ywan", "vn": "yun"}
YALE_ALONE = {"i": "yi", "in": "yin", "ing": "ying", "u": "wu", "uen": "wen", "er": "er"}


def yale(syllable):
    initial, final = parted(syllable)
    if initial == "":
        return {YALE_ALONE.get(final, YALE_FINALS.get(final, final))}
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        return {YALE_INITIALS.get(initial, initial).rstrip("r") + "r"}
    if final == "i" and initial in ("z", "c", "s"):
        return {{"z": "dz", "c": "tsz", "s": "sz"}[initial]}
    out = YALE_FINALS.get(final, final)
    head = YALE_INITIALS.get(initial, initial)
    if head == "sy" and out.startswith("y"):
        head = "s"
    return {head + out}


PALLADIUS_INITIALS = {"zh": "chzh", "j": "tsz", "z": "tsz", "q": "ts", "c": "ts", "x": "s", "r": "zh", "h": "kh"}
PALLADIUS_FINALS = {"ao": "ao", "iao": "yao", "ia": "ya", "ie": "e", "iou": "yu", "ian": "yan", "iang": "yan", "ang": "an",
                    "eng": "en", "ing": "in", "iong": "yun", "ong": "un", "uo": "o", "ua": "ua", "uai": "uay", "uei": "uy",
                    "uen": "un", "uang": "uan", "v": "yuy", "ve": "yue", "van": "yuan", "vn": "yun", "ai": "ay", "ei": "ey"}
PALLADIUS_ALONE = {"i": "i", "ie": "e", "uei": "vey", "u": "u", "uo": "vo", "ua": "va", "uai": "vay", "uan": "van", "uen": "ven",
                   "uang": "van", "ueng": "ven", "er": "er", "in": "in", "ing": "in"}


def palladius(syllable):
    initial, final = parted(syllable)
    if initial == "":
        spelt = PALLADIUS_ALONE.get(final, PALLADIUS_FINALS.get(final, final))
    elif final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        spelt = PALLADIUS_INITIALS.get(initial, initial) + ("y" if initial in ("z", "c", "s") else "i")
    else:
        spelt = PALLADIUS_INITIALS.get(initial, initial) + PALLADIUS_FINALS.get(final, final)
    return {spelt} | ({spelt[:-1] + "i"} if spelt[-2:] in ("ay", "ey", "uy") else set())


# ---- Cantonese: from Jyutping ----

CANTONESE_INITIALS = {"b": "b p", "d": "d t", "g": "g k", "gw": "gw kw", "z": "z j ch ts", "c": "c ch ts", "s": "s sh", "j": "j y"}
CANTONESE_FINALS = {
    "aa": "aa a ah", "aai": "aai ai", "aau": "aau au", "aam": "aam am", "aan": "aan an", "aang": "aang ang", "aap": "aap ap",
    "aat": "aat at", "aak": "aak ak", "am": "am um", "an": "an un", "ang": "ang eng", "ap": "ap up", "at": "at ut", "ak": "ak uk",
    "e": "e eh", "ei": "ei i ee", "i": "i ee", "im": "im", "in": "in", "o": "o oh", "oi": "oi oy", "ou": "ou o", "oe": "oe eu",
    "oeng": "oeng eung", "oek": "oek euk", "eoi": "eoi ui", "eon": "eon un", "eot": "eot ut", "u": "u oo", "un": "un oon",
    "yu": "yu u ue", "yun": "yun un uen", "yut": "yut ut uet"}


def jyutping_parted(syllable):
    initial = re.match("(?:gw|kw|ng(?=.)|[bpmfdtnlgkhwzcsj])?", syllable).group()
    return initial, syllable[len(initial):]


def cantonese(syllable):
    initial, final = jyutping_parted(syllable)
    heads = CANTONESE_INITIALS.get(initial, initial).split() or [""]
    out = {h + f for h, f in itertools.product(heads, CANTONESE_FINALS.get(final, final).split() or [""])}
    if initial == "j":  # Yale and Hong Kong write y once
        out = {"y" + s[2:] if s.startswith("yy") else s for s in out}
    if final == "i" and initial in ("z", "c", "s"):
        out |= {{"z": "tsz", "c": "tsz", "s": "sz"}[initial], {"z": "tse", "c": "tse", "s": "sze"}[initial]}
    return out


# ---- Korean: from the code of a Hangul syllable ----

ONSETS = ("g k", "kk gg", "n", "d t", "tt dd", "r l", "m", "b p", "pp bb", "s", "ss s", "", "j ch", "jj tch", "ch", "k", "t", "p", "h")
VOWELS = ("a", "ae ai", "ya", "yae", "eo o u", "e", "yeo yo you yu", "ye", "o", "wa", "wae", "oe oi", "yo", "u oo", "wo weo", "we",
          "wi", "yu yoo", "eu u", "ui eui ee i", "i ee")
CODAS = {0: "", 1: "k g", 4: "n", 7: "t", 8: "l", 16: "m", 17: "p b", 19: "t s", 21: "ng"}
SIBILANTS, FRONT = (9, 10), (2, 3, 6, 7, 12, 16, 17, 20)
SILENT, ROUNDED = 11, 13  # Woo-sung, Un


def korean(code):
    number = code - 0xAC00
    onset, vowel, coda = number // 588, number % 588 // 28, number % 28
    heads = ONSETS[onset].split() or [""]
    if onset in SIBILANTS and vowel in FRONT:
        heads = heads + ["sh"]
    tails = CODAS.get(coda, "t").split() or [""]
    vowels = VOWELS[vowel].split()
    if onset == SILENT and vowel == ROUNDED:
        vowels = vowels + ["wu", "woo"]
    return {h + v + t for h, v, t in itertools.product(heads, vowels, tails)}
