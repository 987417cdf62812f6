"""What a check of a proof bundle can find, as codes and in Chinese. Pure standard library; a bundle carries this file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

VERDICTS = {
    "anchored": "已锚定，完整无改动",
    "consistent": "前后一致，未经外部锚定",
    "faulty": "有问题，不能作为证明",
}
FAULTS = {
    "zip_damaged": "压缩包不完整或已损坏，多半是传输中断，请重新拷贝",
    "name_refused": "压缩包里有不安全、重复或不该有的文件名",
    "file_missing": "缺少文件",
    "format_unknown": "格式不是本程序认识的版本",
    "manifest_malformed": "说明文件 manifest.json 写法不对",
    "chain_malformed": "链首文件 chain.json 写法不对",
    "chain_foreign": "这一条属于另一条链",
    "entry_malformed": "这一条的写法被改动",
    "entry_changed": "这一条的时间、事项、经办人或照片清单被改动",
    "entry_missing": "此前缺少条目，或次序被打乱",
    "order_broken": "与前一条接不上，次序被改动或前一条被改动",
    "last_entry_missing": "末尾的条目缺失",
    "head_mismatch": "链首与最后一条不符",
    "text_changed": "这一条的内容被改动",
    "photo_changed": "照片被改动",
    "photo_missing": "照片缺失",
    "photo_stray": "照片不属于任何一条",
    "index_changed": "可读页 index.html 与条目不符",
    "anchor_malformed": "锚定文件写法不对",
    "anchor_without_chain": "锚定文件里没有这条链",
    "anchor_other_school": "锚定文件里这条链属于另一所学校",
    "anchor_mismatch": "条目与锚定文件不符，整包可能被重写",
    "anchor_ahead": "锚定文件记有更后面的条目，证明包里没有",
}


@dataclass(frozen=True)
class Finding:
    """One fault: its code, where it is (an entry's number or a file's name), and both in Chinese."""

    code: str
    where: str

    @property
    def text(self) -> str:
        """The fault in Chinese."""
        place = f"第 {self.where} 条" if self.where.isdigit() else self.where
        return f"{place}：{FAULTS[self.code]}" if place else FAULTS[self.code]


@dataclass
class Report:
    """What a check found. `anchored_to` is the last entry that an outside anchor vouches for.

    Of `withdrawn` entries no later entry accounts for those that are `withdrawn_silently`: worth asking about.
    """

    faults: list[Finding] = field(default_factory=list)
    entries: int = 0
    photos: int = 0
    withdrawn: list[int] = field(default_factory=list)
    withdrawn_silently: list[int] = field(default_factory=list)
    not_received: list[str] = field(default_factory=list)
    anchored_to: int | None = None

    @property
    def verdict(self) -> str:
        """One of VERDICTS."""
        return "faulty" if self.faults else "consistent" if self.anchored_to is None else "anchored"

    def fault(self, code: str, where: object = "") -> None:
        """Note a fault once."""
        finding = Finding(code, str(where))
        if finding not in self.faults[-50:]:
            self.faults.append(finding)

    def as_dict(self) -> dict[str, Any]:
        """Everything as JSON."""
        told = asdict(self) | {"verdict": self.verdict, "verdict_text": VERDICTS[self.verdict]}
        return told | {"faults": [asdict(fault) | {"text": fault.text} for fault in self.faults]}

    def as_text(self) -> str:
        """Everything in Chinese."""
        lines = [f"结论：{VERDICTS[self.verdict]}", f"条目 {self.entries} 条，照片 {self.photos} 张。"]
        lines += [fault.text for fault in self.faults]
        if self.anchored_to is not None and self.anchored_to < self.entries:
            lines.append(f"锚定到第 {self.anchored_to} 条；其后 {self.entries - self.anchored_to} 条只能说前后一致。")
        lines += [f"第 {seq} 条：内容已依法撤除（withdrawn）" for seq in self.withdrawn]
        lines += [f"第 {seq} 条：没有找到撤除它的记录，请查问" for seq in self.withdrawn_silently]
        lines += [f"照片 {sent[:12]}…：已声明，尚未收到" for sent in self.not_received]
        return "\n".join(lines)
