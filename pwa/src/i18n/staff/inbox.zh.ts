// Messages.
export default {
  'inbox.title': '消息',
  'inbox.bell': '消息',
  'inbox.unread': '未读',
  'inbox.urgent': '紧急',
  'inbox.unread_n': '{n} 条未读',
  'inbox.all_read': '没有未读消息',
  'inbox.read_all': '全部已读',
  'inbox.today': '今天',
  'inbox.yesterday': '昨天',
  'inbox.more': '更早的消息',
  'inbox.none': '还没有消息',
  'inbox.none_detail': '有事要您办理时，这里会有提醒。',
} as Record<string, string>
