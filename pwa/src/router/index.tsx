// The router of the staff screens: history, links, one lazily loaded screen at a time.
import type { ComponentChildren, ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { matchPath, type Params } from './match'

export interface ScreenProps { params: Params; query: URLSearchParams }
export type Screen = ComponentType<ScreenProps>

export interface Route {
  path: string
  /** `() => import('./rooms/<room>/<Screen>')`; the module's default export is the screen. */
  load: () => Promise<{ default: Screen }>
  /** Its name for the window's title where the h1 does not name it: a key of the catalogue. */
  name?: string
  /** Which tab of the bottom bar lights up. */
  tab?: string
  /** Screens that work before signing in. */
  open?: boolean
  /** Tables and lists that use the width of a desk. */
  wide?: boolean
  /** The phone's lower edge belongs to the screen's own buttons instead of the tabs. */
  alone?: boolean
}

const listeners = new Set<() => void>()
addEventListener('popstate', () => listeners.forEach((listener) => listener()))

/** `stay`: the page keeps its place, as when a panel opens beside a list. */
export function navigate(to: string, { replace = false, stay = false } = {}): void {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  listeners.forEach((listener) => listener())
  if (!stay) scrollTo(0, 0)
}

/** Every plain link to a staff screen stays in the app, whoever drew it (Link, Button, text). */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    const link = (event.target as Element).closest?.('a')
    if (!link || link.target || link.download || link.origin !== location.origin) return
    if (!/^\/app(\/|$)/.test(link.pathname)) return
    event.preventDefault()
    navigate(link.pathname + link.search)
  })
}

/** The current address, again after every change. */
export function useAddress(): URL {
  const [href, setHref] = useState(location.href)
  useEffect(() => {
    const listener = () => setHref(location.href)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
  return new URL(href)
}

export function findRoute(routes: readonly Route[], path: string): { route: Route; params: Params } | undefined {
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (params) return { route, params }
  }
  return undefined
}

/** A plain link; `followLinks` keeps it in the app, and it opens in a new tab like any other when asked to. */
export function Link({ to, children, class: name, current }: {
  to: string; children: ComponentChildren; class?: string; current?: boolean
}) {
  return <a href={to} class={name} aria-current={current ? 'page' : undefined}>{children}</a>
}

/** Shows the route's screen as soon as its chunk is here. */
export function Lazy({ route, params, query, waiting, failed }: {
  route: Route; params: Params; query: URLSearchParams; waiting: VNode; failed: (retry: () => void) => VNode
}) {
  const [loaded, setLoaded] = useState<{ route: Route; screen?: Screen }>()
  const load = () => {
    setLoaded(undefined)
    route.load().then(({ default: screen }) => setLoaded({ route, screen }), () => setLoaded({ route }))
  }
  useEffect(load, [route])
  if (!loaded || loaded.route !== route) return waiting
  if (!loaded.screen) return failed(load)
  // A new address is a new screen: no state of the last case leaks into the next.
  return <loaded.screen key={location.pathname} params={params} query={query} />
}
