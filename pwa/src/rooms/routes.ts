// Every staff screen by address. Each is its own chunk: a new screen costs the others nothing.
import type { Route } from '../router'

export const ROUTES: readonly Route[] = [
  { path: '/app', load: () => import('./work/WorkScreen'), name: 'app.tab.work', tab: 'work' },
  { path: '/app/sign-in', load: () => import('./people/SignInScreen'), open: true },
  { path: '/app/invitations/:token', load: () => import('./people/InvitationScreen'), open: true },
  { path: '/app/password', load: () => import('./people/PasswordScreen'), tab: 'me' },
  { path: '/app/me', load: () => import('./people/MeScreen'), tab: 'me' },
  { path: '/app/second-factor', load: () => import('./second_factor/SecondFactorScreen'), tab: 'me' },
  { path: '/app/referrals', load: () => import('./referrals/ReferralsScreen'), tab: 'me' },
  { path: '/app/referrals/new', load: () => import('./referrals/NewReferralScreen'), tab: 'me' },
  { path: '/app/cases', load: () => import('./rectifications/LedgerScreen'), tab: 'cases', wide: true },
  { path: '/app/board', load: () => import('./board/BoardScreen'), tab: 'cases', wide: true },
  { path: '/app/coverage', load: () => import('./coverage/CoverageScreen'), tab: 'me', wide: true },
  { path: '/app/coverage/routes/:id', load: () => import('./coverage/RouteMonthScreen'), tab: 'me', wide: true },
  { path: '/app/rounds/:id', load: () => import('./coverage/RoundScreen'), tab: 'me' },
  { path: '/app/cases/:id', load: () => import('./rectifications/CaseScreen'), tab: 'cases', alone: true },
  { path: '/app/inbox', load: () => import('./inbox/InboxScreen') },
  { path: '/app/quarantine', load: () => import('./quarantine/QuarantineScreen'), tab: 'work' },
  { path: '/app/report', load: () => import('./intake/StaffReportScreen'), tab: 'scan', alone: true },
  { path: '/app/scan', load: () => import('./scan/ScanScreen'), open: true, tab: 'scan' },
  { path: '/app/schools', load: () => import('./schools/SchoolsScreen'), tab: 'me' },
  { path: '/app/schools/:id', load: () => import('./schools/SchoolScreen'), tab: 'me' },
  { path: '/app/people', load: () => import('./people/PeopleScreen'), tab: 'me' },
  { path: '/app/erasures', load: () => import('./erasure/ErasuresScreen'), tab: 'me' },
  { path: '/app/imports', load: () => import('./imports/ImportScreen'), tab: 'me', wide: true },
]
