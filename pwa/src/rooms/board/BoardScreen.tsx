// 周调度看板: what is open, late or standing still, unit by unit; every number opens its list; one page of paper.
import { useEffect, useState } from 'preact/hooks'

import { readBoard, type Board, type BoardBy } from '../../api/cases'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { navigate, type ScreenProps } from '../../router'
import { can, useMe } from '../../session'
import { Banner, Choices, EmptyState, Icon, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { PRINT } from '../staff_icons'
import { BoardCards } from './BoardCards'
import { BoardTable } from './BoardTable'
import { Recurrence } from './Recurrence'
import { GROUPS } from './board'

export default function BoardScreen({ query }: ScreenProps) {
  const me = useMe()
  const by = GROUPS.find((each) => each === query.get('by')) ?? 'unit'
  const { board, problem, load } = useBoard(by)
  const choose = (value: string) => navigate(`/app/board?by=${value}`, { replace: true, stay: true })
  const links = can(me, 'case.read')
  return (
    <section class="board">
      <header class="desk-head">
        <h1>{t('board.title')}</h1>
        <div class="tools no-print">
          <a class="tool" href="/app/cases">{t('board.ledger')}</a>
          <button type="button" class="tool desk-only" onClick={() => print()}><Icon path={PRINT} />{t('board.print')}</button>
        </div>
      </header>
      <p class="soft as-of">
        {board && <span>{t('board.as_of', { at: dateTime(board.as_of) })}</span>} <span class="no-print">{t('board.scope')}</span>
        <span class="print-only">{me.account.unit?.name}</span>
      </p>
      <div class="no-print">
        <Choices label={t('board.by')} value={by} onValue={choose}
          choices={GROUPS.map((value) => ({ value, label: t(`board.by_${value}`) }))} />
      </div>
      {problem && board && <Banner tone="warning" icon="offline"><p>{t('work.old_view')}</p></Banner>}
      {problem && !board && <Trouble problem={problem} onRetry={load} />}
      {!board && !problem && <Loading label={t('loading')} />}
      {board && !board.lines.length && <EmptyState icon="done" title={t('board.none')}>{t('board.none_detail')}</EmptyState>}
      {board && board.lines.length > 0 && (
        <>
          <BoardTable board={board} links={links} />
          <BoardCards board={board} links={links} />
          {board.left_out > 0 && <p class="soft">{t('board.left_out', { n: board.left_out })}</p>}
          <p class="soft how">{t('board.how')}</p>
        </>
      )}
      {board && <Recurrence by={by} />}
    </section>
  )
}

function useBoard(by: BoardBy) {
  const [board, setBoard] = useState<Board>()
  const [problem, setProblem] = useState<Problem>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let old = false
    setBoard((before) => (before?.by === by ? before : undefined))
    void readBoard(by).then((result) => {
      if (old) return
      setProblem(result.ok ? undefined : result.problem)
      if (result.ok) setBoard(result.value)
    })
    return () => { old = true }
  }, [by, asked])
  return { board, problem, load: () => setAsked(asked + 1) }
}
