// One school's look-backs only: a chip that opens the search for it, and takes it back.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { Chip, Icon, Sheet } from '../../ui'
import { SchoolPicker } from '../schools/SchoolPicker'
import { FILTER } from '../staff_icons'
import type { LookBackFilters } from './look_backs'

export function OfSchool({ filters, onChange }: { filters: LookBackFilters; onChange: (more: Partial<LookBackFilters>) => void }) {
  const [open, setOpen] = useState(false)
  if (filters.school) {
    return <Chip label={filters.schoolName || t('ledger.school')} pressed onPress={() => onChange({ school: '', schoolName: '' })} />
  }
  const choose = (school: { id: string; name: string } | undefined) => {
    setOpen(false)
    if (school) onChange({ school: school.id, schoolName: school.name })
  }
  return (
    <>
      <button type="button" class="chip with-icon" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon path={FILTER} />{t('look_back.of_school')}
      </button>
      {open && (
        <Sheet title={t('look_back.of_school')} closeLabel={t('close')} onClose={() => setOpen(false)}>
          <SchoolPicker label={t('ledger.school')} chosen="" onChoose={choose} />
        </Sheet>
      )}
    </>
  )
}
