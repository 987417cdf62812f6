// Entry of the staff screens (/app/*).
import { render } from 'preact'

import './app.css'
import { loadTexts } from './i18n'
import chinese from './i18n/app.zh'
import { followLinks } from './router'
import { refreshSession } from './session'
import { Shell } from './rooms/shell/Shell'

const root = document.getElementById('app')

if (root) {
  void loadTexts(chinese, async () => (await import('./i18n/app.en')).default).then(() => {
    followLinks()
    render(<Shell />, root)
    void refreshSession()
  })
}
