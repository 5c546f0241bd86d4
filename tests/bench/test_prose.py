"""The acceptance halves of unseen prose: their narratives are true, their plants as they say."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bench.prose import build, plant, score
from tests.bench.prose.figures import (
    GROUPS,
    FiguresError,
    broken,
    cells,
    complete,
    read_figures,
)
from tests.bench.prose.halves import HALVES, folder_of
from tests.bench.prose.marks import ASIDES
from tests.bench.prose.markup import Sentences
from tests.bench.prose.truth import holds

RULES = Path(__file__).parents[2] / "rules"
WHOLE = ("blind3", "blind4", "blind5", "blind6", "blind7", "blind8")
"""The halves of whole reports."""
BY_VOICE = ("blind4", "blind5", "blind6", "blind7", "blind8")
"""Those whose files are one author each."""

# What a count of applications or cases looks like, and the words of a sentence that is about them.
COUNT = re.compile(r"\d[\d.,]*(?:余|多|万|万余|余万)?(?:件|宗|起|份|条|次|例|项|人次|%)")
ABOUT = re.compile(r"申请|答复|办结|复议|诉讼|结转|受理")
# A count and the share said of it: 公开5件，占12.5%; 公开5件（12.5%）. 占比分别为 is of several.
SHARE = re.compile(
    r"(?P<count>\d[\d,]*)(?:件|条)(?:（|，占(?!比?分别)[^\d，。；]{0,8})(?P<share>\d+(?:\.\d+)?)%"
)
# Growth on the year before: 同比增长12.5%.
GROWTH = re.compile(
    r"(?P<word>增长|上升|增加|增幅|增速|上浮|下降|减少|回落|降幅)(?:率为|为|了)?"
    r"(?P<rate>\d+(?:\.\d+)?)%"
)
# So many more, or fewer, than the year before; and the words of a sentence that is of applications.
DIFFERENCE = re.compile(r"(?P<word>多出?|增加|净增|减少|少)(?P<by>\d+)件")
APPLIED = re.compile(r"新收|收到|受理|接收|申请")
# A total of publications and what it is made of.
BREAKDOWN = re.compile(r"(?P<total>\d+)条。?，?(?:其中|包括)[，：]?(?P<parts>[^。；]*)[。；]")
# A duty, a deadline or a plain hundred per cent in time: no count.
NO_COUNT = re.compile(r"(?:及时|时|期|法定)[^，。；]{0,6}(?:率|率为)?100%")


@dataclass(frozen=True)
class Half:
    """What is committed of a half."""

    name: str
    entries: list[dict[str, Any]]
    planted: list[dict[str, Any]]

    def by_id(self, name: str) -> dict[str, Any]:
        return next(entry for entry in self.entries if entry["id"] == name)


@pytest.fixture(scope="module", params=list(HALVES))
def half(request: pytest.FixtureRequest) -> Half:
    lines = plant.planted_of(request.param).read_text(encoding="utf-8").splitlines()
    return Half(
        request.param,
        list(plant.read_accept(request.param)),
        [json.loads(line) for line in lines],
    )


def figures_of(entry: dict[str, Any], key: str = "figures") -> dict[str, Decimal]:
    sparse = {code: Decimal(number) for code, number in (entry[key] or {}).items()}
    assert set(sparse) <= set(cells(entry["form"]))
    return complete(entry["form"], sparse)


def test_the_file_is_what_the_sources_say(half: Half) -> None:
    committed = build.accept_of(half.name).read_text(encoding="utf-8")
    assert committed == build.dump(build.read(half.name))


@pytest.mark.parametrize(("form", "year"), [("F2019", "2019"), ("F2021", "2021")])
def test_the_cells_are_those_of_the_form(form: str, year: str) -> None:
    printed = yaml.safe_load((RULES / year / "form.yaml").read_text(encoding="utf-8"))
    wanted = set()
    for name, table in printed["tables"].items():
        for block in table.get("blocks", [{"rows": table["rows"], "columns": table["columns"]}]):
            wanted |= {f"{name}.{r}.{c}" for r in block["rows"] for c in block["columns"]}
    assert set(cells(form)) == wanted


def test_every_identity_holds(half: Half) -> None:
    for entry in half.entries:
        assert broken(entry["form"], figures_of(entry)) == [], entry["id"]


def test_every_statement_stands_in_the_text_and_is_true(half: Half) -> None:
    for entry in half.entries:
        figures, previous = figures_of(entry), figures_of(entry, "previous")
        for state in entry["states"]:
            printed = entry["text"][str(state["section"])][state["start"] : state["end"]]
            assert printed in state["sentence"].replace("\n", "")
            assert state["says"] == "zero" or printed == state["number"], (entry["id"], state)
            assert holds(state, figures, previous), (entry["id"], state)
            assert state["rules"]


def test_every_number_of_an_application_sentence_is_marked(half: Half) -> None:
    bare = []
    for entry in half.entries:
        for section, text in entry["text"].items():
            marked = {
                place
                for mark in entry["states"] + entry["lists"] + entry["asides"]
                if str(mark["section"]) == section
                for place in range(mark["start"], mark.get("end", mark["start"] + 1))
            }
            for sentence in re.finditer(r"[^。\n]+", text):
                if ABOUT.search(sentence[0]):
                    bare += [
                        (entry["id"], sentence[0][found.start() :][:20])
                        for found in COUNT.finditer(sentence[0])
                        if sentence.start() + found.start() not in marked
                        and not NO_COUNT.search(sentence[0][: found.end()])
                        and not re.match(r"\d+(?:月|日|个|天)", found[0])
                    ]
    assert bare == []


def test_asides_say_why(half: Half) -> None:
    assert {aside["why"] for entry in half.entries for aside in entry["asides"]} <= set(ASIDES)


def _sentences(entry: dict[str, Any]) -> list[str]:
    words = re.sub(r"[0-9.,]+", "#", "\n".join(entry["text"].values()))
    return [part for part in re.split(r"[。\n]", words) if len(part) > 8]


def test_three_hundred_and_no_two_alike(half: Half) -> None:
    assert len(half.entries) >= 300
    texts = {json.dumps(entry["text"], ensure_ascii=False) for entry in half.entries}
    assert len(texts) == len(half.entries)
    sets = [set(_sentences(entry)) for entry in half.entries]
    for one, other in combinations(sets, 2):
        assert len(one & other) * 2 < min(len(one), len(other)) or not one & other
    for field, least in (("form", 2), ("kind", 8), ("year", 6)):
        assert len({entry[field] for entry in half.entries}) >= least


@pytest.mark.parametrize("name", WHOLE)
def test_whole_reports_are_as_long_as_reports_are(name: str) -> None:
    lengths = sorted(sum(map(len, e["text"].values())) for e in plant.read_accept(name))
    assert lengths[0] < 200
    assert 500 < lengths[len(lengths) // 2] < 1000
    assert lengths[-1] > 2000


@pytest.mark.parametrize("name", WHOLE)
def test_no_report_says_a_sentence_twice(name: str) -> None:
    for entry in plant.read_accept(name):
        said = _sentences(entry)
        assert len(set(said)) == len(said), entry["id"]


def _stated(entry: dict[str, Any]) -> set[str]:
    """The sentences that state something of the tables, without their numbers."""
    return {re.sub(r"[0-9.,]+", "#", state["sentence"]) for state in entry["states"]}


@pytest.mark.parametrize("name", BY_VOICE)
def test_sixty_authors_each_word_it_in_their_own_way(name: str) -> None:
    voices: dict[str, set[str]] = {}
    for entry in plant.read_accept(name):
        voices.setdefault(entry["id"].rpartition("-")[0], set()).update(_stated(entry))
    assert len(voices) >= 60
    for author, said in voices.items():
        others = set().union(*(theirs for other, theirs in voices.items() if other != author))
        assert len(said & others) * 4 <= len(said), author


@pytest.mark.parametrize(
    ("name", "least"),
    [("blind4", 100), ("blind5", 70), ("blind6", 80), ("blind7", 25), ("blind8", 40)],
)
def test_a_printed_share_is_that_of_the_count_before_it(name: str, least: int) -> None:
    """Computed from the digits in the text: the marks that print them have no part in it."""
    seen = 0
    for entry in plant.read_accept(name):
        figures = figures_of(entry)
        received, carried, handled = (
            figures[f"t3.{row}.total"] for row in ("new_received", "carried_over", "total_handled")
        )
        reviews, direct, after = (
            figures[f"t4.{row}.total"]
            for row in ("review", "direct_litigation", "litigation_after_review")
        )
        wholes = {received, received + carried, handled, reviews, direct + after}
        wholes |= {  # 不予公开、无法提供、不予处理: a kind of one of them, as a share of it
            sum((figures[f"t3.{row}.total"] for row in group.values()), Decimal(0))
            for group in GROUPS.values()
        }
        wholes |= {Decimal(item["number"]) for item in entry["lists"] if item["total"]}
        for said in SHARE.finditer("\n".join(entry["text"].values())):
            seen += 1
            step = Decimal(1).scaleb(-len(said["share"].partition(".")[2]))
            part = 100 * Decimal(said["count"].replace(",", ""))
            assert any(
                whole and abs(part / whole - Decimal(said["share"])) * 2 <= step for whole in wholes
            ), (entry["id"], said[0])
    assert seen > least


@pytest.mark.parametrize("name", BY_VOICE)
def test_a_thousand_plants(name: str) -> None:
    assert len(plant.planted_of(name).read_text(encoding="utf-8").splitlines()) >= 1000


@pytest.mark.parametrize(
    ("name", "least"), [("blind5", 40), ("blind6", 40), ("blind7", 40), ("blind8", 30)]
)
def test_printed_growth_is_that_of_the_two_figures(name: str, least: int) -> None:
    """Computed from the digits in the text, with the sign of the word before them."""
    seen = 0
    for entry in plant.read_accept(name):
        figures, previous = figures_of(entry), figures_of(entry, "previous")
        for section, text in entry["text"].items():
            of_others = {
                aside["start"] for aside in entry["asides"] if str(aside["section"]) == section
            }
            for said in GROWTH.finditer(text):
                if said.start("rate") in of_others:  # a hotline's, a licence's
                    continue
                seen += 1
                step = Decimal(1).scaleb(-len(said["rate"].partition(".")[2]))
                sign = 1 if said["word"][0] in "增上" else -1
                assert any(
                    before
                    and abs(100 * sign * (figures[cell] - before) / before - Decimal(said["rate"]))
                    * 2
                    <= step
                    for cell, before in previous.items()
                    if cell in {"t3.new_received.total", "t4.review.total"}
                ), (entry["id"], said[0])
    assert seen > least


@pytest.mark.parametrize(("name", "least"), [("blind6", 8), ("blind7", 8), ("blind8", 8)])
def test_a_printed_difference_is_that_of_the_two_years(name: str, least: int) -> None:
    """多、增加、减少…件 of applications or reviews: the two years' numbers, one less the other."""
    seen = 0
    for entry in plant.read_accept(name):
        before, now = figures_of(entry, "previous"), figures_of(entry)
        told = [cell for cell in ("t3.new_received.total", "t4.review.total") if before[cell]]
        for sentence in re.findall(r"[^。；\n]+", "\n".join(entry["text"].values())):
            said = DIFFERENCE.search(sentence)
            if said is None or not told or not APPLIED.search(sentence[: said.start()]):
                continue
            seen += 1
            sign = -1 if said["word"] in {"减少", "少"} else 1
            assert Decimal(said["by"]) in {sign * (now[cell] - before[cell]) for cell in told}, (
                entry["id"],
                said[0],
            )
    assert seen > least


@pytest.mark.parametrize(("name", "least"), [("blind5", 30), ("blind7", 60), ("blind8", 60)])
def test_a_printed_breakdown_adds_up(name: str, least: int) -> None:
    """共…条，其中…条: the parts, read from the digits, are the total."""
    seen = 0
    for entry in plant.read_accept(name):
        open_lists = {item["number"] for item in entry["lists"] if item["name"].endswith("~")}
        for said in BREAKDOWN.finditer("\n".join(entry["text"].values())):
            parts = [int(part) for part in re.findall(r"(\d+)条", said["parts"])]
            if len(parts) < 2 or int(said["total"]) in open_lists:
                continue
            seen += 1
            assert sum(parts) == int(said["total"]), (entry["id"], said[0])
    assert seen > least


def test_six_hundred_plants_of_every_family(half: Half) -> None:
    assert len(half.planted) >= 600
    families = Counter(rule for planted in half.planted for rule in planted["rules"])
    for number in (1, 2, 3, 4, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21):
        assert families[f"TX-{number:02d}"] >= 5, number


def test_a_plant_in_the_tables_changes_what_it_says_and_no_more(half: Half) -> None:
    for planted in half.planted:
        if planted["where"] != "tables":
            continue
        entry = half.by_id(planted["narrative"])
        figures, previous = figures_of(entry), figures_of(entry, "previous")
        for code, (old, new) in planted["figures"].items():
            assert figures[code] == Decimal(old) != Decimal(new)
            figures[code] = Decimal(new)
        assert broken(entry["form"], figures) == [], planted["id"]
        if "state" not in planted:  # a fee unpaid, and section 六 silent: nothing stated falls
            assert planted["rules"] == ["TX-21"]
            assert figures["t3.other_fee_unpaid.total"]
            assert all(holds(state, figures, previous) for state in entry["states"])
            continue
        target = entry["states"][planted["state"]]
        assert (planted["cell"], planted["number"]) == (target["cell"], target["number"])
        fallen = {
            index
            for index, state in enumerate(entry["states"])
            if not holds(state, figures, previous)
        }
        same = {
            index
            for index, state in enumerate(entry["states"])
            if state["cell"] == target["cell"] and state["says"] not in {"growth", "previous"}
        }
        assert planted["state"] in fallen
        assert fallen - same == set(planted["falsified"]), planted["id"]
        for index in fallen - same:
            rules = set(planted["rules"]) | set(planted["allowed"])
            assert set(entry["states"][index]["rules"]) <= rules


def test_a_plant_in_the_text_changes_one_number(half: Half) -> None:
    for planted in half.planted:
        if planted["where"] != "text":
            continue
        entry, change = half.by_id(planted["narrative"]), planted["text"]
        text = entry["text"][change["section"]]
        assert text[change["start"] : change["end"]] == change["old"] != change["new"]
        if "state" in planted:
            state = entry["states"][planted["state"]] | {"number": change["new"]}
            assert not holds(state, figures_of(entry), figures_of(entry, "previous"))


def test_plants_are_made_again_the_same(half: Half) -> None:
    # Every tenth narrative: all of them take half a minute.
    for entry in half.entries[::10]:
        mine = [planted for planted in half.planted if planted["narrative"] == entry["id"]]
        assert json.loads(json.dumps(plant.plants(entry))) == mine


def test_a_half_that_is_none_is_told() -> None:
    with pytest.raises(
        SystemExit,
        match="no half 'third'; there are first, blind3, blind4, blind5, blind6, blind7, blind8",
    ):
        folder_of("third")


def test_the_score_is_asked_by_half(half: Half, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.lines_of("accept.jsonl", half.name) == half.entries
    assert score.lines_of("planted.jsonl", half.name) == half.planted
    with pytest.raises(SystemExit, match="2"):
        score.main(["--half", "third"])
    assert "invalid choice: 'third'" in capsys.readouterr().err


def test_an_author_cannot_state_what_is_not_so() -> None:
    figures = read_figures("F2021", ["new 5 c1; carried 1; granted 4; misc 1; forward *"])
    writer = Sentences("F2021", figures, None)
    writer.add(1, "收到{new}件，结转{forward}件，其中企业{new.c|zh}件，占{new.c%new|1}")
    assert writer.out.sections[1] == "收到5件，结转1件，其中企业一件，占20.0%"
    with pytest.raises(FiguresError, match="untrue"):
        writer.add(5, "{0 forward: 全部办结}")
    with pytest.raises(FiguresError, match="unknown name"):
        writer.add(5, "{news}件")
    with pytest.raises(FiguresError, match="leave"):
        read_figures("F2021", ["new 5; granted 4"])
    with pytest.raises(FiguresError, match="T2-02"):
        read_figures("F2021", ["nd 9 1 3"])
