"""Chromium without a screen, and a page in it of which everything that goes wrong is noted."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.bench.producers.programs import BROWSERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@contextmanager
def launched(*arguments: str) -> Iterator[Browser]:
    """A browser with arguments of its own."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        given = ["--no-sandbox", *arguments]
        found = playwright.chromium.launch(executable_path=program, args=given)
        yield found
        found.close()


@contextmanager
def watched(
    browser: Browser, place: str, size: tuple[int, int], *, scripts: bool, refused: str
) -> Iterator[Page]:
    """A page; what goes wrong in it, or is asked of any other ``place``, fails the test.

    Of a request that is ``refused`` (a status) the browser itself complains.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts
    )
    page = context.new_page()
    troubles: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda one: troubles.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: troubles.append(str(one)))
    page.on("request", lambda one: hosts.add(urlsplit(one.url).netloc))
    yield page
    context.close()
    assert [one for one in troubles if f"status of {refused}" not in one] == []
    assert hosts == {place}
