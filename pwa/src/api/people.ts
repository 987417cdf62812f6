// Invitations and the devices one is signed in on.
import { request } from './client'
import { queryText } from './query'
import type { Filled, Shapes } from './types'

export type SignInDevice = Filled<Shapes['SessionShown']>
export type Invitation = Filled<Shapes['InvitationShown']>

export const readDevices = () => request<{ items: SignInDevice[] }>('GET', '/sessions')

export const signOutDevice = (id: string) => request<void>('DELETE', `/sessions/${id}`)

export const readInvitation = (token: string) => request<Invitation>('GET', `/invitations/${token}`, { anonymous: true })

export type PersonRow = Filled<Shapes['AccountItem']>
export type OpenWork = Shapes['OpenWork']

export const readPeople = (q: string, cursor?: string) =>
  request<{ items: PersonRow[]; next: string | null }>('GET', `/accounts${queryText({ q, cursor })}`)

export const readOpenWork = (id: string) => request<OpenWork>('GET', `/accounts/${id}/open_work`)

export const handOver = (id: string, body: Shapes['HandOver']) =>
  request<Shapes['HandedOver']>('POST', `/accounts/${id}/hand_over`, { body })

export const disablePerson = (id: string) => request<void>('POST', `/accounts/${id}/disablement`)

export const acceptInvitation = (token: string, body: Shapes['Acceptance']) =>
  request<unknown>('POST', `/invitations/${token}/acceptance`, { body, anonymous: true })
