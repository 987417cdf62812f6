// Takes over the pickup page, with the texts that only it needs.
import { render } from 'preact'

import { loadMoreTexts } from '../../i18n'
import chinese from '../../i18n/pickup.zh'
import { followHeading } from '../follow_heading'
import { PickupPage } from './PickupPage'

export async function openPickup(host: HTMLElement): Promise<void> {
  await loadMoreTexts(chinese, async () => (await import('../../i18n/pickup.en')).default)
  host.textContent = ''
  render(<PickupPage />, host)
  followHeading(host, { heard: true })
}
