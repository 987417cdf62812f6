// The picture that a new one is taken against: the fix from the same place as the hazard.
import type { CaseDetail, CasePhoto } from '../../../api/cases'
import { t } from '../../../i18n'

export interface Shade { url: string; small: string; caption: string }

const AGAINST_BEFORE = ['submit', 'fix_on_spot']

const first = (photos: readonly CasePhoto[]): CasePhoto | undefined => photos.find(({ missing, url }) => !missing && url)

export function shadeOf(action: string, { photos_before }: Pick<CaseDetail, 'photos_before'>): Shade | undefined {
  const photo = AGAINST_BEFORE.includes(action) ? first(photos_before) : undefined
  return photo?.url ? { url: photo.url, small: photo.url_small ?? photo.url, caption: t('case.before') } : undefined
}
