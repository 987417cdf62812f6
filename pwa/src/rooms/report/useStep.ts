// Where one is in the flow lives in the browser's history, so that the phone's own back key works.
import { useEffect, useState } from 'preact/hooks'

export type StepName = 'danger' | 'call' | 'tile' | 'person' | 'details' | 'done'

const CHANGED = 'xiaoanma:step'

export function currentStep(): StepName | undefined {
  return (history.state as { step?: StepName } | null)?.step
}

export function goTo(step: StepName, { replace = false } = {}): void {
  if (replace) history.replaceState({ step }, '')
  else history.pushState({ step }, '')
  dispatchEvent(new Event(CHANGED))
  scrollTo(0, 0)
}

export function goBack(): void {
  history.back()
}

export function useStep(): StepName {
  const [step, setStep] = useState(currentStep() ?? 'danger')
  useEffect(() => {
    const follow = () => setStep(currentStep() ?? 'danger')
    addEventListener(CHANGED, follow)
    addEventListener('popstate', follow)
    return () => {
      removeEventListener(CHANGED, follow)
      removeEventListener('popstate', follow)
    }
  }, [])
  return step
}
