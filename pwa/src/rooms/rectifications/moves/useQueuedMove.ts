// What the forms of submit, verify and fail share: a kept draft, errors in words, and the way into the outbox.
import { useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { useDraft, type Draft } from '../../../offline/useDraft'
import { useMe } from '../../../session'
import type { MoveProps } from './MoveSheet'
import { queueMove } from './queue'
import type { Errors } from './validate'
import { translate } from './words'

export function useQueuedMove<T extends Record<string, string | boolean>>(
  { action: { action }, found, draft: given, replaces, onClose }: MoveProps, empty: T,
) {
  const { account } = useMe()
  const started = given && { photos: given.photos, values: { ...empty, ...pick(given.values, Object.keys(empty)) } as T }
  const draft = useDraft(`case:${found.id}:${action}`, empty, started as Draft<T> | undefined)
  const [errors, setErrors] = useState<Errors>({})
  const [busy, setBusy] = useState(false)

  const queue = async (move: { errors: Errors; fields: Record<string, unknown> }) => {
    setErrors(translate(move.errors))
    if (Object.keys(move.errors).length) return
    setBusy(true)
    await queueMove({ owner: account.id, found, action, fields: move.fields, photos: draft.photos, replaces })
    await draft.drop()
    onClose()
  }
  return { ...draft, errors, busy, queue, label: t(`action.${action}`) }
}

function pick(values: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}
