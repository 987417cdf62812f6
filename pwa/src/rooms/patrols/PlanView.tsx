// The round as a drawing: no tiles, no network. Colour, sign and number say the same thing.
import type { Run, RunPoint } from '../../api/patrols'
import { t } from '../../i18n'
import { stateOf, type Unsent } from './day'
import { HEIGHT, WIDTH, type Drawn, type Plan } from './plan'

export function PlanView({ plan, run, unsent, next }: { plan: Plan; run: Run; unsent: Unsent; next: RunPoint | undefined }) {
  const line = run.route.ordered ? plan.points.map(({ x, y }) => `${x},${y}`).join(' ') : ''
  const pointAt = (drawn: Drawn) => run.points.find(({ position }) => position === drawn.position)
  return (
    <figure class="plan-view card">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('patrol.plan_label', { n: plan.points.length })}>
        {line && <polyline class="way" points={line} />}
        {plan.me && <><circle class="fuzz" cx={plan.me.x} cy={plan.me.y} r={plan.me.r} /><circle class="me" cx={plan.me.x} cy={plan.me.y} r="7" /></>}
        {plan.points.map((drawn) => {
          const point = pointAt(drawn)
          return point && <Dot key={drawn.position} drawn={drawn} state={stateOf(run, point, unsent)} next={point === next} />
        })}
        <g class="bar" transform={`translate(14 ${HEIGHT - 14})`}><path d={`M0 -5V0H${plan.barX}V-5`} /><text x={plan.barX + 7} y="2">{plan.barM} m</text></g>
        <g class="north" transform={`translate(${WIDTH - 22} 26)`}><path d="M0 -14 6 4 0 0 -6 4z" /><text y="20" text-anchor="middle">{t('patrol.north')}</text></g>
      </svg>
      <figcaption class="soft">{t(plan.me ? 'patrol.plan_me' : 'patrol.plan_no_me')}</figcaption>
    </figure>
  )
}

const SIGNS = { done: '✓', problem: '!', unsent: '↑', open: '' }

function Dot({ drawn: { x, y, position }, state, next }: { drawn: Drawn; state: keyof typeof SIGNS; next: boolean }) {
  return (
    <g class={`dot ${state}${next ? ' next' : ''}`} transform={`translate(${x} ${y})`}>
      <circle r="13" /><text y="5" text-anchor="middle">{SIGNS[state] || position + 1}</text>
    </g>
  )
}
