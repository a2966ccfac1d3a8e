"""A table of service as somebody keeps it, and what is found in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from outreach.hours import checking, table
from outreach.hours.table import Service

TODAY = date(2026, 11, 27)
HEADER = "姓名,编号,日期,开始,结束,结束日期,休息,服务内容,地点,核实人,培训"
GOOD = """\
志愿者甲,A001,2026-11-20,9:00,12:30,,10,社区消毒宣传,三元里社区,负责人乙,
志愿者甲,A001,2026/11/21,14：00,18:00,,,电话回访,服务站,负责人乙,防护培训
志愿者丙,A002,2026年11月22日,22点,2:00,2026-11-23,,夜间值守,服务站,负责人乙,
"""


def kept(folder: Path, rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "hours.csv"
    path.write_bytes(f"{header}\n{rows}".encode(encoding))
    return path


def found(path: Path) -> tuple[list[Service], list[str]]:
    services, of_rows, _ = table.read(path, TODAY)
    return services, [f"{one.line} {one.name}: {one.text}" for one in checking.checked(services, of_rows)]
