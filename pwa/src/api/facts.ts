// What the outbox sends: one fact (a report, a move of a case), then its photos one by one under it.
import { request } from './client'
import type { FactAnswer } from './types'

export interface FactToSend { path: string; body: object; anonymous: boolean }

export const sendFact = ({ path, body, anonymous }: FactToSend) =>
  request<FactAnswer>('POST', path, { body, anonymous })

export interface PhotoToSend {
  path: string
  sha256: string
  bytes: ArrayBuffer
  type: string
  token: string | undefined
  anonymous: boolean
}

export const sendPhoto = ({ path, sha256, bytes, type, token, anonymous }: PhotoToSend) =>
  request<{ photos_missing: string[] }>('PUT', `${path}/photos/${sha256}`, {
    bytes, type, anonymous, headers: token ? { 'Upload-Token': token } : {},
  })
