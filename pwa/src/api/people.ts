// Invitations and the devices one is signed in on.
import { request } from './client'

export interface SignInDevice {
  id: string
  created_at: string
  last_seen_at: string
  device_label: string
  is_current: boolean
}

export interface Invitation { display_name: string; unit_name: string | null; role_label: string; expires_at: string }

export const readDevices = () => request<{ items: SignInDevice[] }>('GET', '/sessions')

export const signOutDevice = (id: string) => request<void>('DELETE', `/sessions/${id}`)

export const readInvitation = (token: string) => request<Invitation>('GET', `/invitations/${token}`, { anonymous: true })

export const acceptInvitation = (token: string, body: { identifier: string; password: string; display_name: string }) =>
  request<unknown>('POST', `/invitations/${token}/acceptance`, { body, anonymous: true })
