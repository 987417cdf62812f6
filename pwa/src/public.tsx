// Entry of the pages that anybody may open (/c/<code>, /p, /). The server wrote the page; this only adds to it.
import { render } from 'preact'

import './public.css'
import { loadTexts } from './i18n'
import chinese from './i18n/public.zh'
import { offline } from './offline'
import { OutboxBar } from './rooms/outbox/OutboxBar'
import { SentNote } from './rooms/outbox/SentNote'
import { mountReport } from './rooms/report/mount'

async function begin(): Promise<void> {
  await loadTexts(chinese, async () => (await import('./i18n/public.en')).default)
  const page = document.querySelector<HTMLElement>('[data-page]')
  const unsent = document.getElementById('outbox')
  const pickup = document.getElementById('pickup')
  if (page?.dataset.page === 'place') mountReport(page)
  if (pickup) {
    await (await import('./rooms/pickup/open')).openPickup(pickup)
  }
  if (unsent) render(<><OutboxBar /><SentNote /></>, unsent)
  if (document.getElementById('code-form')) (await import('./rooms/start/codeForm')).enhanceCodeForm()
  // Who opens the page wants to see it go: the pause after a failed try is for pages that merely stay open.
  void (await offline()).outbox.flush(true)
}

void begin()
