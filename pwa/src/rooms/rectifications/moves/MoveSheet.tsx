// The right form for a move, in a sheet from below.
import type { ComponentType } from 'preact'

import type { AllowedAction, CaseDetail } from '../../../api/cases'
import { t } from '../../../i18n'
import { EmptyState, Sheet } from '../../../ui'
import { AssignForm } from './AssignForm'
import { ConvertForm } from './ConvertForm'
import { DeclaredForm } from './DeclaredForm'
import { MergeForm } from './MergeForm'
import type { MoveDraft } from './queue'
import { MOVES } from './table'

export interface MoveProps {
  action: AllowedAction
  found: CaseDetail
  onChange: (next: CaseDetail) => void
  onClose: () => void
  /** Only for moves through the outbox: what to start from, and the refused item it replaces. */
  draft?: MoveDraft | undefined
  replaces?: string | undefined
}

/** What a table of fields cannot say: proposals that change with the category, a search, a choice that depends on another. */
const SPECIAL: Record<string, ComponentType<MoveProps>> = { assign: AssignForm, merge: MergeForm, convert: ConvertForm }

export const hasForm = (action: string): boolean => action in MOVES

export function MoveSheet(props: MoveProps) {
  const { action } = props.action
  const Form = SPECIAL[action] ?? (hasForm(action) ? DeclaredForm : undefined)
  return (
    <Sheet title={props.action.label} closeLabel={t('close')} onClose={props.onClose}>
      {Form ? <Form {...props} /> : <EmptyState icon="info" title={t('move.unknown')}>{t('move.unknown_detail')}</EmptyState>}
    </Sheet>
  )
}
