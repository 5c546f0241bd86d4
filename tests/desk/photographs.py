"""The pictures of the READMEs: a page of the desk in each language, as Chromium shows it.

``python -m tests.desk.photographs`` takes them anew, of a sample, when the page looks otherwise.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.bench.producers.programs import BROWSERS
from tests.desk.serving import served

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "pictures"
SAMPLE = ROOT / "samples" / "bad" / "wrong-sum-2023.pdf"
SIZE = {"width": 1280, "height": 760}


def main() -> None:
    """Take both."""
    FOLDER.mkdir(exist_ok=True)
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with (
        TemporaryDirectory() as folder,
        served(Path(folder), None) as desk,
        sync_playwright() as playwright,
    ):
        desk.drop((SAMPLE.name, SAMPLE.read_bytes()))
        key = desk.findings(1)["T3-02"]
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for lang, name in (("zh", "张三"), ("en", "Zhang San")):
            desk.visitor.post("/settings", lang=lang, name=name)
            context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
            base = desk.entrance.address
            context.add_cookies(
                [
                    {"name": one, "value": value, "url": base}
                    for one, value in desk.visitor.cookies.items()
                ]
            )
            page = context.new_page()
            page.goto(f"{base}reports/1?finding={key}", wait_until="networkidle")
            page.locator(f"#finding-{key}").scroll_into_view_if_needed()
            page.screenshot(path=FOLDER / f"desk.{lang}.png")
        browser.close()


if __name__ == "__main__":
    main()
