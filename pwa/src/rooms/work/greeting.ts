// 早上好, 中午好 …: by the hour in Shanghai.
export function greetingKey(now: number): string {
  const hour = Math.floor(now / 3_600_000 + 8) % 24
  if (hour < 5 || hour >= 18) return 'hello.evening'
  if (hour < 11) return 'hello.morning'
  return hour < 13 ? 'hello.noon' : 'hello.afternoon'
}
