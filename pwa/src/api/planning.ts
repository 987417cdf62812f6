// What a school wants looked at: its routes.
import { request } from './client'
import type { Filled, Shapes } from './types'

export type RouteShown = Filled<Shapes['RouteShown']>

export const readRoutes = (schoolId: string) =>
  request<{ items: RouteShown[]; may_edit: boolean }>('GET', `/schools/${schoolId}/patrol_routes`)
