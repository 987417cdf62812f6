"""The columns of a ledger as offices keep it in Excel, in their order: what the export writes is what the import reads. Pure."""

from __future__ import annotations

TITLES = {
    "number": "序号",
    "school": "学校名称",
    "school_code": "学校标识码",
    "ledger_no": "隐患编号",
    "found_on": "发现时间",
    "found_via": "发现途径",
    "place": "具体部位",
    "note": "隐患内容",
    "category": "隐患类别",
    "severity": "隐患等级",
    "handling": "整改类型",
    "units": "责任单位",
    "responsible": "责任人",
    "measure": "整改措施",
    "interim": "临时防护措施",
    "due_on": "整改时限",
    "funds": "资金",
    "outcome": "完成情况",
    "done_on": "完成时间",
    "verifier": "验收人",
    "verified_on": "验收时间",
    "closed_on": "销号时间",
    "look_back": "回头看",
    "remark": "备注",
}
HANDOVER = (
    *("number", "ledger_no", "school", "place", "note", "category", "severity", "due_on"),
    *("responsible", "measure", "outcome", "done_on"),
)
"""What a unit without network gets on a sheet: the columns of a case, then those it fills in (`FILLED_IN`)."""
FILLED_IN = HANDOVER[-4:]
LEDGER_NAME = "校园安全隐患排查整改台账"
ERASED = "（内容已依法清除）"
