// Somebody was faster: what has happened since, in the words of the ledger.
import type { CaseDetail, LedgerEntry } from '../../../api/cases'
import { t } from '../../../i18n'
import { dateTime } from '../../../i18n/dates'
import { doneOf } from '../CaseTimeline'

export function newsSince({ timeline }: CaseDetail, seen: string): LedgerEntry[] {
  return timeline.filter(({ at }) => Date.parse(at) > Date.parse(seen))
}

export function WhatChanged({ entries }: { entries: readonly LedgerEntry[] }) {
  if (!entries.length) return null
  return (
    <>
      <p>{t('move.changed')}</p>
      <ul>
        {entries.map((entry) => (
          <li key={entry.seq}><b>{doneOf(entry)}</b>·{entry.actor_name}·{dateTime(entry.at)}</li>
        ))}
      </ul>
    </>
  )
}
