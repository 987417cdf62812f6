// The questions before the form: danger? which kind? and the two screens that send people to a telephone instead.
import { t } from '../../i18n'
import type { ReferralPhone, Tile as TileData } from '../../api/types'
import { Button, Icon, Tile } from '../../ui'
import { Step } from './Step'
import { tileIcon } from './tile_icons'

export function DangerQuestion({ place, onAnswer, onBack }: {
  place: string; onAnswer: (danger: boolean) => void; onBack: () => void
}) {
  return (
    <Step low title={t('report.danger')} detail={t('report.danger_detail')} place={place} onBack={onBack}>
      <div class="choices">
        <Button look="danger" big onPress={() => onAnswer(true)}>{t('report.danger_yes')}</Button>
        <Button big onPress={() => onAnswer(false)}>{t('report.danger_no')}</Button>
      </div>
    </Step>
  )
}

export function CallFirst({ onGoOn, onBack }: { onGoOn: () => void; onBack: () => void }) {
  return (
    <Step low title={t('report.call_first')} emblem={<p class="number">110</p>} onBack={onBack}>
      <div class="choices">
        <Button look="danger" big icon="phone" href="tel:110">{t('report.call')}</Button>
        <p class="soft">{t('report.call_detail')}</p>
        <Button look="quiet" onPress={onGoOn}>{t('report.called')}</Button>
      </div>
    </Step>
  )
}

export function TileQuestion({ tiles, chosen, place, onAnswer, onBack }: {
  tiles: readonly TileData[]; chosen: string; place: string; onAnswer: (tile: TileData) => void; onBack: () => void
}) {
  return (
    <Step title={t('report.tile')} detail={t('report.tile_detail')} place={place} onBack={onBack}>
      <div class="tiles">
        {tiles.map((tile) => (
          <Tile key={tile.key} label={tile.label} hint={tile.hint} path={tileIcon(tile.key)} aside={tile.person_related}
            pressed={tile.key === chosen} onPress={() => onAnswer(tile)} />
        ))}
      </div>
    </Step>
  )
}

export function CallInstead({ phones, onBack }: { phones: readonly ReferralPhone[]; onBack: () => void }) {
  return (
    <Step title={t('report.person')} detail={t('report.person_detail')} onBack={onBack}>
      <CallLinks phones={phones} />
      <p class="soft backward">{t('report.person_school')}</p>
    </Step>
  )
}

export function CallLinks({ phones }: { phones: readonly ReferralPhone[] }) {
  return (
    <div>
      {phones.map(({ label, tel }) => (
        <a class={tel === '110' ? 'call urgent' : 'call'} href={`tel:${tel}`} key={tel}>
          <span><Icon name="phone" />{label}</span><b>{tel}</b>
        </a>
      ))}
    </div>
  )
}
