// A staff report that reads as if it were about a person: hand it on in confidence, or say that it is not and send it.
import type { OutboxItem } from '../../offline'
import { offline } from '../../offline'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { can, useMe } from '../../session'
import { Button, Icon } from '../../ui'
import { phonesOf, sendAllTheSame } from '../outbox/confidential'

export function AskAboutPerson({ item }: { item: OutboxItem }) {
  const me = useMe()
  const discard = async () => {
    await (await offline()).outbox.discard(item.id)
    navigate('/app', { replace: true })
  }
  return (
    <section class="stack-wide" role="alert">
      <h1>{t('personal.title')}</h1>
      <p>{t('personal.detail')}</p>
      {can(me, 'referral.create') && <Button href="/app/referrals/new">{t('personal.switch')}</Button>}
      <div class="rows">
        {phonesOf(item).map(({ label, tel }) => (
          <a class="row" href={`tel:${tel}`} key={tel}><Icon name="phone" /><span>{label}</span><b>{tel}</b></a>
        ))}
      </div>
      <p class="soft">{t('personal.kept')}</p>
      <Button look="quiet" onPress={() => void sendAllTheSame(item.id)}>{t('personal.send')}</Button>
      <Button look="plain" onPress={() => void discard()}>{t('personal.discard')}</Button>
    </section>
  )
}
