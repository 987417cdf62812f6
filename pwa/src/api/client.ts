// The only fetch of the app. A request never throws: it answers {ok: true, value} or {ok: false, problem}.
import { t } from '../i18n'

export interface Problem {
  code: string
  title: string
  detail: string
  /** 0: no answer came at all (offline, timeout, not our server). */
  status: number
  errors?: Record<string, string[]>
  retry_after?: number
  /** Extras of single codes, such as `current` with case_version_stale. */
  [extra: string]: unknown
}

export type Result<T> = { ok: true; value: T; status: number } | { ok: false; problem: Problem }

export interface RequestOptions {
  body?: unknown
  /** Raw bytes instead of JSON; needs `type`. */
  bytes?: ArrayBuffer
  type?: string
  headers?: Record<string, string>
  /** No cookie leaves: the sender stays a stranger even on a phone where somebody is signed in. */
  anonymous?: boolean
  timeoutMs?: number
}

const ROOT = '/api/v1'
const UNSAFE = /^(POST|PUT|PATCH|DELETE)$/
let csrf = ''
let onSignedOut: () => void = () => undefined

export function setCsrfToken(token: string): void {
  csrf = token
}

/** Called whenever a request that carried the session is answered with 401. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

export function isOffline(problem: Problem): boolean {
  return problem.status === 0
}

export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Result<T>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), options.timeoutMs ?? (options.bytes ? 120_000 : 30_000))
  try {
    const response = await fetch(ROOT + path, { ...init(method, options), signal: stop.signal })
    return await read<T>(response, options)
  } catch {
    return { ok: false, problem: noAnswer() }
  } finally {
    clearTimeout(timer)
  }
}

/** A file (placards, a template) instead of JSON. */
export async function download(method: string, path: string, options: RequestOptions = {}): Promise<Result<Blob>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), options.timeoutMs ?? 60_000)
  try {
    const response = await fetch(ROOT + path, { ...init(method, options), signal: stop.signal })
    if (!response.ok) return await read<Blob>(response, options)
    return { ok: true, value: await response.blob(), status: response.status }
  } catch {
    return { ok: false, problem: noAnswer() }
  } finally {
    clearTimeout(timer)
  }
}

/** Does *our* server answer? A hotel login page or navigator.onLine would say yes too easily. */
export async function serverAnswers(): Promise<boolean> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), 8_000)
  try {
    // No body: an answer that nobody reads would hold its connection open.
    const response = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', credentials: 'omit', signal: stop.signal })
    return response.ok && !response.redirected
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

function init(method: string, { body, bytes, type, headers, anonymous }: RequestOptions): RequestInit {
  const all: Record<string, string> = { Accept: 'application/json', ...headers }
  if (document.documentElement.lang) all['Accept-Language'] = document.documentElement.lang
  if (body !== undefined) all['Content-Type'] = 'application/json'
  if (type) all['Content-Type'] = type
  if (csrf && !anonymous && UNSAFE.test(method)) all['X-CSRF-Token'] = csrf
  return {
    method,
    headers: all,
    body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
    credentials: anonymous ? 'omit' : 'same-origin',
    cache: 'no-store',
  }
}

async function read<T>(response: Response, options: RequestOptions): Promise<Result<T>> {
  const json = (response.headers.get('Content-Type') ?? '').includes('json')
  if (response.ok && response.status === 204) return { ok: true, value: undefined as T, status: 204 }
  if (response.ok && json) return { ok: true, value: (await response.json()) as T, status: response.status }
  // 200 with something else than JSON is a captive portal, not our answer.
  if (response.ok) return { ok: false, problem: noAnswer() }
  if (response.status === 401 && !options.anonymous) onSignedOut()
  return { ok: false, problem: await readProblem(response, json) }
}

async function readProblem(response: Response, json: boolean): Promise<Problem> {
  const body = json ? ((await response.json().catch(() => ({}))) as Partial<Problem>) : {}
  const wait = Number(response.headers.get('Retry-After'))
  const problem: Problem = {
    ...body,
    code: body.code ?? `http_${response.status}`,
    title: body.title ?? t('problem.server'),
    detail: body.detail ?? t('problem.server_detail'),
    status: response.status,
  }
  if (wait > 0) problem.retry_after = wait
  return problem
}

function noAnswer(): Problem {
  return { code: 'no_answer', title: t('problem.offline'), detail: t('problem.offline_detail'), status: 0 }
}
