// The frame of every move's form: fields, what went wrong, one button. A form that is open no more says so.
import type { ComponentChildren } from 'preact'

import type { CaseDetail } from '../../../api/cases'
import type { Problem } from '../../../api/client'
import { t } from '../../../i18n'
import { Banner, Button } from '../../../ui'
import { showFirstError } from '../../../ui/first_error'
import { WhatChanged } from './WhatChanged'
import { Refusal } from '../../shell/Trouble'

export function MoveForm({ label, action, found, busy, problem, current, danger, onSubmit, children }: {
  label: string
  action: string
  found: CaseDetail
  busy?: boolean
  problem?: Problem | undefined
  current?: CaseDetail | undefined
  danger?: boolean
  onSubmit: () => void
  children: ComponentChildren
}) {
  const closed = current !== undefined && !current.allowed_actions.some((each) => each.action === action)
  const submit = (event: Event) => {
    event.preventDefault()
    onSubmit()
    showFirstError(event.currentTarget as Element)
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      {children}
      {problem && !current && <Refusal problem={problem} />}
      {current && (
        <Banner tone="warning">
          <h3>{t('move.stale')}</h3>
          <WhatChanged entries={current.timeline.filter(({ seq }) => seq > lastSeen(found))} />
          <p>{t(closed ? 'move.not_open' : 'move.look_again')}</p>
        </Banner>
      )}
      <Button submit busy={busy ?? false} disabled={closed} look={danger ? 'danger' : 'primary'}>{label}</Button>
    </form>
  )
}

function lastSeen({ timeline }: CaseDetail): number {
  return timeline[timeline.length - 1]?.seq ?? 0
}
