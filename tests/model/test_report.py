"""What a report is called, and what is said of a file that nothing is known of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Report, ReportPart

PATHS = st.text("ab#12./\n", min_size=1, max_size=8)
FILES = st.builds(
    lambda path, parts: [
        Report(path, "", part=ReportPart(number, parts) if parts > 1 else None)
        for number in range(1, parts + 1)
    ],
    PATHS,
    st.integers(1, 3),
)


def test_a_report_is_called_by_its_path_and_its_number_in_it() -> None:
    assert Report("a.pdf", "").name == "a.pdf"
    assert Report("a.pdf", "", part=ReportPart(2, 3)).name == "a.pdf#2"
    assert Report("a.pdf#2", "").name == "a.pdf#2#1"


@settings(deadline=None)
@given(st.lists(FILES, unique_by=lambda reports: reports[0].path, max_size=6))
def test_no_two_reports_of_a_run_have_one_name(files: list[list[Report]]) -> None:
    names = [report.name for reports in files for report in reports]
    assert len({*names}) == len(names)


def test_nothing_is_said_of_bytes_that_no_reader_has_seen() -> None:
    assert Report("a.pdf", "").media_type == "application/octet-stream"
