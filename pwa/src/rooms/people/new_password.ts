// What can be told about a new password before it leaves; the server has the last word.
export const SHORTEST = 10

export function checkNewPassword(
  { current, next, again }: { current?: string; next: string; again: string },
): Record<string, string> {
  return {
    ...(current === '' && { current: 'need.password' }),
    ...(Array.from(next).length < SHORTEST ? { next: 'password.too_short' } : next === current && { next: 'password.same' }),
    ...(again !== next && { again: 'password.differs' }),
  }
}
