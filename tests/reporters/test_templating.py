"""A template cannot write what is not text, nor leave text as it came."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError, nodes

from checker.desk.rendering import FOLDER
from checker.reporters.print.templating import OWN, _environment


def written(source: str, **values: object) -> str:
    return _environment().from_string(source).render(values)


def test_every_value_is_made_inert_and_escaped() -> None:
    nasty = "<b>&\"'\x1b\u202e\n"
    escaped = r"&lt;b&gt;&amp;&#34;&#39;\x1b\u202e "
    assert written("<p>{{ x }}</p>", x=nasty) == f"<p>{escaped}</p>"
    assert written('<p title="{{ x }}">', x=nasty) == f'<p title="{escaped}">'
    assert written("{% set y %}<i>{{ x }}</i>{% endset %}{{ y }}", x=nasty) == f"<i>{escaped}</i>"
    macro = "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(x) }}"
    assert written(macro, x=nasty) == f"<i>{escaped}</i>"
    assert written("{% for x in a %}{{ x ~ x }}{% endfor %}", a=("<", 1)) == "&lt;&lt;11"


@pytest.mark.parametrize(
    "source",
    [
        "{{ x | safe }}",
        "{{ ['a', x] | join('<br>') }}",
        "{{ '<b>%s</b>' | format(x) }}",
        "{{ [1, 2] | random }}",
    ],
)
def test_no_filter_goes_round_that(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="No filter named"):
        written(source, x="<b>")


@pytest.mark.parametrize("source", ["{{ x }}", "{{ y.x }}", "{{ lipsum() }}", "{{ range(3) }}"])
def test_what_is_not_there_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedError, match=r"x|lipsum|range"):
        written(source, y="")


@pytest.mark.parametrize("value", [None, True, 0.1, ("a",), b"a"])
def test_only_text_and_whole_numbers_are_written(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        written("{{ x }}", x=value)


@pytest.mark.parametrize(("folder", "known"), [(OWN, "page.html"), (FOLDER, "desk.html")])
def test_no_template_turns_escaping_off(folder: str, known: str) -> None:
    environment = _environment(folder)
    templates = environment.list_templates(extensions=["html"])
    assert known in templates
    assert environment.loader is not None
    for name in templates:
        source, *_ = environment.loader.get_source(environment, name)
        assert not list(environment.parse(source).find_all(nodes.EvalContextModifier))
