// One screen of the flow: a question, what it means, the answers.
import type { ComponentChildren } from 'preact'

import { t } from '../../i18n'
import { Button } from '../../ui'

export function Step({ title, detail, place, emblem, low, onBack, children }: {
  title: string; detail?: string; place?: string; emblem?: ComponentChildren; low?: boolean; onBack?: () => void; children: ComponentChildren
}) {
  return (
    <section class={low ? 'step low appear' : 'step appear'}>
      <header>
        {place && <p class="where">{place}</p>}
        <h1>{title}</h1>
        {emblem}
        {detail && <p class="soft">{detail}</p>}
      </header>
      {children}
      {onBack && <div class="backward"><Button look="plain" onPress={onBack}>{t('back')}</Button></div>}
    </section>
  )
}
