// The board at a desk and on paper: one line a unit, the sums below.
import type { Board, BoardLine } from '../../api/cases'
import { t } from '../../i18n'
import { LATE, linkOf, NUMBERS, onTime, type Counts } from './board'

export function BoardTable({ board, links }: { board: Board; links: boolean }) {
  return (
    <div class="table-wrap board-wrap">
      <table class="table board-table">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>{t(`board.by_${board.by}`)}</th>
            <th scope="col" rowSpan={2}>{t('board.open')}</th>
            <th scope="col" rowSpan={2}>{t('board.due_this_week')}</th>
            <th scope="colgroup" colSpan={3}>{t('board.late')}</th>
            <th scope="col" rowSpan={2}>{t('board.no_update')}</th>
            <th scope="col" rowSpan={2}>{t('board.to_verify')}</th>
            <th scope="col" rowSpan={2}>{t('board.major')}</th>
            <th scope="col" rowSpan={2}>{t('board.on_time')}</th>
          </tr>
          <tr>{LATE.map((key) => <th key={key} scope="col">{t(`board.${key}`)}</th>)}</tr>
        </thead>
        <tbody>
          {board.lines.map((line) => (
            <tr key={line.group?.id ?? ''}>
              <th scope="row">{line.group?.name ?? t(`board.none_${board.by}`)}</th>
              <Numbers board={board} counts={line} line={line} links={links} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr><th scope="row">{t('board.total')}</th><Numbers board={board} counts={board.total} links={links} /></tr>
        </tfoot>
      </table>
    </div>
  )
}

function Numbers({ board, counts, line, links }: { board: Board; counts: Counts; line?: BoardLine; links: boolean }) {
  const share = onTime(counts)
  return (
    <>
      {NUMBERS.map((key) => (
        <td key={key} class={LATE.includes(key) && counts[key] ? 'late' : ''}>
          <Figure n={counts[key]} to={links ? linkOf(board, key, line) : undefined} />
        </td>
      ))}
      <td class="share">
        {share === undefined ? <span class="soft">—</span> : (
          <><Figure n={counts.closed} text={`${share}%`} to={links ? linkOf(board, 'closed', line) : undefined} />
            <span class="soft"> {counts.on_time}/{counts.closed}</span></>
        )}
      </td>
    </>
  )
}

/** Nothing to see behind a nought. */
export function Figure({ n, text = String(n), to }: { n: number; text?: string; to: string | undefined }) {
  if (!n) return <span class="soft">0</span>
  return to ? <a href={to}>{text}</a> : <span>{text}</span>
}
