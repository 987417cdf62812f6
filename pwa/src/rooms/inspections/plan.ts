// What an office has filled in of a new inspection, and what is missing. Pure.
import type { Candidate, Inspection, PlanBody } from '../../api/inspections'

export interface Chosen { account_id: string; name: string; unit: { id: string; name: string }; group_code: string | null }
export interface Plan {
  type: string; title: string; phase: string; starts_on: string; ends_on: string
  school_ids: string[]; inspectors: Chosen[]
}

export const emptyPlan = (today: string): Plan =>
  ({ type: 'joint', title: '', phase: '', starts_on: today, ends_on: '', school_ids: [], inspectors: [] })

export const planOf = (item: Inspection): Plan => ({
  type: item.type, title: item.title, phase: item.phase, starts_on: item.starts_on, ends_on: item.ends_on,
  school_ids: item.records.map(({ school }) => school.id),
  inspectors: item.inspectors.map(({ account_id, name, unit, group_code }) => ({ account_id, name, unit, group_code })),
})

export const chosenOf = ({ account_id, name, unit }: Candidate): Chosen => ({ account_id, name, unit, group_code: null })

/** Keys of texts by field. */
export function checkPlan(plan: Plan): Record<string, string> {
  return {
    ...(!plan.title.trim() && { title: 'plan.need_title' }),
    ...(!plan.ends_on || plan.ends_on < plan.starts_on ? { ends_on: 'plan.need_days' } : {}),
    ...(!plan.school_ids.length && { schools: 'plan.need_schools' }),
    ...(!plan.inspectors.length && { inspectors: 'plan.need_inspectors' }),
  }
}

/** The units that take part are those of the people named. */
export function planBody(plan: Plan): PlanBody {
  const { type, title, phase, starts_on, ends_on, school_ids, inspectors } = plan
  return {
    type: type as PlanBody['type'], title: title.trim(), phase: phase.trim(), template: 'base-v1', starts_on, ends_on, school_ids,
    unit_ids: [...new Set(inspectors.map(({ unit }) => unit.id))],
    inspectors: inspectors.map(({ account_id, group_code }) => ({ account_id, group_code })),
  }
}

/** Press a township: all of its schools are chosen, or none where all were. */
export function toggleAll(chosen: readonly string[], ids: readonly string[]): string[] {
  const all = ids.every((id) => chosen.includes(id))
  return all ? chosen.filter((id) => !ids.includes(id)) : [...new Set([...chosen, ...ids])]
}
