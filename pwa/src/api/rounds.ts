// Rounds and their coverage: figures by place, a route's month, one round and its excuse.
import { request } from './client'
import { queryText } from './query'
import type { Shapes } from './types'

export type Coverage = Shapes['CoverageShown']
export type CoverageLine = Shapes['CoverageLine']
export type CoverageCounts = Shapes['CoverageCounts']
export type CoverageBy = 'route' | 'school' | 'unit' | 'township'
export type RouteMonth = Shapes['RouteMonthShown']
export type MonthDay = Shapes['CalendarDay']
export type MonthRound = Shapes['CalendarRound']
export type Round = Shapes['RoundDetail']
export type RoundPoint = Shapes['RoundPoint']

/** Lines by place over days, both included; `…_id` narrows them. */
export const readCoverage = (query: Record<string, string | undefined>) =>
  request<Coverage>('GET', `/patrols/coverage${queryText(query)}`)

/** `month`: 2026-11 */
export const readRouteMonth = (routeId: string, month: string) =>
  request<RouteMonth>('GET', `/patrols/calendar${queryText({ route_id: routeId, month })}`)

export const readRound = (id: string) => request<Round>('GET', `/patrol_runs/${id}`)

export const excuseRound = (id: string, body: { reason: string; note: string }) =>
  request<Round>('POST', `/patrol_runs/${id}/excuse`, { body })

export const withdrawExcuse = (id: string) => request<Round>('DELETE', `/patrol_runs/${id}/excuse`)
