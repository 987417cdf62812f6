// 人员: who is in my scope; who leaves hands over and is stopped from here.
import { useEffect, useRef, useState } from 'preact/hooks'

import { readPeople, type PersonRow } from '../../api/people'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { can, useMe } from '../../session'
import { Banner, Button, EmptyState, Field, Icon, Loading, Sheet, StatusPill } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { Leaving } from './Leaving'

export default function PeopleScreen() {
  const me = useMe()
  const [q, setQ] = useState('')
  const list = usePeople(q)
  const [open, setOpen] = useState<PersonRow>()
  const [told, setTold] = useState('')
  return (
    <section>
      <BackLink to="/app/me" />
      <h1>{t('people.title')}</h1>
      <div class="filters">
        <Field label={t('people.search')} hint={t('people.search_hint')} type="search" value={q} onValue={setQ} autocomplete="off" />
      </div>
      {told && <div class="filters"><Banner tone="success"><p>{told}</p></Banner></div>}
      {list.problem && !list.items && <Trouble problem={list.problem} onRetry={list.reload} />}
      {!list.items && !list.problem && <Loading label={t('loading')} />}
      {list.items?.length === 0 && <EmptyState icon="person" title={t('people.none')}>{t('people.none_detail')}</EmptyState>}
      {list.items && list.items.length > 0 && (
        <div class="rows">
          {list.items.map((person) => (
            <button type="button" class="row" key={person.id} onClick={() => setOpen(person)}><Person {...person} /></button>
          ))}
        </div>
      )}
      {list.next && <div class="more"><Button look="quiet" busy={list.busy} onPress={list.more}>{t('ledger.more')}</Button></div>}
      {open && (
        <Sheet title={open.display_name} closeLabel={t('close')} onClose={() => setOpen(undefined)}>
          <Leaving person={open} mayStop={can(me, 'account.disable') && open.id !== me.account.id}
            onDone={(said) => { setOpen(undefined); setTold(said); list.reload() }} />
        </Sheet>
      )}
    </section>
  )
}

function Person({ display_name, unit_name, roles, disabled }: PersonRow) {
  return (
    <>
      <Icon name="person" />
      <span>
        <b>{display_name}</b>{disabled && <>{' '}<StatusPill tone="off">{t('people.disabled')}</StatusPill></>}
        <small>{[unit_name, ...roles].filter(Boolean).join('·')}</small>
      </span>
      <Icon name="next" />
    </>
  )
}

interface List { items: PersonRow[] | undefined; next: string | null; problem: Problem | undefined; busy: boolean }

/** The people for a search text, a moment after the last key, page by page. */
function usePeople(q: string) {
  const [list, setList] = useState<List>({ items: undefined, next: null, problem: undefined, busy: false })
  const asked = useRef('')
  const load = async (cursor?: string) => {
    const text = q.trim()
    asked.current = text
    setList((before) => ({ ...before, busy: true }))
    const result = await readPeople(text, cursor)
    if (asked.current !== text) return
    if (!result.ok) return setList((before) => ({ ...before, busy: false, problem: result.problem }))
    const { items, next } = result.value
    setList((before) => ({ items: cursor ? [...before.items ?? [], ...items] : items, next, problem: undefined, busy: false }))
  }
  useEffect(() => {
    const timer = setTimeout(() => void load(), q ? 300 : 0)
    return () => clearTimeout(timer)
  }, [q])
  return { ...list, reload: () => void load(), more: () => void load(list.next ?? undefined) }
}
