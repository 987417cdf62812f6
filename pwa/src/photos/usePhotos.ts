// The photos of one form: prepared one after the other (a phone has little memory), no picture twice, no more than allowed.
import { useState } from 'preact/hooks'

import { t } from '../i18n'
import { preparePhoto, type PreparedPhoto } from './prepare'

export interface Photos {
  photos: PreparedPhoto[]
  busy: boolean
  /** What to tell the user about the last pick, in words. */
  trouble: string
  add(files: File[]): Promise<void>
  remove(sha256: string): void
}

export function usePhotos(max: number, first: PreparedPhoto[], onChange: (photos: PreparedPhoto[]) => void): Photos {
  const [photos, setPhotos] = useState(first)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  const keep = (next: PreparedPhoto[]) => {
    setPhotos(next)
    onChange(next)
  }
  const add = async (files: File[]) => {
    setBusy(true)
    const { taken, said } = await take(files, photos, max)
    setBusy(false)
    setTrouble(said)
    keep(taken)
  }
  const remove = (sha256: string) => {
    setTrouble('')
    keep(photos.filter((photo) => photo.sha256 !== sha256))
  }
  return { photos, busy, trouble, add, remove }
}

async function take(files: File[], before: PreparedPhoto[], max: number): Promise<{ taken: PreparedPhoto[]; said: string }> {
  const taken = [...before]
  let said = ''
  for (const file of files) {
    if (taken.length >= max) return { taken, said: t('photo.max', { n: max }) }
    const result = await preparePhoto(file)
    if (!result.ok) said = t(`photo.${result.reason}`)
    else if (taken.some((photo) => photo.sha256 === result.photo.sha256)) said = t('photo.same')
    else taken.push(result.photo)
  }
  return { taken, said }
}
