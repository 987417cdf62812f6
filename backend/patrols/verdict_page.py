"""The tables of docs/patrol-verdict.zh-CN.md, made from the code: `python -m backend.patrols.verdict_page` writes them anew.

Each stands between `<!-- name -->` and `<!-- /name -->`; the words around them are written by hand.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from backend.patrols.reasons import LEVELS, REASONS, Reason
from backend.patrols.thresholds import THRESHOLDS

PAGE = Path(__file__).parents[2] / "docs" / "patrol-verdict.zh-CN.md"
ASPECTS = {
    **{"position": "定位", "photo": "现拍照片", "code": "扫的码", "pace": "快慢"},
    **{"stay": "停留", "time": "时间", "device": "手机"},
}


def reason_table() -> str:
    """Every reason with its aspect, points and sentence, as people read it."""
    rows = [
        f"| `{code}` | {ASPECTS[reason.aspect]} | {_weight(reason)} | {reason.zh} |" for code, reason in REASONS.items()
    ]
    return "\n".join(["| 代码 | 方面 | 疑点分 | 说明 |", "| --- | --- | --- | --- |", *rows])


def threshold_table() -> str:
    """Every number with its unit and reason."""
    rows = [
        f"| `{field.name}` | {getattr(THRESHOLDS, field.name):g} {field.metadata['unit']} | {field.metadata['why']} |"
        for field in fields(THRESHOLDS)
        if field.metadata
    ]
    title = f"版本 `{THRESHOLDS.version}`"
    return "\n".join([title, "", "| 名称 | 数值 | 为什么 |", "| --- | --- | --- |", *rows])


def level_table() -> str:
    """The four levels."""
    means = {
        "confirmed": "定位就在点位，没有任何疑点。",
        "plausible": "没有理由怀疑，也可能只是没有定位可比。多数“没有定位”的记录在这里。",
        "doubtful": f"疑点满 {THRESHOLDS.doubtful_from:g} 分。请负责人看一眼理由，问一句。",
        "contradicted": f"相反的证据满 {THRESHOLDS.contradicted_from:g} 分，例如手机当时在几公里外。缺少证据永远到不了这里。",
    }
    rows = [f"| {zh} | `{level}` | {means[level]} |" for level, (zh, _) in LEVELS.items()]
    return "\n".join(["| 结论 | 代码 | 意思 |", "| --- | --- | --- |", *rows])


TABLES = {"levels": level_table, "reasons": reason_table, "thresholds": threshold_table}


def renewed(text: str) -> str:
    """Return the page with its tables made anew."""
    for name, table in TABLES.items():
        first, last = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        if text.count(first) != 1 or text.count(last) != 1:
            raise ValueError(f"the page must have one place for the table {name!r}")
        before, rest = text.split(first)
        text = f"{before}{first}\n{table()}\n\n{last}{rest.split(last)[1]}"
    return text


def _weight(reason: Reason) -> str:
    return "支持在场" if reason.speaks_for else str(reason.points)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
