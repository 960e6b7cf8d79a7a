"""Which characters are forms of one another, by what Unicode and GB 18030 say of them.

Two characters that people tell apart stay two: 礼 and 禮, 王 and 玉, 10² and 102.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Characters for which GBK, and GB 18030 until 2022, had places of private agreement only: lists of
# names still bring them from there. From GB 18030-2022; U+E815 is its FE50, U+E78D its A6D9.
_IN_PRIVATE_PLACES: dict[int, str] = dict(
    zip(
        (*range(0xE78D, 0xE797), 0xE7C7, *range(0xE815, 0xE865)),
        "︐︒︑︓︔︕︖︗︘︙ḿ"
        "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
        "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
        strict=True,
    )
)

# The radicals of Chinese characters that have places of their own (U+2E81–2EF3), in which PDF files
# hold characters. From Unicode's EquivalentUnifiedIdeograph.txt; NFKC knows two of them, and all of
# those from U+2F00 on.
_RADICALS: dict[int, str] = dict(
    enumerate(
        "厂乛乚乙亻冂𠘨刀刂卜㔾小尐兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爬丬牛犭王𤴔目示礻𥫗糹纟"
        "罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艺艻虎衤覀西见角𧢲讠贝𧾷车辶辷辸邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣"
        "𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        start=0x2E81,
    )
)
_OWN = {
    **{code: sign.translate(_RADICALS) for code, sign in _IN_PRIVATE_PLACES.items()},
    **_RADICALS,
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}

# Unicode's marks of a form that differs in width, or in how letters are joined.
_WIDTHS = {"<wide>", "<narrow>"}
_JOINED = {"<compat>", "<initial>", "<medial>", "<final>", "<isolated>", "<noBreak>"}


def own(text: str) -> str:
    """Each character in its own place: ``技\u2f2f`` → ``技工``, composed as Unicode composes it.

    Compatibility ideographs are the ideographs that Unicode says they are.
    """
    return unicodedata.normalize("NFC", text.translate(_OWN))


def common(text: str) -> str:
    """Wide and narrow forms, ligatures and joined forms as the letters that they are forms of.

    Not so ①, ², ㈠, ㎡ and the like: what they look like is what they say.
    """
    return unicodedata.normalize("NFC", "".join(map(_common, text)))


@lru_cache(4096)
def _common(sign: str) -> str:
    form, *parts = unicodedata.decomposition(sign).split() or [""]
    if form in _WIDTHS:
        return "".join(chr(int(part, 16)) for part in parts)
    letters = unicodedata.normalize("NFKC", sign) if form in _JOINED else sign
    is_letters = all(unicodedata.category(one)[0] in "LM" for one in letters)
    return letters if is_letters or form == "<noBreak>" else sign
