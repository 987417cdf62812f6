// Texts of the staff screens.
import shared from './shared.zh'
import acts from './staff/acts.zh'
import cases from './staff/cases.zh'
import coverage from './staff/coverage.zh'
import desk from './staff/desk.zh'
import inbox from './staff/inbox.zh'
import ledger from './staff/ledger.zh'
import letters from './staff/letters.zh'
import lookBacks from './staff/look_backs.zh'
import fields from './staff/fields.zh'
import moves from './staff/moves.zh'
import patrols from './staff/patrols.zh'
import protection from './staff/protection.zh'
import turnover from './staff/turnover.zh'
import referrals from './staff/referrals.zh'
import visits from './staff/visits.zh'
import inspections from './staff/inspections.zh'

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
  'app.demo': '演示数据',
  'app.tabs': '主要栏目',
  'app.tab.work': '我的事',
  'app.tab.cases': '台账',
  'app.tab.scan': '扫码',
  'app.tab.me': '我',
  'app.sign_in': '登录',
  'app.case': '隐患详情',
  'app.report': '上报隐患',
  'app.no_page': '没有这个页面',
  'app.no_page_detail': '请从下方栏目重新进入。',
}
