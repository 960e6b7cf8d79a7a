"""Birth dates beside names: a date alone is harmless, and so is a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import timezone

from .kinds import Finding, Kind

HAN = "\u4e00-\u9fff"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜戚谢邹喻潘葛范彭郎鲁韦马苗方俞任袁"
    "柳唐薛雷贺倪汤滕罗毕郝邬安常于傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛狄戴宋庞熊纪舒屈祝董梁杜阮蓝闵季贾"
    "江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁邓洪包左石崔龚程邢裴陆翁荀惠曲封靳段焦"
    "牧谷车侯全班秋仲宁仇甘厉祖武符刘景詹龙叶司黎白蒲邰赖卓蔺屠乔闻翟谭劳姬冉桑桂牛边燕尚温庄晏柴阎"
    "慕连习艾容向古易廖耿匡欧聂辛阚简饶关肖申岳申楚佟隋逄綦矫臧迟宫修初盖战牟丛曾苏史付代闫潭岑覃冷"
)
COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|长孙|宇文|轩辕"
# Words of everyday that begin like a name.
NO_NAMES = (
    r"于是|于本|方[案式向法面针]|高[级校中职技等考]|金[额牌奖融]|任[务期职命免]|安[全排装]|常[务年规]|石油|白天"
    r"|万[元人]|江[苏西南]|华[东北南]|马上|黄[岛河海]|胡同|林[业场]|余[额下]|程[序度]|史料|严格|文[件号]|章[程节]"
    r"|向[前上]|周[年一二三四五六日末期]|郑州|徐州|温州|宁波|曲阜|邹[平城]|武汉|石家|齐[全鲁]|全[国市省年部体文]"
    r"|应[当届急]|解[决放释]|关[于注键]|管理|车[间辆]|班[级主]|秋季|季度|代[表码]|连续|简[介称]|初[中级步]|修[订改业]"
    r"|战略|容量|古镇|左右|包括|应用|申[请报]|司法|景区|龙头|封面|段落|符合|单位|甘肃|田横|宫[廷殿]|康复|燕京"
    r"|易[于用]|习题|冷链|房[屋产]|尚未|温度|边[境界]|祖国|古代|丛书|许可|谢谢|何时|包装|经[济营]|农历"
)
NAME = rf"(?<![{HAN}])(?!{NO_NAMES})(?:{COMPOUND}|[{SURNAMES}])[{HAN}]{{1,2}}?"
YEAR = r"(?<!\d)(?P<year>19\d\d|20\d\d)"
MONTH, DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
SIGN = r"[ \t]*[-./．。·—－][ \t]*"
DATE = (
    rf"{YEAR}(?:\s*年\s*{MONTH}\s*月\s*{DAY}\s*[日号]?|{SIGN}{MONTH}{SIGN}{DAY}(?![\d.])"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
OF_MONTH = rf"(?<!\d)(?:19|20)\d\d(?:\s*年\s*{MONTH}\s*月|{SIGN}{MONTH}(?!\d))"
DATE_OR_MONTH = rf"(?:{DATE}|{OF_MONTH})"
ENGLISH_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
ENGLISH_DATE = (
    rf"(?:{ENGLISH_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+|\d{{1,2}}(?:st|nd|rd|th)?\s+"
    rf"{ENGLISH_MONTH},?\s+)?(?:19|20)\d\d(?!\d)"
)
SAID = (
    r"(?:出生|生日|生辰|(?<![诞发产新学])生于"
    r"|\b[Bb]orn\b|[Bb]irth\s?(?:day|date)?|\bDOB\b|\bD\.O\.B)"
)
BETWEEN = rf"(?:[\s,，、;；:：|/（()\[【·]|[男女]|汉|[{HAN}]族|性别|民族|[党团]员|群众){{0,14}}"

AFTER_WORD = re.compile(rf"{SAID}[^\d\n]{{0,12}}?(?P<date>{DATE_OR_MONTH}|{ENGLISH_DATE})")
BEFORE_WORD = re.compile(rf"(?P<date>{DATE_OR_MONTH})\s*出?生(?![效产活源态物成长动日理存])")
NAME_FIRST = re.compile(rf"{NAME}(?:(?![{HAN}])|(?=[男女]|汉族)){BETWEEN}(?P<date>{DATE})")
DATE_FIRST = re.compile(rf"(?P<date>{DATE})[ \t,，、|)）]{{1,4}}{NAME}(?![{HAN}])")
SOMEBODY = re.compile(
    rf"(?:{COMPOUND}|[{SURNAMES}])[{HAN}]|[他她]"
    r"|\b[A-Z][a-z]+[ \t]+[A-Z][a-z]+|\b[Ss]?[Hh]e\b"
)
BIRTH_HEADING = re.compile(rf"{SAID}", re.IGNORECASE)
NEAR = 40  # characters
YOUNGEST = 10  # years: later dates beside names are of events


def births(text: str, heading: str = "") -> Iterator[Finding]:
    """Dates of birth that stand beside a name: said to be one, or written like one."""
    for pattern in (AFTER_WORD, BEFORE_WORD):
        for match in pattern.finditer(text):
            around = (
                text[max(0, match.start() - NEAR) : match.start()]
                + "\n"
                + text[match.end() : match.end() + NEAR]
            )
            if SOMEBODY.search(around):
                yield _finding(match)
    latest = timezone.localdate().year - YOUNGEST
    for pattern in (NAME_FIRST, DATE_FIRST):
        for match in pattern.finditer(text):
            if 1920 <= int(match["year"]) <= latest:
                yield _finding(match)
    if heading and BIRTH_HEADING.search(heading):
        for match in re.finditer(f"(?P<date>{DATE_OR_MONTH})", text):
            yield _finding(match)


def _finding(match: re.Match[str]) -> Finding:
    date = match["date"]
    shown = re.sub(r"\d", "*", date)
    return Finding(Kind.BIRTH, shown, match.start("date"), match.end("date"))
