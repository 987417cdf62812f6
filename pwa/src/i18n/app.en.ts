// Texts of the staff screens, in English.
import shared from './shared.en'
import acts from './staff/acts.en'
import cases from './staff/cases.en'
import coverage from './staff/coverage.en'
import desk from './staff/desk.en'
import inbox from './staff/inbox.en'
import ledger from './staff/ledger.en'
import letters from './staff/letters.en'
import lookBacks from './staff/look_backs.en'
import fields from './staff/fields.en'
import moves from './staff/moves.en'
import patrols from './staff/patrols.en'
import protection from './staff/protection.en'
import turnover from './staff/turnover.en'
import referrals from './staff/referrals.en'
import visits from './staff/visits.en'
import inspections from './staff/inspections.en'

export default {
  ...shared,
  ...cases,
  ...coverage,
  ...desk,
  ...inbox,
  ...ledger,
  ...letters,
  ...lookBacks,
  ...moves,
  ...turnover,
  ...patrols,
  ...protection,
  ...referrals,
  ...visits,
  ...inspections,
  ...acts,
  ...fields,
  'app.demo': 'Demo data',
  'app.tabs': 'Main sections',
  'app.tab.work': 'My work',
  'app.tab.cases': 'Ledger',
  'app.tab.scan': 'Scan',
  'app.tab.me': 'Me',
  'app.sign_in': 'Sign in',
  'app.case': 'Hazard',
  'app.report': 'Report a hazard',
  'app.no_page': 'No such page',
  'app.no_page_detail': 'Choose a section below.',
}
