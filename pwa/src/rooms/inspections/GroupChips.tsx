// The groups of a sheet with how far each is; a mark where something waits for a decision.
import { t } from '../../i18n'
import { progressOf, type SeenGroup } from './sheet'

export function GroupChips({ groups, current, onChoose }: {
  groups: readonly SeenGroup[]; current: string; onChoose: (key: string) => void
}) {
  return (
    <nav class="sheet-groups" aria-label={t('sheet.groups')}>
      {groups.map((group) => {
        const { answered, lines, trouble } = progressOf(group)
        return (
          <button type="button" key={group.key} class="chip" aria-pressed={group.key === current} onClick={() => onChoose(group.key)}>
            <b>{group.label}</b>
            <span class="nobr">{answered === lines ? t('sheet.group_done') : `${answered}/${lines}`}{trouble && ' !'}</span>
          </button>
        )
      })}
    </nav>
  )
}
