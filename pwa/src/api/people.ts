// Invitations and the devices one is signed in on.
import { request } from './client'
import type { Filled, Shapes } from './types'

export type SignInDevice = Filled<Shapes['SessionShown']>
export type Invitation = Filled<Shapes['InvitationShown']>

export const readDevices = () => request<{ items: SignInDevice[] }>('GET', '/sessions')

export const signOutDevice = (id: string) => request<void>('DELETE', `/sessions/${id}`)

export const readInvitation = (token: string) => request<Invitation>('GET', `/invitations/${token}`, { anonymous: true })

export const acceptInvitation = (token: string, body: Shapes['Acceptance']) =>
  request<unknown>('POST', `/invitations/${token}/acceptance`, { body, anonymous: true })
