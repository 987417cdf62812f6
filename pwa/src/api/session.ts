// Who is here: sign in, sign out, the own account. Every answer with a CSRF token hands it to the client at once.
import { request, setCsrfToken, type Result } from './client'
import type { Me } from './types'

export interface SignedIn { account: Me['account']; must_change_password: boolean; csrf_token: string }

function keepToken<T extends { csrf_token: string }>(result: Result<T>): Result<T> {
  if (result.ok) setCsrfToken(result.value.csrf_token)
  return result
}

export const readMe = async () => keepToken(await request<Me>('GET', '/me'))

export const signIn = async (identifier: string, password: string) =>
  keepToken(await request<SignedIn>('POST', '/sessions', { body: { identifier, password, transport: 'cookie' } }))

export async function signOut() {
  const result = await request<void>('DELETE', '/sessions/current')
  if (result.ok) setCsrfToken('')
  return result
}

export const changePassword = (current_password: string, new_password: string) =>
  request<void>('PUT', '/me/password', { body: { current_password, new_password } })
