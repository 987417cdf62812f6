// Which keys there are; single letters can be switched off, for those who speak to their computer.
import { t } from '../../../i18n'
import { CheckField, Sheet } from '../../../ui'
import type { Keys } from './keys'

const KEYS = [
  ['j ↓', 'ledger.key_next'], ['k ↑', 'ledger.key_previous'], ['Enter', 'ledger.key_open'], ['Esc', 'ledger.key_close'],
  ['/', 'ledger.key_search'], ['?', 'ledger.key_help'],
] as const

export function KeyHelp({ keys, onClose }: { keys: Keys; onClose: () => void }) {
  return (
    <Sheet title={t('ledger.keys')} closeLabel={t('close')} onClose={onClose}>
      <dl class="facts">
        {KEYS.map(([names, what]) => (
          <div key={what}>
            <dt>{names.split(' ').map((name) => <kbd key={name}>{name}</kbd>)}</dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
      <CheckField label={t('ledger.keys_single')} checked={keys.single} onValue={keys.setSingle} />
    </Sheet>
  )
}
