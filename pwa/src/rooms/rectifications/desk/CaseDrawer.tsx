// The chosen case beside the list: everything its own screen has, moves too.
import { useEffect, useRef } from 'preact/hooks'

import type { CaseDetail } from '../../../api/cases'
import { t } from '../../../i18n'
import { Icon } from '../../../ui'
import { CLOSE } from '../../staff_icons'
import { CaseView } from '../CaseView'

export function CaseDrawer({ id, onChange, onClose }: {
  id: string; onChange: (next: CaseDetail) => void; onClose: () => void
}) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0
  }, [id])
  return (
    <aside class="drawer" aria-label={t('app.case')} ref={box}>
      <header>
        <a href={`/app/cases/${id}`}>{t('ledger.whole_screen')}</a>
        <button type="button" class="tool" onClick={onClose}><Icon path={CLOSE} />{t('close')}</button>
      </header>
      <CaseView id={id} heading="h2" onChange={onChange} />
    </aside>
  )
}
