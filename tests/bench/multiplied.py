"""A content folder of many sections, made from the packaged one: what the site would be like if it grew.

Knows the layout of a content folder and nothing of how it is read. A copy of a module has ids of its own for the
module, its questions and its cases; links inside the module lead inside the copy. Guideline, checklists, procedures,
activities and glossary are shared, as they would be. Sentences without a link or a citation are exchanged for others of
the same language, and some speak of a place with a coined name: few names stand often and most once, so that the number
of different terms grows with the text, but more slowly than the text, as in any language. The same call makes the same
folder.

`python -m tests.bench.multiplied 2000 FOLDER` writes one.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.reading import PACKAGED

EXCHANGED = 0.5
"""Of the sentences that may be exchanged, how many are."""
PLACED = 0.2
"""Of the lines of words, how many speak of a place."""
_ENDS = {"zh": re.compile(r"(?<=[。！？])"), "en": re.compile(r"(?<=[.!?]) (?=[A-Z])")}
_BETWEEN = {"zh": "", "en": " "}
_MARKED = re.compile(r"[\[\]*{}|\"'#`<>:“”]")
_WORDS = re.compile(r"^(\s+(?:stem|text|feedback|result|reason|opening|debrief|close): )([^\"'\[{|>].*)$")
_SENTENCE = {"zh": 8, "en": 30}
_COMMON = "山水石林桥岭江河湖塘坑田岗沙溪湾洲口东西南北中上下大小长新高平安福乐康宁和顺兴金银玉珠龙凤鹤鹿梅兰竹松茶麦"
_SYLLABLES = ("ba", "da", "fen", "gar", "hol", "lin", "mor", "nes", "pel", "quin", "ros", "sal", "tam", "ven", "wil")


@dataclass(frozen=True)
class _Copy:
    """One copy of a module: its number, and what is renamed in it."""

    module: str
    number: int
    questions: tuple[str, ...]
    scenarios: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.module}-{self.number}"

    def renamed(self, text: str) -> str:
        """Text of the module in which everything that is the module's own has its new id."""
        if self.questions:
            text = re.sub(rf"\b({'|'.join(self.questions)})\b", rf"\1-{self.number}", text)
        text = re.sub(r"^(:::\{scenario\})(.*)$", lambda line: line[1] + self._numbered(line[2]), text, flags=re.M)
        text = re.sub(rf"\((section|module):{self.module}(?=[/)])", rf"(\1:{self.name}", text)
        text = re.sub(rf"^(id|module): {self.module}$", rf"\1: {self.name}", text, flags=re.M)
        for scenario in self.scenarios:
            text = re.sub(rf"^id: {scenario}$", f"id: {scenario}-{self.number}", text, flags=re.M)
        return text

    def _numbered(self, names: str) -> str:
        return "".join(f" {name}-{self.number}" for name in names.split())


def multiply(target: Path, sections: int, source: Path = PACKAGED) -> int:
    """Writes a content folder of at least so many sections into `target`; returns how many it has.

    Raises OSError where it cannot be written, and where `target` is there already.
    """
    shutil.copytree(source, target)
    modules = sorted(path.name for path in (source / "modules").iterdir() if path.is_dir())
    sizes = {name: len(list((source / "modules" / name / "sections").glob("*.md"))) for name in modules}
    homes = {"zh": Path(), **{path.name: Path("translations") / path.name for path in _translations(source)}}
    pools = {language: _sentences(source / home, language) for language, home in homes.items()}
    total, made = sum(sizes.values()), 0
    while total < sections:
        module = modules[made % len(modules)]
        copy = _Copy(module, made // len(modules) + 2, _questions(source, module), _scenarios(source, module))
        for language, home in homes.items():
            vary = _Varied(language, pools[language], f"{copy.name}")
            _write(source / home, target / home, copy, vary)
        total += sizes[module]
        made += 1
    return total


class _Varied:
    """Varies words of one language by dice of its own."""

    def __init__(self, language: str, pool: Sequence[str], seed: str) -> None:
        self.language = language
        self.pool = pool
        # The places of a copy are the same in every language.
        self.places = random.Random(f"{seed}/places")
        self.dice = random.Random(f"{seed}/{language}")

    def place(self) -> str:
        """A place with a coined name: its rank falls by Zipf's law, and the rank makes the name."""
        return coined(int(self.places.paretovariate(0.6)) % 1_000_000, self.language)

    def title(self, text: str) -> str:
        name = self.place()
        return f"{text}（{name}）" if self.language == "zh" else f"{text} ({name})"

    def words(self, text: str) -> str:
        """A line of words, its plain sentences exchanged for others, perhaps with a place in front."""
        parts = _ENDS[self.language].split(text)
        for at, part in enumerate(parts):
            if self.pool and part.strip() and not _MARKED.search(part) and self.dice.random() < EXCHANGED:
                parts[at] = self.dice.choice(self.pool)
        said = _BETWEEN[self.language].join(parts)
        if self.dice.random() >= PLACED:
            return said
        name = self.place()
        return f"在{name}，{said}" if self.language == "zh" else f"Seen in {name}. {said}"


def coined(rank: int, language: str) -> str:
    """The name of the place of that rank."""
    dice = random.Random(rank)
    if language == "zh":
        return "".join(dice.choice(_COMMON) for _ in range(2)) + dice.choice("镇村街坊")
    return "".join(dice.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _write(source: Path, target: Path, copy: _Copy, vary: _Varied) -> None:
    """One copy of a module in one language."""
    folder = source / "modules" / copy.module
    there = target / "modules" / copy.name
    for path in sorted((folder / "sections").glob("*.md")):
        _put(there / "sections" / path.name, _section(copy.renamed(path.read_text("utf-8")), vary))
    _put(
        there / "module.yaml", _titled(_numbered(copy.renamed((folder / "module.yaml").read_text("utf-8")), copy), vary)
    )
    questions = source / "questions" / f"{copy.module}.yaml"
    if questions.is_file():
        _put(target / "questions" / f"{copy.name}.yaml", _lines(copy.renamed(questions.read_text("utf-8")), vary))
    for name in copy.scenarios:
        text = copy.renamed((source / "scenarios" / f"{name}.yaml").read_text("utf-8"))
        _put(target / "scenarios" / f"{name}-{copy.number}.yaml", _titled(_lines(text, vary), vary))


def _section(text: str, vary: _Varied) -> str:
    """A section with another title and its paragraphs varied; lists, tables, headings and blocks stand."""
    _, head, body = text.split("---\n", 2)
    lines = [line if not line or line[0] in ":#|-0123456789 " else vary.words(line) for line in body.splitlines()]
    return f"---\n{_titled(head, vary)}---\n" + "\n".join(lines) + "\n"


def _titled(text: str, vary: _Varied) -> str:
    def other(found: re.Match[str]) -> str:
        words, quote = found[1], ""
        if words[0] in "\"'":
            words, quote = words[1:-1], words[0]
        return f"title: {quote}{vary.title(words)}{quote}"

    return re.sub(r"^title: (.*)$", other, text, count=1, flags=re.M)


def _numbered(text: str, copy: _Copy) -> str:
    number = re.search(r"^number: (\d+)$", text, re.M)
    return text.replace(number[0], f"number: {int(number[1]) + 1000 * (copy.number - 1)}", 1) if number else text


def _lines(text: str, vary: _Varied) -> str:
    def other(line: str) -> str:
        found = _WORDS.match(line)
        return found[1] + vary.words(found[2]) if found else line

    return "\n".join(map(other, text.split("\n")))


def _sentences(folder: Path, language: str) -> list[str]:
    """Sentences of all sections that may stand anywhere: no link, no citation, nothing that YAML could misread."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob("modules/*/sections/*.md")):
        for line in path.read_text("utf-8").split("---\n", 2)[2].splitlines():
            if line and line[0] not in ":#|-0123456789 ":
                parts = _ENDS[language].split(line)
                found |= {part.strip(): None for part in parts if _is_plain(part.strip(), language)}
    return [*found]


def _is_plain(sentence: str, language: str) -> bool:
    ends = "。！？" if language == "zh" else ".!?"
    return len(sentence) >= _SENTENCE[language] and sentence[-1] in ends and not _MARKED.search(sentence)


def _questions(source: Path, module: str) -> tuple[str, ...]:
    path = source / "questions" / f"{module}.yaml"
    return tuple(re.findall(r"^- id: (\S+)$", path.read_text("utf-8"), re.M)) if path.is_file() else ()


def _scenarios(source: Path, module: str) -> tuple[str, ...]:
    own: Callable[[str], bool] = lambda text: f"\nmodule: {module}\n" in text  # noqa: E731
    return tuple(sorted(path.stem for path in (source / "scenarios").glob("*.yaml") if own(path.read_text("utf-8"))))


def _translations(source: Path) -> list[Path]:
    return sorted(path for path in (source / "translations").glob("*") if path.is_dir())


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    print(multiply(Path(sys.argv[2]), int(sys.argv[1])), "sections")
