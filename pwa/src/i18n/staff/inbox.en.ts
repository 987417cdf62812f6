// Messages.
export default {
  'inbox.title': 'Inbox',
  'inbox.bell': 'Inbox',
  'inbox.unread': 'Unread',
  'inbox.urgent': 'Urgent',
  'inbox.unread_n': '{n} unread',
  'inbox.all_read': 'Nothing unread',
  'inbox.read_all': 'Mark all read',
  'inbox.today': 'Today',
  'inbox.yesterday': 'Yesterday',
  'inbox.more': 'Older messages',
  'inbox.none': 'No messages yet',
  'inbox.none_detail': 'When something waits for you, it says so here.',
} as Record<string, string>
