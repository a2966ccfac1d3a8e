"""Cuts the sheet font from the static TTF files of Noto Sans SC. Run by hand, rarely; not part of the package's code.

    python src/outreach/fonts/cut.py Regular.ttf Bold.ttf

Source: Noto Sans SC, static instances (npm package @expo-google-fonts/noto-sans-sc 0.4.3), SIL Open Font License 1.1.
Kept: every Han character the source has (it covers GBK, GB 2312 and the 8,105 characters of 通用规范汉字表), Latin with
its accents, Greek, punctuation, arrows, numbers, symbols. Dropped: kana, hangul, vertical and alternative forms.
Renamed to "Outreach Sans SC", as a modified font must be.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Outreach Sans SC"
KEPT = [
    (0x20, 0x17F), (0x192, 0x192), (0x1CD, 0x1DC), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x266F), (0x3000, 0x303F), (0x3220, 0x32FF), (0xFF00, 0xFFEF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),
]  # fmt: skip


def cut(source: Path, weight: str, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    wanted = [code for code in font.getBestCmap() if any(low <= code <= high for low, high in KEPT)]
    options = Options(layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False, desubroutinize=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    names = font["name"]
    postscript = FAMILY.replace(" ", "") + "-" + weight
    for identifier, text in {1: FAMILY, 2: weight, 3: postscript, 4: f"{FAMILY} {weight}", 6: postscript}.items():
        names.names = [record for record in names.names if record.nameID != identifier]
        names.setName(text, identifier, 3, 1, 0x409)
    font.save(target)
    print(f"{target.name}: {len(wanted)} characters, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    here = Path(__file__).parent
    for path, weight in zip(sys.argv[1:3], ("Regular", "Bold"), strict=True):
        cut(Path(path), weight, here / f"OutreachSansSC-{weight}.ttf")
