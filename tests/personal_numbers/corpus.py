"""Two hundred patterns, the same each time: half must be found, half must not."""

from __future__ import annotations

import datetime
import hashlib
import random
from collections.abc import Callable, Iterator

from qingdao_techedu.personal_numbers.numbers import check_character

DIVISIONS = ("370202", "370211", "370283", "110105", "320582", "441900", "654325", "370205")
OF_OTHERS = ("810000", "820000", "830000", "911124", "937392")
FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
NAMES = ("王建国", "李娜", "张伟", "刘洋", "欧阳明月", "孙丽华", "曲晓东", "于海波")
SEPARATORS = (" ", "-", "　", "－", ".", "·", "，", " - ", "/", "\n", "、", "_", "\u200b", "…")

Maker = Callable[[random.Random], str]


def identity(chance: random.Random) -> str:
    """A valid number of 18 characters."""
    born = datetime.date(1955, 1, 1) + datetime.timedelta(chance.randrange(20_000))
    body = f"{chance.choice(DIVISIONS)}{born:%Y%m%d}{chance.randrange(1000):03}"
    return body + check_character(body)


def old_identity(chance: random.Random) -> str:
    number = identity(chance)
    return number[:6] + number[8:17]


def mobile(chance: random.Random) -> str:
    return f"1{chance.randint(3, 9)}{chance.randrange(10**9):09}"


def card(chance: random.Random, length: int = 19) -> str:
    start = chance.choice(("622202", "621700", "622848", "623058"))
    body = start + "".join(chance.choices("0123456789", k=length - 7))
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in body[::-2])
    rest = sum(doubled) + sum(int(digit) for digit in body[-2::-2])
    return body + str(-rest % 10)


def born(chance: random.Random) -> datetime.date:
    return datetime.date(1965, 1, 1) + datetime.timedelta(chance.randrange(16_000))


def parted(number: str, chance: random.Random) -> str:
    """The number with one kind of separator at places by chance."""
    sign = chance.choice(SEPARATORS)
    return (
        "".join(digit + (sign if chance.random() < 0.3 else "") for digit in number[:-1])
        + (number[-1])
    )


def grouped(number: str, *sizes: int, sign: str = " ") -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return sign.join(filter(None, [*parts, number[start:]]))


TRUE: list[Maker] = [
    lambda c: f"身份证号：{identity(c)}。",
    lambda c: f"{c.choice(NAMES)}{identity(c)}",
    lambda c: parted(identity(c), c),
    lambda c: parted(identity(c), c).translate(FULL),
    lambda c: "\t".join(identity(c)),
    lambda c: f"ID{identity(c).lower()}，已核对",
    lambda c: f"证件 {old_identity(c)}",
    lambda c: f"身份证{grouped(old_identity(c), 6, 6, 3, sign='-')}",
    lambda c: f"联系电话{mobile(c)}（王老师）",
    lambda c: f"+86 {grouped(mobile(c), 3, 4, 4)}",
    lambda c: f"（+86）{grouped(mobile(c), 3, 4, 4, sign='-')}".translate(FULL),
    lambda c: f"0086{mobile(c)}",
    lambda c: f"{c.choice(NAMES)}：{grouped(mobile(c), 3, 4, 4, sign='－')}，微信同号",
    lambda c: f"手机 {' '.join(mobile(c))}",
    lambda c: f"请拨{mobile(c).translate(CHINESE)}咨询",
    lambda c: f"卡号{card(c)}",
    lambda c: f"工行 {grouped(card(c), 4, 4, 4, 4)}",
    lambda c: grouped(card(c, 16), 4, 4, 4, 4, sign="-").translate(FULL),
    lambda c: f"{c.choice(NAMES)}，男，{born(c):%Y-%m-%d}，汉族",
    lambda c: f"{c.choice(NAMES)}，{born(c).year}年{born(c).month}月生，中级工",
]


def _college_years(chance: random.Random) -> str:
    first = chance.randint(1950, 2000)
    return f"学校{first}年{chance.randint(1, 12)}月建校，{first + 11}年、{first + 20}年两次迁址"


def _digest(chance: random.Random) -> str:
    return hashlib.sha256(str(chance.random()).encode()).hexdigest()


def _figures(chance: random.Random) -> str:
    return "\t".join(str(chance.randint(100, 9999)) for _cell in range(9))


def _bad_identity(chance: random.Random) -> str:
    number = identity(chance)
    wrong = chance.choice([sign for sign in "0123456789" if sign != number[-1]])
    return f"流水 {number[:-1]}{wrong}"


FALSE: list[Maker] = [
    lambda c: f"办公电话：0532-8{c.randrange(10**7):07}",
    lambda c: f"电话 0532 8{c.randrange(1000):03} {c.randrange(10**4):04} 转 {c.randrange(9999)}",
    lambda c: f"咨询：+86-532-8{c.randrange(10**7):07}、400-{c.randrange(999):03}-1234",
    _college_years,
    lambda c: f"依据 GB/T {c.randrange(10**5)}-{c.randint(1990, 2024)}、GB 11643-1999",
    _digest,
    lambda c: f"¥{c.randrange(10**10, 10**11):,}.00 元",
    lambda c: f"投资 {c.randrange(13 * 10**9, 2 * 10**10)}.00 元",
    _figures,
    lambda c: f"证书编号：QD-{c.randint(2019, 2026)}-{c.randrange(10**11):011}",
    lambda c: f"证书号 {c.randrange(10**15, 10**16)}",
    _bad_identity,
    lambda c: f"ISBN 978-7-{c.randrange(1000):03}-{c.randrange(10**5):05}-{c.randrange(10)}",
    lambda c: f"{c.randint(2017, 2026)}年4月{c.randint(1, 28)}日，王建国出席会议",
    lambda c: f"在校生 {c.randint(130, 199)}、{c.randrange(1000, 9999)} 和 {c.randrange(9999)} 人",
    lambda c: (
        f"http://10.{c.randrange(255)}.168.{c.randrange(100, 255)}:8000/t{c.randrange(10**8)}.html"
    ),
    lambda c: f"经度 120.{c.randrange(10**6):06}，纬度 36.{c.randrange(10**6):06}",
    lambda c: (
        f"青人社发〔{c.randint(2010, 2026)}〕{c.randint(1, 99)}号，邮编 266{c.randrange(1000):03}"
    ),
    lambda c: (
        f"统一社会信用代码 12370200{c.randrange(10**8):08}{c.choice('ABXY')}{c.randrange(10)}"
    ),
    lambda c: f"{c.randint(1950, 2010)}年{c.randint(1, 12)}月{c.randint(1, 28)}日起施行，学校更名",
]


def patterns(makers: list[Maker], count: int, seed: int = 2024) -> Iterator[str]:
    chance = random.Random(seed)
    for number in range(count):
        yield makers[number % len(makers)](chance)
