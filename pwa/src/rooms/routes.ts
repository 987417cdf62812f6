// Every staff screen by address. Each is its own chunk: a new screen costs the others nothing.
import type { Route } from '../router'

export const ROUTES: readonly Route[] = [
  { path: '/app', load: () => import('./work/WorkScreen'), tab: 'work' },
  { path: '/app/sign-in', load: () => import('./people/SignInScreen'), open: true },
  { path: '/app/me', load: () => import('./people/MeScreen'), tab: 'me' },
  { path: '/app/cases', load: () => import('./rectifications/LedgerScreen'), tab: 'cases' },
  { path: '/app/cases/:id', load: () => import('./rectifications/CaseScreen'), tab: 'cases' },
  { path: '/app/report', load: () => import('./intake/StaffReportScreen'), tab: 'scan' },
  { path: '/app/scan', load: () => import('./scan/ScanScreen'), tab: 'scan' },
]
