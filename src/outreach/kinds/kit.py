"""A module's workshop as it is to be held: its agenda, its two test forms, when it begins, where the site is."""

from __future__ import annotations

from dataclasses import dataclass

from outreach import forms
from outreach.agenda import Agenda, Slot, agenda, told
from outreach.faults import OutreachError, meant
from outreach.forms import Forms
from outreach.kinds.sitting import SEED
from outreach.library import Library
from outreach.records import Module, WorkshopPart

SHORT = 6
"""Questions of a short test, unless more objectives than that are taught."""
PLACES = {"module": "modules/{}/index.html", "test": "modules/{}/test.html"}


@dataclass(frozen=True)
class Kit:
    """What every paper and slide of one workshop rests on; `start` in minutes of the day, `address` of the site."""

    library: Library
    module: Module
    agenda: Agenda
    forms: Forms
    start: int | None = None
    address: str = ""

    @property
    def on_screen(self) -> bool:
        """Whether the site's own test asks the same: whole forms, drawn with the site's seed."""
        return bool(self.address) and not self.agenda.short and self.forms.seed == SEED

    @property
    def code(self) -> str:
        """What tells the forms of this workshop from others, as it stands on paper: `PPE-PROTOCOL · site · 12`."""
        return f"{self.module.id} · {self.forms.seed} · {len(self.forms.a)}"

    def link(self, place: str) -> str:
        """The address of the module's own page or of its test; "" where the site's is not known."""
        if not self.address:
            return ""
        return f"{self.address.rstrip('/')}/{self.library.language}/{PLACES[place].format(self.module.id)}"

    def when(self, slot: Slot) -> str:
        """When something is done, by the clock or since the start."""
        span = told(self.start, slot.begin, slot.minutes)
        return span if self.start is not None else self.library.say("workshop-span", span=span)

    def title_of(self, slot: Slot) -> str:
        """What a slot is called in an agenda."""
        if slot.part is None:
            return self.library.say(f"workshop-{slot.kind}")
        if slot.kind == "exercise":
            assert slot.part.exercise is not None
            return self.library.say("workshop-exercise-of", title=slot.part.exercise.title)
        return slot.part.title

    def section(self, part: WorkshopPart) -> str:
        """The section that a part teaches, by its name in the library."""
        return f"{self.module.id}/{part.section}"


def kit(
    library: Library, module: str, minutes: int, seed: str = SEED, start: int | None = None, address: str = ""
) -> Kit:
    """The kit of a module's workshop. Raises OutreachError for a module without one, and for another length.

    The forms are those of the site's seed or another. A short workshop has short ones: only of what it teaches, a pair
    of questions for each objective, and six where there are fewer.
    """
    if module not in library.workshops:
        remedy = meant(module, library.workshops, f"there are {', '.join(library.workshops)}")
        raise OutreachError(f"there is no workshop '{module}'; {remedy}")
    found = agenda(library.workshops[module], minutes)
    if found.short:
        taught = {
            objective for part in found.parts for objective in library.sections[f"{module}/{part.section}"].objectives
        }
        drawn = forms.draw(library, module, seed, SHORT, taught)
    else:
        drawn = forms.draw(library, module, seed)
    return Kit(library, library.modules[module], found, drawn, start, address)
