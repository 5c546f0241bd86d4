"""A body's name as its own text shortens it: 区住建局 of 海滨区住房和城乡建设局."""

from __future__ import annotations

import re
from functools import lru_cache

_LEVELS = re.compile(r"省|自治区|市|县|区|旗|州|盟|镇|乡|街道|苏木")
_KINDS = (
    (r"街道(?:办事处|办)?$|街道.*办公?[室处]$", "街道(?:办事处|办)?"),
    (r"(?:镇|乡)(?:人民)?政府$|[镇乡]$", "[镇乡]里"),
    (r"(?:学|学校|学院)$", "学校|学院"),
    (r"管(?:理)?委(?:员)?会$", "管委会"),
    (r"公司$", "公司"),
    (r"医院$", "医院"),
    (r"(?:大队|支队|总队|队)$", "大队|支队|总队"),
    (r"分局$", "分局"),
    (r"海关$", "海关"),
    (r"(?:中心|站|所|社)$", "中心"),
)
"""How bodies of a kind call themselves, by how their name ends."""
_LONGEST = 60
"""Letters of a name that are looked at: the longest of 1,770 in the bench of prose has 19."""


@lru_cache(maxsize=64)  # a report asks for its own, a batch for one after the other
def own_names(body: str) -> re.Pattern[str]:
    """A pattern of the names; letters may be left out, but not the level.

    市住建局 is another's, and so is 区 by itself. No letter that was taken is given back, so that
    no name takes long, whatever it is made of.
    """
    body = body[-_LONGEST:]
    levels = [one for one in _LEVELS.finditer(body) if one.end() < len(body)]
    cut, stem = (levels[-1].start(), levels[-1].end()) if levels else (0, 0)
    place, level, rest = body[:cut], body[cut:stem], body[stem:]
    named = "".join(f"{re.escape(one)}?+" for one in place) + level
    short = "".join(f"{re.escape(one)}?+" for one in rest[:-1]) + re.escape(rest[-1:])
    names = [f"{named}{short}", f"(?=..){short}(?<=..)"]
    if place:  # 花坞镇 of 平湖县桃花坞镇人民政府; 宁安街 of 宁安街道
        tail = ""
        for letter in place[:-1]:
            tail = f"(?:{tail}{re.escape(letter)})?"
        names.append(f"{tail}{re.escape(place[-1])}{level[:1]}(?:{level[1:]})?")
    names += [short for ends, short in _KINDS if re.search(ends, body)]
    return re.compile("|".join(names))
