// Says where one is: the screen's h1, or what went wrong where there is none, becomes the window's title; a new one is
// given the focus, so that it is heard.
import { t } from '../i18n'

/** Watches `root` until the returned function is called. `heard`: the first h1 comes with the page, which is read anyway. */
export function followHeading(root: Element, { heard = false, name = () => '' }: { heard?: boolean; name?: () => string } = {}): () => void {
  let last: Element | null = null
  let skip = heard
  const look = () => {
    const heading = root.querySelector<HTMLElement>('h1') ?? root.querySelector<HTMLElement>('.state h2')
    if (!heading) return
    document.title = [name() || heading.textContent, t('app.name')].join('·')
    if (heading === last) return
    last = heading
    heading.tabIndex = -1
    if (!skip) heading.focus({ preventScroll: true })
    skip = false
  }
  const observer = new MutationObserver(look)
  observer.observe(root, { childList: true, characterData: true, subtree: true })
  look()
  return () => observer.disconnect()
}
