// The right form for a move, in a sheet from below.
import type { ComponentType } from 'preact'

import type { AllowedAction, CaseDetail } from '../../../api/cases'
import { t } from '../../../i18n'
import { EmptyState, Sheet } from '../../../ui'
import { AcknowledgeForm } from './AcknowledgeForm'
import { AssignForm } from './AssignForm'
import { CloseOutForm } from './CloseOutForm'
import { ConvertForm } from './ConvertForm'
import { FailForm } from './FailForm'
import { MergeForm } from './MergeForm'
import { PlainForm } from './PlainForm'
import type { MoveDraft } from './queue'
import { RejectForm } from './RejectForm'
import { SelfAssignForm } from './SelfAssignForm'
import { SubmitForm } from './SubmitForm'
import { VerifyForm } from './VerifyForm'
import { WordsForm } from './WordsForm'

export interface MoveProps {
  action: AllowedAction
  found: CaseDetail
  onChange: (next: CaseDetail) => void
  onClose: () => void
  /** Only for moves through the outbox: what to start from, and the refused item it replaces. */
  draft?: MoveDraft | undefined
  replaces?: string | undefined
}

const FORMS: Record<string, ComponentType<MoveProps>> = {
  assign: AssignForm, self_assign: SelfAssignForm, reject: RejectForm, merge: MergeForm, acknowledge: AcknowledgeForm,
  submit: SubmitForm, verify: VerifyForm, fail: FailForm, close_out: CloseOutForm, convert: ConvertForm,
  ask_info: WordsForm, supplement: WordsForm, appeal: WordsForm, reopen: WordsForm, keep_closed: WordsForm, release: PlainForm,
  dispute: WordsForm, confirm_solved: PlainForm,
}

export const hasForm = (action: string): boolean => action in FORMS

export function MoveSheet(props: MoveProps) {
  const Form = FORMS[props.action.action]
  return (
    <Sheet title={props.action.label} closeLabel={t('close')} onClose={props.onClose}>
      {Form ? <Form {...props} /> : <EmptyState icon="info" title={t('move.unknown')}>{t('move.unknown_detail')}</EmptyState>}
    </Sheet>
  )
}
