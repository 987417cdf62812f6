// Confidential referrals. Every reading is a POST that says why: it writes into the audit book.
import { download, request } from './client'
import type { Shapes } from './types'

export type Purpose = 'handling' | 'supervision' | 'verification'
export type ReferralLine = Shapes['Line']
export type Referral = Shapes['Referral']
export type Kind = Shapes['Kind']
export type Target = Shapes['Target']
export type SealedReport = Shapes['SealedReport']

export interface NewReferral { id: string; category: string; to_unit?: string; phoned_at?: string }

const at = (id: string, rest: string) => `/referrals/${id}/${rest}`

export const readForm = () => request<{ items: Kind[] }>('GET', '/referrals/form')

export const createReferral = (body: NewReferral) => request<{ ref_no: string }>('POST', '/referrals', { body })

export const listReferrals = (purpose: Purpose, only_open: boolean) =>
  request<{ items: ReferralLine[] }>('POST', '/referrals/listings', { body: { purpose, only_open } })

export const openReferral = (id: string, purpose: Purpose) => request<Referral>('POST', at(id, 'openings'), { body: { purpose } })

export const openSealed = (id: string, purpose: Purpose) =>
  request<SealedReport>('POST', at(id, 'sealed_report/openings'), { body: { purpose } })

export const openSealedPhoto = (id: string, number: number, purpose: Purpose) =>
  download('POST', at(id, `sealed_report/photos/${number}/openings`), { body: { purpose } })

export const takeStep = (id: string, step: string, body: object = {}) => request<Shapes['StepTaken']>('POST', at(id, step), { body })

export const readConversion = (caseId: string) => request<{ items: Target[] }>('GET', `/cases/${caseId}/conversion_options`)
