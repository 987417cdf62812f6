// The rows of an old ledger as they would arrive, one kind at a time: wrong, new, there already, worth a look.
import { useState } from 'preact/hooks'

import type { LedgerPreview, LedgerRow, LedgerShow } from '../../api/imports'
import { t } from '../../i18n'
import { Banner, Button, Choices } from '../../ui'

const COLUMNS = ['school', 'found_on', 'place', 'note', 'units', 'due_on', 'outcome']

export function LedgerRows({ preview, busy, onTurn, onConfirm, onRestart }: {
  preview: LedgerPreview; busy: boolean; onTurn: (show: LedgerShow, page: number) => void
  onConfirm: () => void; onRestart: () => void
}) {
  const { ok, failed, existing, warned } = preview
  const [asked, setAsked] = useState(preview.show) // answers the finger at once, the rows follow
  const ask = (show: string) => {
    setAsked(show)
    onTurn(show as LedgerShow, 1)
  }
  const counts: Record<LedgerShow, number> = { error: failed, create: ok, exists: existing, warning: warned }
  const kinds = (Object.keys(counts) as LedgerShow[]).filter((kind) => kind !== 'warning' || warned > 0)
  return (
    <>
      <p>{t('imports.checked', { name: preview.file_name, n: ok + failed + existing })}</p>
      {failed > 0 && <Banner tone="warning"><p>{t('imports.failed_hint')}</p></Banner>}
      {preview.skipped_sheets.length > 0 && (
        <Banner tone="warning"><p>{t('imports.skipped', { names: preview.skipped_sheets.join('、') })}</p></Banner>
      )}
      {/* Above the rows: below a long page of them nobody would find it. */}
      {ok > 0 && (
        <Button busy={busy} onPress={onConfirm}>
          {t(failed > 0 ? 'imports.confirm_clean' : 'imports.confirm', { n: ok })}
        </Button>
      )}
      <Choices label={t('imports.show')} value={asked} onValue={ask}
        choices={kinds.map((value) => ({ value, label: `${t(`imports.show_${value}`)} ${counts[value]}` }))} />
      {preview.rows.length > 0 ? <Rows rows={preview.rows} /> : <p class="soft">{t('imports.no_rows')}</p>}
      {preview.pages > 1 && <Pages preview={preview} busy={busy} onTurn={onTurn} />}
      {preview.ignored_columns.length > 0 && (
        <p class="soft">{t('imports.ignored', { names: preview.ignored_columns.join('、') })}</p>
      )}
      <Button look="quiet" disabled={busy} onPress={onRestart}>{t('imports.other_file')}</Button>
    </>
  )
}

function Pages({ preview: { show, page, pages }, busy, onTurn }: {
  preview: LedgerPreview; busy: boolean; onTurn: (show: LedgerShow, page: number) => void
}) {
  const to = (next: number) => onTurn(show as LedgerShow, next)
  return (
    <nav class="pages" aria-label={t('imports.pages')}>
      <Button look="quiet" disabled={busy || page <= 1} onPress={() => to(page - 1)}>{t('imports.page_before')}</Button>
      <p aria-live="polite">{t('imports.page_of', { page, pages })}</p>
      <Button look="quiet" disabled={busy || page >= pages} onPress={() => to(page + 1)}>{t('imports.page_after')}</Button>
    </nav>
  )
}

function Rows({ rows }: { rows: readonly LedgerRow[] }) {
  return (
    <div class="table-wrap" role="region" tabIndex={0} aria-label={t('imports.show')}>
      <table class="table entered stacked">
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            <th scope="col">{t('imports.status')}</th>
            {COLUMNS.map((name) => <th key={name} scope="col">{t(`column.${name}`)}</th>)}
          </tr>
        </thead>
        <tbody>{rows.map((row) => <Row key={`${row.sheet}${row.row}`} row={row} />)}</tbody>
      </table>
    </div>
  )
}

function Row({ row }: { row: LedgerRow }) {
  const wrong = new Set(row.errors.map(({ column }) => column))
  const number = t('imports.row_n', { n: row.row })
  return (
    <tr>
      <th scope="row" class="nowrap">{row.sheet ? `${row.sheet} ${number}` : number}</th>
      <td class="result">
        {t(`imports.status_${row.status}`)}{row.arrives_as && `：${row.arrives_as}`}
        {row.standing && <p>{row.standing}</p>}
        {row.errors.map((told) => <p class="bad-text" key={told.column + told.message}>{said(told)}</p>)}
        {row.warnings.map((told) => <p class="soft" key={told.column + told.message}>{said(told)}</p>)}
      </td>
      {COLUMNS.map((name) => {
        const title = t(`column.${name}`)
        const bad = wrong.has(t(`title.${name}`))
        const value = row.values[name] ?? ''
        return <td key={name} data-label={title} class={bad ? 'bad' : value ? '' : 'blank'}>{value}</td>
      })}
    </tr>
  )
}

const said = ({ column, message }: { column: string; message: string }) => (column ? `${column}：${message}` : message)
