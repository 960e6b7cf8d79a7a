"""How Chinese characters are read: pypinyin's readings, and those that it does not know.

The library reads single characters by their most frequent reading wherever it knows no phrase, and
surnames as if they were words. Only what leaves no doubt stands here; surnames with two readings in
use (乐, 覃, 盖, 牟) are corrected in the record. After a change of this file a migration calls
``respelling.respell``, so that records of before are found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin import lazy_pinyin
from pypinyin.seg.mmseg import seg

from qingdao_techedu.normalization.typed import halfwidth

PHRASES = {
    # Places
    "乐陵": "lao ling",
    "单县": "shan xian",
    "长岛": "chang dao",
    "长清": "chang qing",
    "长丰": "chang feng",
    "长葛": "chang ge",
    "长垣": "chang yuan",
    "长治": "chang zhi",
    "漯河": "luo he",
    "洪洞": "hong tong",
    # Trades and specialties
    "薄膜": "bo mo",
    "给排水": "ji pai shui",
    "给料": "ji liao",
    "给湿": "ji shi",
    "调酒": "tiao jiu",
    "调饮": "tiao yin",
    "调茶": "tiao cha",
    "调香": "tiao xiang",
    "调律": "tiao lü",
    "调漆": "tiao qi",
    "调墨": "tiao mo",
    "调浆": "tiao jiang",
    "调机": "tiao ji",
    "调峰": "tiao feng",
    "调湿": "tiao shi",
    "调直": "tiao zhi",
    "调休": "tiao xiu",
    "校表": "jiao biao",
    "校色": "jiao se",
    "校调": "jiao tiao",
    "重构": "chong gou",
    "长输": "chang shu",
    "长效": "chang xiao",
    "长航": "chang hang",
    "轧制": "zha zhi",
    "轧机": "zha ji",
    "轧辊": "zha gun",
    "热轧": "re zha",
    "冷轧": "leng zha",
    "压轧": "ya zha",
    "车削": "che xiao",
    "铣削": "xi xiao",
    "磨削": "mo xiao",
    "刨削": "bao xiao",
    "钻削": "zuan xiao",
    "镗削": "tang xiao",
    "圈舍": "juan she",
    "格栅": "ge zha",
    "粮囤": "liang dun",
}
LONGEST = max(map(len, PHRASES))

# A second reading of characters that the library knew from no phrase: found by it too.
ALSO = {
    "长": "chang",
    "重": "chong",
    "调": "tiao",
    "校": "jiao",
    "给": "ji",
    "行": "hang",
    "乐": "yue",
    "单": "shan",
    "薄": "bo",
    "削": "xiao",
    "轧": "zha",
    "模": "mu",
    "弹": "tan",
    "传": "zhuan",
    "朝": "chao",
    "盛": "cheng",
    "藏": "zang",
    "曾": "zeng",
    "圈": "juan",
    "畜": "xu",
    "称": "chen",
}

# Surnames that are read otherwise than the word.
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "翟": "zhai",
    "缪": "miao",
    "繁": "po",
    "员": "yun",
    "折": "she",
    "秘": "bi",
    "种": "chong",
    "句": "gou",
    "祭": "zhai",
    "薄": "bo",
    "都": "du",
    "召": "shao",
    "洗": "xian",
    "长": "chang",
    "么": "yao",
    "颉": "xie",
    "阚": "kan",
    "乜": "nie",
    "粘": "nian",
}
COMPOUND_SURNAMES = {"尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "万俟": "mo qi"}

HAN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_RUN = re.compile(f"({HAN.pattern})|(?:(?!{HAN.pattern})[^\\W_])+")


def syllables(text: str) -> list[str]:
    """The syllables of a text, small and without tones; Latin words and numbers stay whole.

    Brackets, dots and spaces are no syllables. ü is written v, as on a keyboard.
    """
    return [one for part, is_han in _runs(text) for one in (_read(part) if is_han else [part])]


def other_syllables(text: str) -> list[str]:
    """The same with the second reading of characters that no phrase tells how to read."""
    found = []
    for part, is_han in _runs(text):
        for word, reading in _words(part) if is_han else [(part, [part])]:
            is_open = len(word) == 1 and word in ALSO
            found += [ALSO[word]] if is_open else reading
    return found


def syllables_of_person(name: str) -> list[str]:
    """The syllables of a person's name, the surname read as one."""
    if reading := COMPOUND_SURNAMES.get(name[:2]):
        return [*reading.split(), *syllables(name[2:])]
    if reading := SURNAMES.get(name[:1]):
        return [reading, *syllables(name[1:])]
    return syllables(name)


def foreign_words(text: str) -> set[str]:
    """The Latin words and numbers of a text: ``数控CNC车工01`` → ``{"cnc", "01"}``."""
    return {part for part, is_han in _runs(text) if not is_han}


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of Chinese characters, and those of other letters and digits."""
    for run in _RUN.finditer(halfwidth(text).lower()):
        yield run[0], run[1] is not None


def _read(han: str) -> list[str]:
    return [syllable for _word, reading in _words(han) for syllable in reading]


def _words(han: str) -> Iterator[tuple[str, list[str]]]:
    """The library's words with their readings; ours where one begins and ends with its words."""
    words = list(seg.cut(han))
    place = 0
    while place < len(words):
        count, ours = _ours(words[place : place + LONGEST])
        word = "".join(words[place : place + count])
        yield word, ours or lazy_pinyin(word, v_to_u=False)
        place += count


def _ours(words: list[str]) -> tuple[int, list[str]]:
    """How many of the words make one of our phrases, and its reading; one word otherwise."""
    for count in range(len(words), 0, -1):
        if reading := PHRASES.get("".join(words[:count])):
            return count, reading.replace("ü", "v").split()
    return 1, []
