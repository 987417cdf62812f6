// Nothing waits: a school gate in the morning sun, and the children are in.
import { t } from '../../i18n'

export function QuietDay() {
  return (
    <div class="quiet-day appear">
      <svg viewBox="0 0 260 150" aria-hidden="true" fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
        <circle cx="130" cy="78" r="44" fill="#ffc629" />
        <g stroke="#ffc629"><path d="M130 8v12M72 32l8 9M188 32l-8 9M48 84h12M200 84h12" /></g>
        <path d="M14 132h232" stroke="#0b5d5e" />
        <g stroke="#0b5d5e" fill="#fff">
          <path d="M58 132V76h30v56zM172 132V76h30v56z" />
          <path d="M50 76h46l-8-14H58zM164 76h46l-8-14h-30z" />
          <path d="M88 68h84v16H88z" fill="#0b5d5e" />
        </g>
        <path d="M114 76h.1M124 76h.1M134 76h.1M144 76h.1" stroke="#fff" stroke-width="6" />
        <g stroke="#0b5d5e"><path d="M100 132v-30M112 132v-30M148 132v-30M160 132v-30M96 102h20M144 102h20M96 118h20M144 118h20" /></g>
        <path d="M122 112l7 8 13-16" stroke="#14583a" stroke-width="6" />
        <path d="M24 132c0-22 18-22 18 0M220 132c0-18 15-18 15 0" stroke="#14583a" fill="#e9f5ee" />
      </svg>
      <h2>{t('work.none')}</h2>
      <p>{t('work.none_detail')}</p>
    </div>
  )
}
