// Every move of a case as its form needs it: where it stands among the others, how it travels, which fields and in what
// order. What may be done, by whom and when is the server's answer (`allowed_actions`); nothing of that is said here.
import type { AllowedAction } from '../../../api/cases'
import { FIELDS, type FieldSpec } from './fields'

export type Group = 'triage' | 'fix' | 'check' | 'request' | 'supervise' | 'correct' | 'reporter'

export const GROUPS: readonly Group[] = ['reporter', 'triage', 'fix', 'check', 'request', 'supervise', 'correct']

export interface MoveSpec {
  group: Group
  /** In the order of the form; shown as far as the server's `needs` name them. */
  fields: readonly string[]
  /** Made on site, with photos: kept on the phone until the server has it. Others are sent at once. */
  queued?: boolean
  /** Goes against somebody's work. */
  danger?: boolean
  /** A word of `field` that is something else here. */
  instead?: Readonly<Record<string, FieldSpec>>
  /** Drawn by a component of its own. */
  special?: boolean
}

export const MOVES: Readonly<Record<string, MoveSpec>> = {
  assign: {
    group: 'triage', special: true,
    fields: [
      'category', 'severity', 'criteria_item', 'handling', 'lead_unit_id', 'due_at', 'tracker_id', 'recurrence_of_id', 'note',
    ],
  },
  self_assign: { group: 'triage', fields: ['category'] },
  fix_on_spot: { group: 'triage', queued: true, fields: ['category', 'photo', 'measure', 'checked_by'] },
  ask_info: { group: 'triage', fields: ['question'] },
  merge: { group: 'triage', special: true, fields: ['master_case_id', 'note'] },
  refer_out: { group: 'triage', fields: ['channel', 'how'] },
  reject: {
    group: 'triage', danger: true, fields: ['reason', 'note'],
    instead: { reason: { kind: 'choice', options: ['not_a_hazard', 'not_found', 'test', 'abuse'] } },
  },
  release: { group: 'triage', fields: [] },
  convert: { group: 'triage', special: true, danger: true, fields: ['psn_category'] },
  restore: { group: 'triage', fields: ['reason'] },
  unmerge: { group: 'triage', fields: ['reason'] },

  acknowledge: { group: 'fix', fields: ['typed_in', 'responsible_name', 'planned_measure'] },
  submit: { group: 'fix', queued: true, fields: ['typed_in', 'photo', 'measure'] },
  plan: { group: 'fix', fields: ['planned_measure', 'responsible_name', 'funds', 'planned_until', 'contingency'] },
  check_interim: { group: 'fix', queued: true, fields: ['in_place', 'photo', 'note'] },
  record_interim: {
    group: 'fix', queued: true, fields: ['photo', 'measure', 'valid_until'],
    instead: { measure: { kind: 'long', most: 500, least: 2 } },
  },

  verify: { group: 'check', queued: true, fields: ['on_site', 'photo', 'note', 'position'] },
  fail: { group: 'check', queued: true, danger: true, fields: ['reason', 'photo', 'position'] },
  close_out: { group: 'check', fields: ['note'] },
  object: { group: 'check', danger: true, fields: ['reason'] },
  pass_look_back: { group: 'check', queued: true, fields: ['photo', 'note', 'position'] },
  fail_look_back: { group: 'check', queued: true, danger: true, fields: ['photo', 'reason', 'position'] },
  reopen: { group: 'check', queued: true, danger: true, fields: ['reason', 'photo'] },
  keep_closed: { group: 'check', fields: ['reason'] },

  grant_extension: { group: 'request', fields: ['note'] },
  refuse_extension: { group: 'request', danger: true, fields: ['note'] },
  approve_transfer: { group: 'request', fields: ['keep_as_co_unit', 'note'] },
  refuse_transfer: { group: 'request', danger: true, fields: ['note'] },
  ask_extension: { group: 'request', queued: true, fields: ['new_due_at', 'reason', 'photo'] },
  ask_transfer: { group: 'request', fields: ['to_unit_id', 'reason', 'legal_basis'] },

  answer_whistle: { group: 'supervise', fields: ['note'] },
  whistle: { group: 'supervise', fields: ['note', 'unit_id'] },
  urge: { group: 'supervise', fields: ['note'] },
  set_tracker: { group: 'supervise', fields: ['tracker_id'] },
  escalate: { group: 'supervise', fields: ['note', 'letter_kind'] },
  put_on_agenda: { group: 'supervise', fields: ['note'] },
  take_off_agenda: { group: 'supervise', fields: ['note'] },
  take_over: { group: 'supervise', fields: ['document_no', 'milestone_at', 'note'] },

  raise_severity: { group: 'correct', fields: ['criteria_item', 'note'] },
  lower_severity: { group: 'correct', danger: true, fields: ['reason'] },
  correct: { group: 'correct', fields: ['school_id', 'category', 'place_text', 'reason'] },

  supplement: { group: 'reporter', queued: true, fields: ['note', 'photo'] },
  appeal: { group: 'reporter', queued: true, fields: ['note', 'photo'] },
  confirm_solved: { group: 'reporter', fields: [] },
  dispute: { group: 'reporter', queued: true, fields: ['note', 'photo'] },
}

/** Which one stands beside the main move when several could: the other answer first, then what is needed most on site. */
export const BESIDE = [
  'fail', 'object', 'refuse_extension', 'refuse_transfer', 'fail_look_back', 'keep_closed', 'answer_whistle', 'dispute',
  'self_assign', 'reject', 'check_interim', 'record_interim', 'ask_transfer', 'urge', 'reopen', 'restore', 'unmerge',
] as const

export interface FormField extends FieldSpec { name: string; required: boolean }

/** The fields of a form: those of its move that the server asks for, in the form's order. */
export function fieldsOf({ action, needs, typed_in }: Pick<AllowedAction, 'action' | 'needs' | 'typed_in'>): FormField[] {
  const move = MOVES[action]
  return (move?.fields ?? []).filter((name) => name !== 'typed_in' || typed_in).flatMap((name) => {
    const spec = move?.instead?.[name] ?? FIELDS[name]
    const required = needs.includes(name)
    return spec && (required || needs.includes(`${name}?`)) ? [{ ...spec, name, required }] : []
  })
}
