// The board on a phone: one card a unit, the sums first; numbers to press.
import type { Board, BoardLine } from '../../api/cases'
import { t } from '../../i18n'
import { LATE, linkOf, NUMBERS, onTime, type Counts, type NumberKey } from './board'

export function BoardCards({ board, links }: { board: Board; links: boolean }) {
  return (
    <div class="board-cards">
      <Card name={t('board.total')} board={board} counts={board.total} links={links} />
      {board.lines.map((line) => (
        <Card key={line.group?.id ?? ''} name={line.group?.name ?? t(`board.none_${board.by}`)} board={board} counts={line}
          line={line} links={links} />
      ))}
    </div>
  )
}

function Card({ name, board, counts, line, links }: {
  name: string; board: Board; counts: Counts; line?: BoardLine; links: boolean
}) {
  const share = onTime(counts)
  const shown = NUMBERS.filter((key) => key === 'open' || counts[key] > 0)
  return (
    <section class="card">
      <h2>{name}</h2>
      <div class="figures">
        {shown.map((key) => <Press key={key} name={key} n={counts[key]} to={links ? linkOf(board, key, line) : undefined} />)}
      </div>
      {share !== undefined && (
        <p class="soft">{t('board.on_time_n', { share, on_time: counts.on_time, closed: counts.closed })}</p>
      )}
    </section>
  )
}

function Press({ name, n, to }: { name: NumberKey; n: number; to: string | undefined }) {
  const label = t(LATE.includes(name) ? 'board.late_n' : `board.${name}`, { days: t(`board.${name}`) })
  const look = LATE.includes(name) ? 'late' : ''
  const inside = <><b>{n}</b>{label}</>
  return to && n ? <a class={look} href={to}>{inside}</a> : <div class={look}>{inside}</div>
}
