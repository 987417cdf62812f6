// The bar within the thumb's reach: only what the server allows, and a plain sentence for what it refuses.
import { useState } from 'preact/hooks'

import type { AllowedAction, CaseDetail } from '../../api/cases'
import { named, t } from '../../i18n'
import { Banner, Button, Sheet } from '../../ui'
import { MoveSheet } from './moves/MoveSheet'
import { arranged, inWords, otherRefusals, refusalsToTell, type Arranged } from './moves/order'

export function CaseActions({ found, waiting, onChange }: {
  found: CaseDetail; waiting: boolean; onChange: (next: CaseDetail) => void
}) {
  const [open, setOpen] = useState<AllowedAction>()
  const [more, setMore] = useState(false)
  const moves = arranged(found.allowed_actions.map(inWords))
  const told = refusalsToTell(found)
  if (waiting || (!moves.main && !moves.beside && !moves.rest.length && !told.length)) return null
  const choose = (action: AllowedAction) => {
    setMore(false)
    setOpen(action)
  }
  return (
    <>
      <section class="actions" aria-label={t('case.actions')}>
        {told.map(({ reason, reason_label, reason_detail }) => (
          <Banner key={reason}><h3>{reason_label}</h3><p>{reason_detail}</p></Banner>
        ))}
        <Bar moves={moves} onChoose={choose} onMore={() => setMore(true)} />
      </section>
      {more && <MoreMoves found={found} rest={moves.rest} onChoose={choose} onClose={() => setMore(false)} />}
      {open && (
        <MoveSheet key={open.action} action={open} found={found} onChange={onChange} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

function Bar({ moves: { main, beside, rest }, onChoose, onMore }: {
  moves: Arranged; onChoose: (action: AllowedAction) => void; onMore: () => void
}) {
  const second = beside && <Button look="quiet" onPress={() => onChoose(beside)}>{beside.label}</Button>
  const others = rest.length > 0 && <Button look="quiet" onPress={onMore}>{t('case.more_actions')}</Button>
  if (!main) return second || others ? <div class="two">{second}{others}</div> : null
  const lead = <Button big onPress={() => onChoose(main)}>{main.label}</Button>
  if (!second && !others) return lead
  if (!others) return <div class="two">{second}{lead}</div>
  return <div class="stack-tight">{lead}<div class="two">{second}{others}</div></div>
}

function MoreMoves({ found, rest, onChoose, onClose }: {
  found: CaseDetail; rest: Arranged['rest']; onChoose: (action: AllowedAction) => void; onClose: () => void
}) {
  const refused = otherRefusals(found)
  return (
    <Sheet title={t('case.more_actions')} closeLabel={t('close')} onClose={onClose}>
      {rest.map(({ group, actions }) => (
        <section class="more-moves" key={group}>
          <h3>{t(`group.${group}`)}</h3>
          <div class="pair">
            {actions.map((action) => (
              <Button key={`${action.action}${action.typed_in}`} look="quiet" onPress={() => onChoose(action)}>{action.label}</Button>
            ))}
          </div>
        </section>
      ))}
      {refused.length > 0 && (
        <section class="more-moves">
          <h3>{t('group.refused')}</h3>
          {refused.map(({ action, label, reason_label }) => (
            <p class="soft" key={action}>{t('case.refused', { action: named(`action.${action}`, label), reason: reason_label })}</p>
          ))}
        </section>
      )}
    </Sheet>
  )
}
