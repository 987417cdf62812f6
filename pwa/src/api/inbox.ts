// My messages: read page by page, marked as read one by one or all that I have seen.
import { request } from './client'
import { queryText } from './query'
import type { Shapes } from './types'

export type InboxItem = Shapes['InboxItem']
export type InboxPage = Shapes['InboxPage']
export type Unread = Shapes['Unread']

export const readInbox = (cursor?: string) => request<InboxPage>('GET', `/inbox${queryText({ cursor })}`)

export const countUnread = () => request<Unread>('GET', '/inbox/unread')

export const markRead = (id: string) => request<Unread>('POST', `/inbox/${id}/read`)

/** `until`: the time of the newest message on the screen; what came since stays unread. */
export const markAllRead = (until: string) => request<Unread>('POST', '/inbox/read_all', { body: { until } })
