"""Why the demo county is not written."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "demo_among_real_data": Error(
            409,
            "这个数据库里已有其他县的数据，不能写入演示数据",
            "This database holds another county",
            "已有：{county}。演示数据只能写入空数据库；请用 XIAOANMA_DATABASE_URL 另指一个。",
            "It holds {county}. Point XIAOANMA_DATABASE_URL at an empty database.",
        ),
    }
)
