// What somebody must see again before deciding: the request and its words, beside what holds now.
import type { CaseDetail } from '../../../api/cases'
import { t } from '../../../i18n'
import { deadline } from '../../../i18n/dates'
import { Facts } from '../../../ui'

type Row = readonly [string, string | null | undefined | false]

export function About({ action, found }: { action: string; found: CaseDetail }) {
  const rows = (ABOUT[action]?.(found) ?? []).filter(([, value]) => value)
  return rows.length ? <div class="card about"><Facts rows={rows} /></div> : null
}

const day = (iso: string | null): string | null => iso && deadline(iso)

const said = ({ timeline }: CaseDetail, action: string): string | undefined => {
  const entries = timeline.filter((entry) => entry.action === action)
  return entries[entries.length - 1]?.note
}

const transfer = (found: CaseDetail): Row[] => [
  [t('about.lead_now'), found.lead_unit?.name],
  [t('about.to_unit'), found.transfer_request?.to_unit],
  [t('about.reason'), found.transfer_request?.reason],
  [t('about.legal_basis'), found.transfer_request?.legal_basis],
  [t('about.before'), found.transfer_count > 0 && t('about.transfers', { n: found.transfer_count })],
]

const extension = (found: CaseDetail): Row[] => [
  [t('about.due_now'), day(found.due_at)],
  [t('about.due_new'), day(found.extension_to)],
  [t('about.reason'), found.extension_reason],
  [t('about.interim'), interim(found)],
  [t('about.before'), found.extension_count > 0 && t('about.extensions', { n: found.extension_count })],
]

const interim = ({ interim_measure, interim_until }: CaseDetail): string | null =>
  interim_measure && t('about.interim_until', { measure: interim_measure, until: interim_until ? deadline(interim_until) : '' })

const fixed = (found: CaseDetail): Row[] => [[t('about.measure'), found.measure]]

const level = (n: number): string => t('about.level', { n, name: t(`level.${n}`) })

const ABOUT: Record<string, (found: CaseDetail) => Row[]> = {
  approve_transfer: transfer,
  refuse_transfer: transfer,
  grant_extension: extension,
  refuse_extension: extension,
  ask_extension: (found) => [[t('about.due_now'), day(found.due_at)], [t('about.interim'), interim(found)]],
  plan: (found) => [[t('about.due_now'), day(found.due_at)]],
  check_interim: (found) => [[t('about.interim'), interim(found)]],
  verify: fixed,
  fail: fixed,
  close_out: (found) => [...fixed(found), [t('about.verified'), said(found, 'verify')]],
  object: (found) => [...fixed(found), [t('about.verified'), said(found, 'verify')]],
  pass_look_back: fixed,
  fail_look_back: fixed,
  keep_closed: (found) => [[t('about.dispute'), said(found, 'dispute')]],
  reopen: (found) => [[t('about.dispute'), found.disputed && said(found, 'dispute')]],
  answer_whistle: (found) => [[t('about.whistle'), said(found, 'whistle')]],
  supplement: (found) => [[t('about.question'), found.question]],
  appeal: (found) => [[t('about.rejected'), found.reject_reason]],
  escalate: ({ escalation_level: now }) => [[t('about.level_now'), level(now)], [t('about.level_next'), level(now + 1)]],
  raise_severity: ({ severity }) => [[t('case.severity'), severity && t(`severity.${severity}`)]],
  lower_severity: (found) => [[t('case.criteria'), found.criteria_item]],
}
