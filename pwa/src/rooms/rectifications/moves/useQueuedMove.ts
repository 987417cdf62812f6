// What the forms of moves made on site share: a kept draft, errors in words, and the way into the outbox.
import { useState } from 'preact/hooks'

import { useDraft } from '../../../offline/useDraft'
import { useMe } from '../../../session'
import type { MoveProps } from './MoveSheet'
import { queueMove } from './queue'
import type { FormField } from './table'
import { valuesOf, type Values } from './values'
import type { Errors } from './validate'
import { translate } from './words'

export function useQueuedMove({ action: { action }, found, draft: given, replaces, onClose }: MoveProps,
  fields: readonly FormField[], empty: Values) {
  const { account } = useMe()
  const started = given && { photos: given.photos, values: { ...empty, ...valuesOf(fields, given.values) } }
  const draft = useDraft(`case:${found.id}:${action}`, empty, started)
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
  return { ...draft, errors, busy, queue }
}
