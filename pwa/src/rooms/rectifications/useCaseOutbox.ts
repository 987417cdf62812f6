// The move of this case that still waits on this phone, if there is one.
import type { OutboxItem } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'

export const movePath = (caseId: string): string => `/cases/${caseId}`

export const actionOf = (item: OutboxItem): string => item.path.split('/').pop() ?? ''

export function useCaseOutbox(caseId: string): OutboxItem | undefined {
  return useOutbox().items.find((item) => item.photoPath === movePath(caseId))
}
