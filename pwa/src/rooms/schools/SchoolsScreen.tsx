// The schools in my scope, to find one and print its plates.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { EmptyState, Field, Icon, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { SCHOOL } from '../staff_icons'
import { useSchools } from './SchoolPicker'
import { Trouble } from '../shell/Trouble'

export default function SchoolsScreen() {
  const [q, setQ] = useState('')
  const { items, problem } = useSchools(q)
  return (
    <section>
      <BackLink to="/app/me" />
      <h1>{t('schools.title')}</h1>
      <div class="filters">
        <Field label={t('ledger.school')} hint={t('school.search_hint')} type="search" value={q} onValue={setQ} autocomplete="off" />
      </div>
      {problem && !items && <Trouble problem={problem} />}
      {!items && !problem && <Loading label={t('loading')} />}
      {items?.length === 0 && <EmptyState icon="info" title={t('school.none_found')}>{t('school.none_detail')}</EmptyState>}
      {items && items.length > 0 && (
        <div class="rows">
          {items.map(({ id, name, school_code, closed_on }) => (
            <a class="row" key={id} href={`/app/schools/${id}`}>
              <Icon path={SCHOOL} />
              <span>{name}{school_code && <small class="code">{school_code}</small>}{closed_on && <small>{t('school.closed')}</small>}</span>
              <Icon name="next" />
            </a>
          ))}
        </div>
      )}
    </section>
  )
}
