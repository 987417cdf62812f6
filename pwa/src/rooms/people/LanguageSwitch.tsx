// 中文 / English; the page starts anew in the other language.
import { rememberLanguage, wantedLanguage } from '../../i18n'
import { Icon } from '../../ui'
import { LANGUAGE } from '../staff_icons'

export function LanguageSwitch() {
  const other = wantedLanguage() === 'en' ? { key: 'zh-CN', name: '中文' } : { key: 'en', name: 'English' }
  const change = () => {
    rememberLanguage(other.key)
    location.assign(location.pathname)
  }
  return (
    <button type="button" class="row centred" lang={other.key} onClick={change}>
      <Icon path={LANGUAGE} /><span>{other.name}</span>
    </button>
  )
}
