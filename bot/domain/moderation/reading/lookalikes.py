"""Characters that look like an ASCII letter although Unicode does not say so.

Owns this table, written by script, upper and lower case folded as they look. Foreign letters are looked up here only
when `scripts` has not kept their word as a foreign one.
"""

from __future__ import annotations

from typing import Final

_PAIRS: Final = {
    # Cyrillic, from close to far
    "cyrillic": (
        "аa бb вb гr дa еe жx зe иu йu кk лn мm нh оo пn рp сc тt уy фf хx цu чh шw щw ьb эe юo яr ѕs іi їi јj ћh ђh "
        "ґr єe ўy ԁd ԛq ԝw һh ҝk ҡk ӏl қk ҳx ҽe ԍg ѵv ѡw ғf ҍb ѓr ќk ҥh ӈh ԃd ҟk ԚQ"
    ),
    "Cyrillic": ("АA БB ВB ГR ДA ЕE ЗE ИU ЙU КK МM НH ОO ПN РP СC ТT УY ФF ХX ЧH ЬB ЯR ЅS ІI ЇI ЈJ ЎY ԌG ҺH ԜW ѴV Ғf"),
    "greek": ("αa βb γy δd εe ζz ηn θo ιi κk λa μu νv ξe οo πn ρp σo ςs τt υu φf χx ψw ωw ϲc ϳj ϝf ϐb ϑo ϕf ϰk ϱp ϵe"),
    "Greek": "ΑA ΒB ΓR ΔA ΕE ΖZ ΗH ΘO ΙI ΚK ΛA ΜM ΝN ΞE ΟO ΠN ΡP ΣE ΤT ΥY ΦO ΧX ΨW ΩO ϹC ϷP",
    "armenian": "աw եt զq ղn հh յj նu ոn ռn սu ցg ւi օo քp ևu ԵE ՍU ՏS ՕO ՁQ ՃX ԼL ՌN ՀR",
    "Cherokee": "ᎪA ᏴB ᏟC ᎠD ᎬE ᎨF ᏀG ᎻH ᎥI ᎫJ ᏦK ᏞL ᎷM ᏁN ᎤO ᏢP ᎡR ᏚS ᎢT ᏌU ᏙV ᎳW ᎩY ᏃZ ᏂH ᎶG ᎾO Ꭵi ᏒR ᏕS ᏆT",
    "lisu": "ꓮA ꓐB ꓚC ꓓD ꓰE ꓝF ꓖG ꓧH ꓲI ꓙJ ꓗK ꓡL ꓟM ꓠN ꓳO ꓑP ꓣR ꓢS ꓔT ꓴU ꓦV ꓪW ꓫX ꓬY ꓜZ",
    "syllabics": "ᗩA ᗷB ᑕC ᗪD ᗴE ᖴF ᕼH ᒍJ ᒪL ᗰM ᑎN ᑭP ᖇR ᔕS ᑌU ᐯV ᗯW ᙭X ᐱA ᗅA ᑢC ᑖD ᕮE ᘜG ᘔZ ᒎJ ᛕK",
    "yi and others": (
        "ꍏA ꌃB ꉓC ꀸD ꍟE ꎇF ꁅG ꃅH ꀤI ꀭJ ꀘK ꀎU ꌗS ꓄T ꇙS ꂦO ꋪR ꉣP ꎭM ꈤN ꐇU ꏂE 卂A 乃B 匚C "
        "千F 卄H 丂S ㄩU 丨I 尺R 几N "
        "丅T ㄒT 乙Z"
    ),
    "currency": "₳A ฿B ₵C ¢c ₡C €E ₣F ₲G ₭K £L ₥m ₦N ₱P ₴S ₮T ₩W ¥Y §s ɄU ʉu ɆE ɇe ƗI Ⱡl ⱠL",
    "signs": (
        "©c ®r ℗p ™m ¡i ¦i ∂d ∈e ∊e ƒf ∩n ∪u ∨v ∧a ⊂c ⋃u ×x ∫f ℮e ⍺a ⅼl ꓸ. ¿? ٭* ∗* ⁎* ✱* ⁕* ＊* ⋆* ★* •* ●* ∙. ·."
    ),
    "styled": (
        "ꜱs ɢg ɪi ɴn ʀr ʏy ʙb ʜh ʟl ɑa ɡg ɩi ʋv ɕc ʂs ɦh ƙk ҝk ɱm ŧt łl øo ØO đd ħh ŋn ßb ıi ĸk ſs þp ÞP "
        "ðd ÐD æa œo ꞮI ᴉi"
    ),
    "turned": "ɐa ɔc ǝe ɟf ƃg ɥh ɾj ʞk ןl ɯm ɹr ʇt ʌv ʍw ʎy",
    "quotes": "’' ‘' ʼ' ʹ' ‛' ′' “\" ”\" „\" «\" »\" ‐- ‑- ‒- –- —-- ―- −- ⁃- …. 。. ․. ‚, ⁄/ ∕/ ｜| ǀ| ∣| ⏐| │| ┃|",
}

_FIRST_REGIONAL: Final = 0x1F1E6
_CAPITALS: Final = ((0x1F130, ""), (0x1F150, ""), (0x1F170, ""), (_FIRST_REGIONAL, "\x01"))


def _table() -> dict[str, str]:
    found = {pair[0]: pair[1:] for pairs in _PAIRS.values() for pair in pairs.split(" ")}
    for first, before in _CAPITALS:
        found |= {chr(first + number): before + chr(ord("A") + number) for number in range(26)}
    return found


ALIKE: Final = _table()
"""Character to the ASCII text it looks like. A regional indicator becomes a letter that stands apart."""
