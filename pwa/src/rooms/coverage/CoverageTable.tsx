// Coverage at a desk: one line a place, the sum below.
import type { Coverage, CoverageBy, CoverageCounts } from '../../api/rounds'
import { named, t } from '../../i18n'
import { COUNTS, linkOf } from './coverage'
import { excusesOf, Rate } from './Rate'

export function CoverageTable({ coverage }: { coverage: Coverage }) {
  const by = coverage.by as CoverageBy
  const period = { from: coverage.from, to: coverage.to }
  return (
    <div class="table-wrap coverage-wrap">
      <table class="table coverage-table">
        <thead>
          <tr>
            <th scope="col">{t(`coverage.by_${by}`)}</th>
            <th scope="col">{t('coverage.rate')}</th>
            {COUNTS.map((key) => <th key={key} scope="col">{t(`coverage.${key}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {coverage.lines.map((line) => (
            <tr key={line.ref}>
              <th scope="row">
                <a href={linkOf(by, line, period)}>{line.name}</a>
                {line.school_name && <span class="soft">{line.school_name}</span>}
              </th>
              <Cells counts={line} />
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{t('coverage.total')}</th><Cells counts={coverage.total} /></tr></tfoot>
      </table>
    </div>
  )
}

function Cells({ counts }: { counts: CoverageCounts }) {
  const why = excusesOf(counts, (reason, label) => named(`excuse.${reason}`, label))
  return (
    <>
      <td class="share"><Rate counts={counts} /></td>
      {COUNTS.map((key) => (
        <td key={key} class={counts[key] ? key : 'nought'}>
          {counts[key]}
          {key === 'excused' && why && <span class="soft why">{why}</span>}
        </td>
      ))}
    </>
  )
}
