// Checks a typed code before it travels: most slips are caught by the check character without a network.
import { parseCode } from '../../codes/code'
import { t } from '../../i18n'

export function enhanceCodeForm(): void {
  const form = document.getElementById('code-form') as HTMLFormElement | null
  const input = document.getElementById('typed-code') as HTMLInputElement | null
  const error = document.getElementById('typed-error')
  if (!form || !input || !error) return
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const parsed = parseCode(input.value)
    if (parsed.ok) return location.assign(`/c/${parsed.code}`)
    error.textContent = t(`code.${parsed.kind}`)
    error.hidden = false
    input.setAttribute('aria-invalid', 'true')
    input.focus()
  })
}
