"""Everything a run of the command line can be told, and the options for it.

The fields are the one list of settings; ``config`` fills them. Imports nothing heavy.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from checker.options import LEVELS, Options
from checker.options.setting import Field, Kind, Section, Setting, fields_of

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech

NEVER = "never"
COLORS = ("auto", "always", NEVER)


class RunConfig(NamedTuple):
    """A run of the command line.

    ``options`` is how reports are read and judged; the rest is what was given, what is written
    and what ends the run. ``origins`` says by key where each setting comes from that is no
    default, ``files`` which configuration files were read.
    """

    options: Options = Options()
    paths: tuple[str, ...] = ()
    exclude: Annotated[
        tuple[str, ...], Setting(Kind.TEXTS, Section.SETTINGS, "exclude", "GLOB")
    ] = ()
    output_format: Annotated[str, Setting(Kind.WORD, Section.OUTPUT, "output-format", "FORMAT")] = (
        "text"
    )
    output_file: Annotated[
        str | None,
        Setting(Kind.TEXT, Section.OUTPUT, metavar="FILE", flags=("-o", "--output-file")),
    ] = None
    reports: Annotated[
        tuple[str, ...],
        Setting(Kind.TEXTS, Section.DELIVERY, metavar="FORMAT=FILE", flags=("--report",)),
    ] = ()
    statistics: Annotated[bool, Setting(Kind.SWITCH, Section.DELIVERY)] = False
    sidecar: Annotated[bool, Setting(Kind.SWITCH, Section.DELIVERY)] = False
    font: Annotated[str | None, Setting(Kind.TEXT, Section.DELIVERY, metavar="FILE")] = None
    list_all: Annotated[bool, Setting(Kind.SWITCH, Section.DELIVERY, flags=("--list-all",))] = False
    sign_key: Annotated[
        str | None, Setting(Kind.TEXT, Section.DELIVERY, metavar="FILE", flags=("--sign-key",))
    ] = None
    fail_on: Annotated[
        str,
        Setting(Kind.WORD, Section.DELIVERY, "fail-on", "LEVEL", choices=(*LEVELS, NEVER)),
    ] = LEVELS[0]
    exit_zero: Annotated[bool, Setting(Kind.SWITCH, Section.DELIVERY)] = False
    strict_inputs: Annotated[bool, Setting(Kind.SWITCH, Section.DELIVERY, "strict-inputs")] = False
    color: Annotated[str, Setting(Kind.WORD, Section.READING, metavar="WHEN", choices=COLORS)] = (
        COLORS[0]
    )
    quiet: Annotated[bool, Setting(Kind.SWITCH, Section.READING, flags=("-q", "--quiet"))] = False
    no_cache: Annotated[
        bool, Setting(Kind.SWITCH, Section.READING, "no-cache", flags=("--no-cache",))
    ] = False
    config: Annotated[tuple[str, ...], Setting(Kind.TEXTS, Section.SETTINGS, metavar="FILE")] = ()
    isolated: Annotated[bool, Setting(Kind.SWITCH, Section.SETTINGS)] = False
    show_settings: Annotated[bool, Setting(Kind.SWITCH, Section.SETTINGS)] = False
    waivers: Annotated[
        str, Setting(Kind.TEXT, Section.SETTINGS, "waivers", "FILE", is_path=True)
    ] = ""
    no_waivers: Annotated[bool, Setting(Kind.SWITCH, Section.SETTINGS)] = False
    readings: Annotated[
        str, Setting(Kind.TEXT, Section.SETTINGS, "readings", "FILE", is_path=True)
    ] = ""
    no_readings: Annotated[bool, Setting(Kind.SWITCH, Section.SETTINGS)] = False
    date: Annotated[str | None, Setting(Kind.TEXT, Section.SETTINGS, metavar="DATE")] = None
    store: Annotated[str, Setting(Kind.TEXT, Section.REGISTER, "store", "URL")] = ""
    origins: Mapping[str, str] = MappingProxyType({})
    files: tuple[str, ...] = ()

    @property
    def lang(self) -> str:
        """The language of all that is said."""
        return self.options.lang


SETTINGS: tuple[Field, ...] = tuple(fields_of(RunConfig()))
OF_REPORTS = ("severity", "blank-as-zero", "previous", "bodies", "scope")
"""How reports are judged, by name: no matter of commands that are about rules alone."""


def add_section(
    group: "argparse._ArgumentGroup",
    speech: "Speech",
    section: Section,
    *,
    choices: Mapping[str, Sequence[str]] = MappingProxyType({}),
    but: Sequence[str] = (),
) -> None:
    """The options of a section, but those named; ``choices`` are a command's own, by name."""
    for field in SETTINGS:
        if field.setting.section is section and field.name not in but:
            add_setting(group, speech, field, choices.get(field.name, field.setting.choices))


def add_setting(
    group: "argparse._ArgumentGroup", speech: "Speech", field: Field, choices: Sequence[str] = ()
) -> None:
    """The option of a setting. It has no default: what was not given is not in the arguments."""
    kind, metavar = field.setting.kind, field.setting.metavar
    # None stands for not given, and is told from whatever a file or the environment may say.
    how: dict[str, Any] = {"metavar": metavar}
    if kind in (Kind.SWITCH, Kind.RULES):
        how = {"action": "store_true"}
    elif kind in (Kind.TEXTS, Kind.NAMES, Kind.LEVELS):
        how["action"] = "append"
    elif kind is Kind.COUNT:
        how["type"] = speech.count
    elif kind is Kind.WORD:
        how["choices"] = tuple(choices)
    group.add_argument(
        *field.flags,
        dest=dest(field),
        default=None,
        help=speech.words(
            f"help.option.{field.name}", choices=" ".join(choices), either=speech.either(choices)
        ),
        **how,
    )


def dest(field: Field) -> str:
    """Where the parsed arguments keep a setting."""
    return field.name.replace("-", "_")
