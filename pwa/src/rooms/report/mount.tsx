// Takes over the report link of the page that the server wrote; leaving the flow shows that page again.
import { render } from 'preact'

import { followHeading } from '../follow_heading'
import { readPlace } from './context'
import { ReportFlow } from './ReportFlow'
import { currentStep, goTo } from './useStep'

export function mountReport(page: HTMLElement): void {
  const host = document.createElement('div')
  page.before(host)
  const place = readPlace(page)
  const home = `/c/${place.code}`
  const title = document.title

  const close = () => {
    history.replaceState(null, '', home)
    show()
  }
  const show = () => {
    const open = currentStep() !== undefined
    page.hidden = open
    if (!open) document.title = title
    render(open ? <ReportFlow host={page} place={place} onClose={close} /> : null, host)
  }
  const start = (event: Event) => {
    event.preventDefault()
    goTo('danger')
    show()
  }
  document.getElementById('report-link')?.addEventListener('click', start)
  addEventListener('popstate', show)
  followHeading(host)
  // Opened as a link without script, or the flow was reloaded half way: begin where the link says.
  if (new URLSearchParams(location.search).has('report') && !currentStep()) {
    history.replaceState(null, '', home)
    goTo('danger')
  }
  show()
}
