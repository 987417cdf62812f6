// The second factor: enrol it, confirm it by a first code, prove it for half an hour.
import { request } from './client'
import type { Shapes } from './types'

export type Enrolment = Shapes['EnrolmentShown']

export const startEnrolment = (password: string) => request<Enrolment>('POST', '/me/second_factor', { body: { password } })

export const confirmEnrolment = (code: string) =>
  request<Shapes['RecoveryCodes']>('POST', '/me/second_factor/confirmation', { body: { code } })

export const proveFactor = (code: string) => request<void>('POST', '/me/second_factor/proofs', { body: { code } })
