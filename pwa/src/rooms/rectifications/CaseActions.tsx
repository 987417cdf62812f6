// The bar within the thumb's reach: only what the server allows, and a plain sentence for what it refuses.
import { useState } from 'preact/hooks'

import type { AllowedAction, CaseDetail } from '../../api/cases'
import { named, t } from '../../i18n'
import { Banner, Button, Sheet } from '../../ui'
import { hasForm, MoveSheet } from './moves/MoveSheet'

/** Moves that go against somebody's work stand second. */
const SECOND = ['convert', 'reject', 'merge', 'fail', 'ask_info', 'keep_closed']

function inOrder(actions: AllowedAction[]): AllowedAction[] {
  const second = ({ action }: AllowedAction) => Number(SECOND.includes(action))
  const inWords = actions.map((each) => ({ ...each, label: named(`action.${each.action}`, each.label) }))
  return inWords.sort((a, b) => second(a) - second(b))
}

export function CaseActions({ found, waiting, onChange }: {
  found: CaseDetail; waiting: boolean; onChange: (next: CaseDetail) => void
}) {
  const [open, setOpen] = useState<AllowedAction>()
  const [more, setMore] = useState(false)
  const actions = inOrder(found.allowed_actions.filter(({ action }) => hasForm(action)))
  if (waiting || (!actions.length && !found.refused_actions.length)) return null
  const choose = (action: AllowedAction) => {
    setMore(false)
    setOpen(action)
  }
  return (
    <>
      <section class="actions" aria-label={t('case.actions')}>
        <Refusals found={found} />
        <Bar actions={actions} onChoose={choose} onMore={() => setMore(true)} />
      </section>
      {more && (
        <Sheet title={t('case.more_actions')} closeLabel={t('close')} onClose={() => setMore(false)}>
          <div class="stack">
            {actions.slice(1).map((action) => (
              <Button key={action.action} look="quiet" onPress={() => choose(action)}>{action.label}</Button>
            ))}
          </div>
        </Sheet>
      )}
      {open && (
        <MoveSheet key={open.action} action={open} found={found} onChange={onChange} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

function Bar({ actions, onChoose, onMore }: {
  actions: readonly AllowedAction[]; onChoose: (action: AllowedAction) => void; onMore: () => void
}) {
  const [first, second] = actions
  if (!first) return null
  const lead = <Button onPress={() => onChoose(first)}>{first.label}</Button>
  if (!second) return lead
  if (actions.length > 2) {
    return <div class="lead">{lead}<Button look="quiet" onPress={onMore}>{t('case.more_actions')}</Button></div>
  }
  return (
    <div class="two">
      <Button look="quiet" onPress={() => onChoose(second)}>{second.label}</Button>
      {lead}
    </div>
  )
}

/** Only where nothing else is left to do, or where the reason explains why the main move is missing. */
function Refusals({ found: { allowed_actions: allowed, refused_actions: refused } }: { found: CaseDetail }) {
  const open = refused.filter(({ action }) => !allowed.some((each) => each.action === action))
  const once = open.filter(({ reason }, index) => open.findIndex((each) => each.reason === reason) === index)
  if (!once.length) return null
  return (
    <>
      {once.map(({ reason, reason_label, reason_detail }) => (
        <Banner key={reason}><h3>{reason_label}</h3><p>{reason_detail}</p></Banner>
      ))}
    </>
  )
}
