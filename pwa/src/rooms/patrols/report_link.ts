// From "有问题" into the report, with the place, the visit and the likely kind already filled in. Pure.
import type { Target } from './target'
import type { VisitBody } from './visit_body'

export function reportLink({ code, spot, checkpointId }: Target, body: VisitBody): string {
  const no = body.answers.find(({ answer }) => answer === 'no')?.item
  const category = spot?.point.checklist?.items.find(({ key }) => key === no)?.category
  const query = new URLSearchParams()
  if (code) query.set('code', code)
  else if (spot && checkpointId) {
    query.set('school', spot.run.school.id)
    query.set('school_name', spot.run.school.name)
    query.set('point', checkpointId)
  }
  query.set('visit', body.id)
  if (category) query.set('category', category)
  return `/app/report?${query.toString()}`
}
