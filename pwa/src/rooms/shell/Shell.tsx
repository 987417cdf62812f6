// The frame of the staff screens: demo banner, top bar, the screen, unsent items, bottom tabs; and the sign-in gate.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { t } from '../../i18n'
import { findRoute, Lazy, Link, navigate, useAddress } from '../../router'
import { refreshSession, useSession, type Session } from '../../session'
import { EmptyState, ErrorState, Icon, Loading, Mark, type IconName } from '../../ui'
import { followHeading } from '../follow_heading'
import { Bell } from '../inbox/Bell'
import { OutboxBar } from '../outbox/OutboxBar'
import { ROUTES } from '../routes'

const TABS: { key: string; to: string; icon: IconName }[] = [
  { key: 'work', to: '/app', icon: 'work' },
  { key: 'cases', to: '/app/cases', icon: 'list' },
  { key: 'scan', to: '/app/scan', icon: 'scan' },
  { key: 'me', to: '/app/me', icon: 'person' },
]

const PASSWORD = '/app/password'

export function isDemo(): boolean {
  return document.querySelector<HTMLMetaElement>('meta[name="xiaoanma-demo"]')?.content === '1'
}

export function Shell() {
  const { pathname, searchParams } = useAddress()
  const session = useSession()
  const found = findRoute(ROUTES, pathname)
  if (!found) return <Frame><EmptyState icon="info" title={t('app.no_page')}>{t('app.no_page_detail')}</EmptyState></Frame>
  const { route, params } = found
  if (!route.open && session.state !== 'signed_in') return <Frame><Gate /></Frame>
  if (!route.open && mustChangePassword(session) && route.path !== PASSWORD) {
    queueMicrotask(changePasswordFirst)
    return <Frame><Loading label={t('loading')} /></Frame>
  }
  const stranger = session.state !== 'signed_in' || mustChangePassword(session)
  return (
    <Frame tab={stranger || (route.open && !route.tab) ? null : route.tab ?? ''} wide={route.wide} alone={route.alone}>
      <Lazy route={route} params={params} query={searchParams} waiting={<Loading label={t('loading')} />}
        failed={() => <ErrorState offline title={t('problem.offline')} detail={t('problem.offline_detail')}
          retryLabel={t('retry')} onRetry={startAnew} />} />
    </Frame>
  )
}

function Gate() {
  const session = useSession()
  if (session.state === 'unreachable') {
    const { title, detail, status } = session.problem
    return <ErrorState title={title} detail={detail} offline={status === 0} retryLabel={t('retry')} onRetry={refreshSession} />
  }
  if (session.state === 'anonymous') queueMicrotask(signInFirst)
  return <Loading label={t('loading')} />
}

/** Remember where one wanted to go; the sign-in screen comes back to it. */
function signInFirst(): void {
  if (location.pathname === '/app/sign-in') return
  navigate(`/app/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`, { replace: true })
}

/** A screen's chunk did not come: no network, or a release took the old files away. Loading the page again helps in both. */
const startAnew = (): void => location.reload()

function mustChangePassword(session: Session): boolean {
  return session.state === 'signed_in' && session.me.must_change_password
}

/** The first password was made by somebody else: nothing else opens before it is changed. */
function changePasswordFirst(): void {
  if (location.pathname === PASSWORD) return
  navigate(`${PASSWORD}?next=${encodeURIComponent(location.pathname + location.search)}`, { replace: true })
}

/** Where the h1 says something else than the screen's name: a greeting, for one. */
function nameOfScreen(): string {
  const name = findRoute(ROUTES, location.pathname)?.route.name
  return name ? t(name) : ''
}

/** `tab`: null leaves the bar out (before signing in); `alone`: a phone gives its lower edge to the screen's own buttons. */
function Frame({ tab = null, wide, alone, children }: {
  tab?: string | null; wide?: boolean | undefined; alone?: boolean | undefined; children: ComponentChildren
}) {
  const main = useRef<HTMLElement>(null)
  useEffect(() => main.current ? followHeading(main.current, { heard: true, name: nameOfScreen }) : undefined, [])
  const look = ['page', wide && 'wide', alone && 'alone', tab === null && 'solo'].filter(Boolean).join(' ')
  return (
    <>
      {isDemo() && <p class="demo">{t('app.demo')}</p>}
      <header class="masthead"><Link to="/app"><Mark /><b>{t('app.name')}</b></Link>{tab !== null && <Bell />}</header>
      <main class={look} ref={main}>
        <OutboxBar hide={location.pathname.replace(/^\/app/, '')} />
        {children}
      </main>
      {tab !== null && (
        <nav class={alone ? 'tabs quiet' : 'tabs'} aria-label={t('app.tabs')}>
          {TABS.map(({ key, to, icon }) => (
            <Link key={key} to={to} current={key === tab}><Icon name={icon} /><span>{t(`app.tab.${key}`)}</span></Link>
          ))}
        </nav>
      )}
    </>
  )
}
