// Every row as it would be written; what is wrong stands in the row it belongs to. Errors first.
import { useState } from 'preact/hooks'

import type { ImportPreview, ImportRow } from '../../api/imports'
import { t } from '../../i18n'
import { Banner, Button, CheckField } from '../../ui'

const SHOWN = 200

export function Preview({ preview, busy, onConfirm, onRestart }: {
  preview: ImportPreview; busy: boolean; onConfirm: (onlyClean: boolean) => void; onRestart: () => void
}) {
  const [onlyErrors, setOnlyErrors] = useState(preview.failed > 0)
  const rows = preview.rows.filter(({ status }) => !onlyErrors || status === 'error')
  const unchanged = preview.unchanged ?? preview.rows.filter(({ status }) => status === 'unchanged').length
  const hidden = (preview.not_shown ?? 0) + Math.max(0, rows.length - SHOWN)
  return (
    <>
      <div class="figures">
        <div><b>{preview.ok}</b>{t('imports.ok')}</div>
        <div><b>{preview.failed}</b>{t('imports.failed')}</div>
        <div><b>{unchanged}</b>{t('imports.unchanged')}</div>
      </div>
      {preview.failed > 0 && <Banner tone="warning"><p>{t('imports.failed_hint')}</p></Banner>}
      {preview.failed > 0 && <CheckField label={t('imports.only_errors')} checked={onlyErrors} onValue={setOnlyErrors} />}
      {rows.length > 0 && <RowTable rows={rows.slice(0, SHOWN)} />}
      {hidden > 0 && <p class="soft">{t('imports.hidden', { n: hidden })}</p>}
      {preview.ignored_columns && preview.ignored_columns.length > 0 && (
        <p class="soft">{t('imports.ignored', { names: preview.ignored_columns.join('、') })}</p>
      )}
      {preview.ok > 0 && (
        <Button busy={busy} onPress={() => onConfirm(preview.failed > 0)}>
          {t(preview.failed ? 'imports.confirm_clean' : 'imports.confirm', { n: preview.ok })}
        </Button>
      )}
      <Button look="quiet" disabled={busy} onPress={onRestart}>{t('imports.other_file')}</Button>
    </>
  )
}

function RowTable({ rows }: { rows: readonly ImportRow[] }) {
  const columns = Array.from(new Set(rows.flatMap(({ values }) => Object.keys(values))))
  return (
    <div class="table-wrap">
      <table class="table entered">
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            <th scope="col">{t('imports.status')}</th>
            {columns.map((name) => <th key={name} scope="col">{columnLabel(name)}</th>)}
          </tr>
        </thead>
        <tbody>{rows.map((row, index) => <Row key={index} row={row} columns={columns} />)}</tbody>
      </table>
    </div>
  )
}

function Row({ row: { sheet, row, status, values, errors, notice }, columns }: { row: ImportRow; columns: readonly string[] }) {
  // Errors name a column by its full heading in the file: 学校名称 where this table says 名称.
  const wrong = (name: string) => errors.some(({ column }) => column.endsWith(columnLabel(name)))
  return (
    <tr>
      <td class="nowrap">{sheet && `${sheet} `}{row}</td>
      <td class="result">
        {t(`imports.status_${status}`)}
        {notice && <p>{notice}</p>}
        {errors.map(({ column, message }) => (
          <p class="bad-text" key={column + message}>{column && `${column}：`}{message}</p>
        ))}
      </td>
      {columns.map((name) => <td key={name} class={wrong(name) ? 'bad' : ''}>{show(values[name])}</td>)}
    </tr>
  )
}

const show = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value ?? ''))

function columnLabel(name: string): string {
  const label = t(`column.${name}`)
  return label.startsWith('column.') ? name : label
}
