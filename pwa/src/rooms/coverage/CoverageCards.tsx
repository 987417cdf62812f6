// Coverage on a phone: the sum first, then one card a place to press; only numbers that say something.
import type { Coverage, CoverageBy, CoverageCounts } from '../../api/rounds'
import { named, t } from '../../i18n'
import { Icon } from '../../ui'
import { linkOf } from './coverage'
import { excusesOf, Rate } from './Rate'
import { StateSign } from './StateSign'

const SHOWN = ['missed', 'partial', 'done', 'excused'] as const

export function CoverageCards({ coverage }: { coverage: Coverage }) {
  const by = coverage.by as CoverageBy
  const period = { from: coverage.from, to: coverage.to }
  return (
    <div class="coverage-cards">
      <section class="card total"><h2>{t('coverage.total')}</h2><Numbers counts={coverage.total} /></section>
      {coverage.lines.map((line) => (
        <a class="card" key={line.ref} href={linkOf(by, line, period)}>
          <span class="head">
            <b>{line.name}{line.school_name && <small>{line.school_name}</small>}</b><Icon name="next" />
          </span>
          <Numbers counts={line} />
        </a>
      ))}
    </div>
  )
}

function Numbers({ counts }: { counts: CoverageCounts }) {
  const why = excusesOf(counts, (reason, label) => named(`excuse.${reason}`, label))
  return (
    <>
      <Rate counts={counts} />
      <span class="marks">
        {SHOWN.filter((key) => counts[key] > 0).map((key) => (
          <StateSign key={key} state={key} label={t('coverage.n_rounds', { state: t(`month.${key}`), n: counts[key] })} counted />
        ))}
      </span>
      {why && <span class="soft why">{t('coverage.excused_for', { why })}</span>}
      {counts.extra > 0 && <span class="soft why">{t('coverage.extra_n', { n: counts.extra })}</span>}
    </>
  )
}
