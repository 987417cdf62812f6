// The head of the ledger at a desk: what it is, the board, the spreadsheet, the columns, the keys.
import { useState } from 'preact/hooks'

import { exportCases } from '../../../api/cases'
import type { Problem } from '../../../api/client'
import { t } from '../../../i18n'
import { dayText } from '../../../i18n/dates'
import { can, useMe } from '../../../session'
import { CheckField, Icon, Sheet } from '../../../ui'
import { saveFile } from '../../save_file'
import { Refusal } from '../../shell/Trouble'
import { BOARD, COLUMNS, DOWNLOAD, KEYBOARD } from '../../staff_icons'
import { askedOf, type Filters } from '../filters'
import { COLUMN_KEYS, type ColumnKey } from './columns'
import { KeyHelp } from './KeyHelp'
import type { Keys } from './keys'

export function DeskHead({ filters, columns, onColumns, help, onHelp, keys }: {
  filters: Filters; columns: readonly ColumnKey[]; onColumns: (columns: ColumnKey[]) => void
  help: boolean; onHelp: (open: boolean) => void; keys: Keys
}) {
  const me = useMe()
  const [choosing, setChoosing] = useState(false)
  const file = useExport(filters)
  return (
    <>
      <header class="desk-head">
        <h1>{t('ledger.title')}</h1>
        <div class="tools">
          {can(me, 'figures.read') && <a class="tool" href="/app/board"><Icon path={BOARD} />{t('board.title')}</a>}
          {can(me, 'case.export') && (
            <button type="button" class="tool" aria-busy={file.busy} disabled={file.busy} onClick={file.start}>
              {file.busy ? <span class="spinner" aria-hidden="true" /> : <Icon path={DOWNLOAD} />}
              {t(file.busy ? 'ledger.exporting' : 'ledger.export')}
            </button>
          )}
          <button type="button" class="tool" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
            <Icon path={COLUMNS} />{t('ledger.columns')}
          </button>
          <button type="button" class="tool" aria-haspopup="dialog" onClick={() => onHelp(true)}>
            <Icon path={KEYBOARD} />{t('ledger.keys')}
          </button>
        </div>
      </header>
      {file.problem && <Refusal problem={file.problem} />}
      {choosing && (
        <Sheet title={t('ledger.columns')} closeLabel={t('close')} onClose={() => setChoosing(false)}>
          {COLUMN_KEYS.map((key) => (
            <CheckField key={key} label={t(`table.${key}`)} checked={columns.includes(key)}
              onValue={(on) => onColumns(COLUMN_KEYS.filter((each) => (each === key ? on : columns.includes(each))))} />
          ))}
        </Sheet>
      )}
      {help && <KeyHelp keys={keys} onClose={() => onHelp(false)} />}
    </>
  )
}

/** The very list that the screen shows, all of its pages. */
function useExport(filters: Filters) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const start = async () => {
    setBusy(true)
    const { sort: _sort, ...asked } = askedOf(filters)
    const result = await exportCases(asked)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) saveFile(result.value, `${t('ledger.title')}-${dayText(new Date())}.xlsx`)
  }
  return { busy, problem, start }
}
