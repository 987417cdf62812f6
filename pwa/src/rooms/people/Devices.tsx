// Every sign-in that is still alive; a lost phone is signed out from another one.
import { useEffect, useState } from 'preact/hooks'

import { readDevices, signOutDevice, type SignInDevice } from '../../api/people'
import { t } from '../../i18n'
import { ago, dateTime } from '../../i18n/dates'
import { Icon } from '../../ui'
import { DEVICE } from '../staff_icons'

export function Devices() {
  const [items, setItems] = useState<SignInDevice[]>([])
  const load = async () => {
    const result = await readDevices()
    if (result.ok) setItems([...result.value.items].sort((a, b) => Number(b.is_current) - Number(a.is_current)))
  }
  useEffect(() => void load(), [])
  const end = async (id: string) => {
    await signOutDevice(id)
    await load()
  }
  if (!items.length) return null
  return (
    <section>
      <h2>{t('me.devices')}</h2>
      <div class="rows devices">
        {items.map(({ id, is_current: current, device_label, last_seen_at, created_at }) => (
          <div class="row" key={id}>
            <Icon path={DEVICE} />
            <span>
              {device_label || t('device.other')}
              <small>{current ? t('me.this_device') : t('me.last_seen', { ago: ago(last_seen_at) })}</small>
              <small>{t('me.signed_in_at', { at: dateTime(created_at) })}</small>
            </span>
            {!current && <button type="button" class="end" onClick={() => end(id)}>{t('me.end')}</button>}
          </div>
        ))}
      </div>
    </section>
  )
}
