"""Why a backup or a restore stops, and what to do; before anything that looks whole is there."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "backup_tool_missing": Error(
            422,
            "没有找到 {tool}",
            "{tool} is not installed",
            "PostgreSQL 的备份和恢复要用与服务器同版本的客户端工具，请安装 postgresql-client 后再运行。",
            "Install the PostgreSQL client tools of the server's version.",
        ),
        "backup_tool_failed": Error(
            422,
            "{tool} 没有成功",
            "{tool} failed",
            "它说：{said}。版本不符时，请安装与服务器同版本的 postgresql-client。没有留下备份或恢复的内容。",
            "It said: {said}. Install client tools of the server's version where versions differ.",
        ),
        "backup_running": Error(
            409,
            "这个文件夹里正在备份",
            "A backup is running there",
            "请等另一个备份结束，或换一个文件夹。",
            "Wait for the other one, or choose another folder.",
        ),
        "backup_unfinished": Error(
            422,
            "备份没有完成",
            "The backup was not finished",
            "{said}。没有留下看似完整的备份；请检查磁盘空间和权限后重新运行，已拷贝的照片不会重拷。",
            "{said}. Check space and rights, then run it again; photos copied so far are kept.",
        ),
        "backup_not_one": Error(
            422,
            "这不是一份完整的备份",
            "Not a whole backup",
            "{where} 里没有可用的 manifest.json。请选择备份文件夹下以时间命名的那一层。",
            "There is no manifest.json that can be read in {where}. Choose the folder named by its time.",
        ),
        "backup_damaged": Error(
            422,
            "备份已损坏",
            "The backup is damaged",
            "缺失或被改动：{names}。什么也没有写入。请换一份更早的备份。",
            "Missing or changed: {names}. Nothing was written. Take an older one.",
        ),
        "backup_newer": Error(
            422,
            "备份来自更新的版本",
            "The backup is of a newer release",
            "备份的版本是 {version}（{revision}），请先把程序更新到这个版本或更新，再恢复。",
            "It was made by {version} ({revision}); update this program first.",
        ),
        "restore_not_empty": Error(
            409,
            "那里已有内容",
            "There is something there already",
            "{where} 不是空的，恢复从不覆盖。请指定一个空的位置。",
            "{where} is not empty, and restoring never overwrites. Name an empty place.",
        ),
        "restore_unfinished": Error(
            422,
            "恢复没有完成",
            "The restore was not finished",
            "{said}。备份没有被改动；请检查磁盘空间和权限，清空 {where} 后重新运行。",
            "{said}. The backup is as it was; check space and rights, empty {where} and run it again.",
        ),
        "restore_keys_missing": Error(
            422,
            "备份里没有密钥",
            "The backup holds no keys",
            "请用 --keys 指定单独保管的 secrets.json；没有它，群众手里的取件码都查不到了。",
            "Name the secrets.json kept apart with --keys; without it no pickup code works any more.",
        ),
        "restore_other_database": Error(
            422,
            "数据库种类不同",
            "Another kind of database",
            "备份来自 {kind}，请让 XIAOANMA_DATABASE_URL 指向同一种数据库的空库。",
            "The backup is of {kind}; let XIAOANMA_DATABASE_URL name an empty database of that kind.",
        ),
    }
)
