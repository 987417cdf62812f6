// What a scan on a round looks at: a point of a round of today, or a plate that none of them has. Pure.
import type { Today } from '../../api/patrols'
import type { ScanContext } from '../../api/types'
import { grouped } from '../../codes/code'
import { spotsOf, type Spot, type Unsent } from './day'
import type { Via } from './visit_body'

export interface Target { spot: Spot | undefined; code: string | null; via: Via; title: string; checkpointId: string | null }

export const viaOf = (query: URLSearchParams): Via => {
  const via = query.get('via')
  return via === 'page_scan' || via === 'typed' ? via : query.get('code') ? 'phone_scan' : 'picked'
}

export function targetOf(today: Today, query: URLSearchParams, unsent: Unsent, now: number): Target | undefined {
  const code = query.get('code')
  const spots = code ? spotsOf(today, code, unsent, now) : chosen(today, query)
  const spot = spots.find(({ run }) => run.id === query.get('run')) ?? spots[0]
  if (!spot) return undefined
  const title = [spot.run.school.short_name, spot.point.checkpoint.name].join('·')
  return { spot, code, via: viaOf(query), title, checkpointId: spot.point.checkpoint.id }
}

function chosen(today: Today, query: URLSearchParams): Spot[] {
  const run = today.runs.find(({ id }) => id === query.get('run'))
  const point = run?.points.find(({ checkpoint }) => checkpoint.id === query.get('point'))
  return run && point ? [{ run, point }] : []
}

export function strange(code: string, via: Via, context: ScanContext | undefined): Target {
  const place = context?.place
  const title = [place?.school.short_name, place?.checkpoint?.name].filter(Boolean).join('·') || grouped(code)
  return { spot: undefined, code, via, title, checkpointId: place?.checkpoint?.id ?? null }
}
