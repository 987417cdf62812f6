// A small choice that this device remembers for one person.
import { useState } from 'preact/hooks'

export function useKept<T>(name: string, otherwise: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name) ?? otherwise)
  const keep = (next: T) => {
    setValue(next)
    try {
      localStorage.setItem(name, JSON.stringify(next))
    } catch { /* private mode: the choice lasts for this page */ }
  }
  return [value, keep]
}

function read<T>(name: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
