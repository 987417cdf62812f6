// Texts of the staff screens.
import shared from './shared.zh'
import acts from './staff/acts.zh'
import cases from './staff/cases.zh'
import desk from './staff/desk.zh'
import inbox from './staff/inbox.zh'
import ledger from './staff/ledger.zh'
import letters from './staff/letters.zh'
import fields from './staff/fields.zh'
import moves from './staff/moves.zh'
import turnover from './staff/turnover.zh'
import referrals from './staff/referrals.zh'
import inspections from './staff/inspections.zh'

export default {
  ...shared,
  ...cases,
  ...desk,
  ...inbox,
  ...ledger,
  ...letters,
  ...moves,
  ...turnover,
  ...referrals,
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
