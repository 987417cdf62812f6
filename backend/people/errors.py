"""What can go wrong with accounts and sign-in, in words that say what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "sign_in_wrong": Error(
            401,
            "账号或密码不对",
            "Account or password is wrong",
            "请核对手机号（或用户名）和密码。忘记密码时，请联系邀请您的人重置。",
            "Check both. If the password is forgotten, ask whoever invited you to reset it.",
        ),
        "account_disabled": Error(
            403,
            "账号已停用",
            "Account disabled",
            "这个账号已停用。如需恢复，请联系单位的管理人员。",
            "This account is disabled. Ask your unit's administrator.",
        ),
        "password_wrong": Error(
            422,
            "原密码不对",
            "The present password is wrong",
            "请重新输入现在使用的密码。",
            "Type the password that you use now.",
        ),
        "password_too_weak": Error(
            422,
            "新密码不够安全",
            "The new password is too weak",
            "请换一个至少 10 位、不含手机号或用户名、也不同于原密码的密码。",
            "Use at least 10 characters, without your phone or user name, different from the old one.",
        ),
        "identifier_form_wrong": Error(
            422,
            "账号格式不对",
            "Not a phone number or user name",
            "请填 11 位手机号，或以字母开头、3 到 32 位的用户名（小写字母、数字、点、横线）。",
            "Give an 11-digit mobile number, or a user name of 3 to 32 characters that starts with a letter.",
        ),
        "identifier_taken": Error(
            409,
            "这个手机号或用户名已有账号",
            "This phone or user name already has an account",
            "邀请不能接管已有账号。本人请直接登录；需要增加权限时，请联系邀请您的人。",
            "An invitation cannot take over an account. Sign in instead, or ask your inviter for the grant.",
        ),
        "invitation_used": Error(
            410,
            "邀请链接已使用",
            "Invitation already used",
            "一个邀请只能用一次。如果不是您本人使用的，请立即告诉邀请您的人。",
            "An invitation works once. If it was not you, tell your inviter at once.",
        ),
        "invitation_expired": Error(
            410,
            "邀请链接已过期",
            "Invitation expired",
            "邀请 7 天内有效，请联系邀请您的人重新发送。",
            "Invitations last 7 days; ask for a new one.",
        ),
        "role_not_givable": Error(
            403,
            "不能授予这个角色",
            "Not yours to give",
            "您只能在自己的管辖范围内授予不高于自己的角色。请联系上级或安全管理员办理。",
            "You may give roles up to your own, within your scope. Ask the security administrator.",
        ),
        "successor_unfit": Error(
            422,
            "不能移交给这个人",
            "Not somebody to hand over to",
            "请选择同一单位、账号在用的另一个人。",
            "Choose another person of the same unit whose account is in use.",
        ),
        "role_unknown": Error(422, "没有这个角色", "No such role", "可用的角色：{roles}。", "The roles are: {roles}."),
        "scope_unfit": Error(
            422,
            "角色与管辖范围不匹配",
            "Role and scope do not fit",
            "“{role}”的管辖范围应为：{scopes}。请重新选择。",
            'The scope of "{role}" must be one of: {scopes}.',
        ),
        "unit_unfit": Error(
            422,
            "不能指定这个单位",
            "Unit not yours to name",
            "请选择本县、并且在您管辖范围内的单位。",
            "Choose a unit of the same county and within your own scope.",
        ),
        "second_factor_missing": Error(
            403,
            "还没有绑定动态口令",
            "No second factor yet",
            "办理保密事项须先绑定动态口令。请打开“我 → 动态口令”，按提示绑定。",
            "Confidential matters need a second factor. Enrol one on your own page.",
        ),
        "second_factor_required": Error(
            403,
            "请输入动态口令",
            "Prove your second factor",
            "输入手机验证器上的 6 位数字后继续，30 分钟内不用再输。",
            "Type the six digits of your authenticator; it holds for 30 minutes.",
        ),
        "second_factor_wrong": Error(
            422,
            "动态口令不对",
            "The code is wrong",
            "请输入验证器上正在显示的 6 位数字，每个只能用一次；手机时间要准。也可以用恢复码。",
            "Type the digits shown now; each works once, and the phone's clock must be right. A recovery code works too.",
        ),
        "second_factor_not_started": Error(
            409,
            "请重新开始绑定",
            "Start again",
            "没有等待确认的绑定。请返回重新生成二维码。",
            "No enrolment waits for a code; make a new QR code.",
        ),
        "second_factor_unreadable": Error(
            409,
            "动态口令已失效",
            "The second factor cannot be read",
            "系统密钥已更换，原来的绑定不能再用。请联系安全管理员重置后重新绑定。",
            "The site's keys have changed. Ask the security administrator for a reset, then enrol again.",
        ),
        "import_county_unknown": Error(
            422,
            "请先选择要导入的县",
            "Say which county",
            "您管辖不止一个县，请选择县后再上传。",
            "You act for more than one county; say which.",
        ),
        "account_import_not_clean": Error(
            409,
            "还有错误没有改",
            "Errors remain",
            "有 {failed} 行需要修改。请改好后重新上传，或选择只导入没有错误的行。",
            "{failed} rows need a change: mend them and upload again, or import only the clean rows.",
        ),
    }
)
