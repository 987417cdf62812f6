// What it is, how it stands, how long there is, where it is: readable at arm's length.
import type { CaseDetail } from '../../api/cases'
import { t } from '../../i18n'
import { Banner, Icon } from '../../ui'
import { Marks, placeLine } from './CaseCard'
import { RecurrenceLinks } from './RecurrenceLinks'

export function CaseHead({ item, heading: Heading = 'h1' }: { item: CaseDetail; heading?: 'h1' | 'h2' }) {
  return (
    <header class="case-head">
      <Marks item={item} />
      <Heading>{item.category_label}</Heading>
      {item.ledger_no && <p class="code soft">{item.ledger_no}</p>}
      <p class="where"><Icon name="place" /><span>{placeLine(item)}</span></p>
      {item.quarantined && <Banner tone="warning"><p>{t('case.quarantined')}</p></Banner>}
      {item.danger && <Banner tone="danger"><p>{t('case.danger')}</p></Banner>}
      {item.disputed && <Banner tone="warning"><p>{t('case.disputed')}</p></Banner>}
      {item.question && <Banner><p>{t('case.asked', { question: item.question })}</p></Banner>}
      <RecurrenceLinks item={item} />
      {item.note && <p class="card said">{item.note}</p>}
    </header>
  )
}
