// A sheet as this phone sees it: what the server said last, and over it what still waits here. Pure.
import type { SheetAnswer, SheetData, SheetLine, SheetTally } from '../../api/inspections'

export type Answer = 'yes' | 'no' | 'na'
export const ANSWERS: readonly Answer[] = ['yes', 'no', 'na']

/** What of an outbox item matters here. */
export interface Waiting { id: string; path: string; body: object; createdAt: number; state: string }

interface AnswerBody { item: string; answer: Answer; note?: string; supersedes?: string[] }
interface ReportBody { inspection_record_id?: string; inspection_item?: string }

export interface SeenLine extends SheetLine {
  /** Ids of answers that are still on this phone. */
  waiting: string[]
  /** Hazards reported from here that are still on this phone. */
  hazardsWaiting: number
}
export interface SeenGroup { key: string; label: string; label_en: string; items: SeenLine[] }
export interface SeenSheet extends Omit<SheetData, 'groups'> { groups: SeenGroup[]; unsent: number }

export const answersPath = (recordId: string): string => `/inspection_records/${recordId}/answers`

/** `me`: how my own unsent answers are signed. */
export function overlay(sheet: SheetData, items: readonly Waiting[], me: { id: string; name: string; unit: string }): SeenSheet {
  const live = items.filter(({ state }) => state !== 'refused').sort((a, b) => a.createdAt - b.createdAt)
  const answers = live.filter(({ path }) => path === answersPath(sheet.id))
  const reports = live.filter(({ path, body }) => path === '/reports' && (body as ReportBody).inspection_record_id === sheet.id)
  const groups = sheet.groups.map((group) => ({
    ...group,
    items: group.items.map((line) => withWaiting(line, answers, reports, me)),
  }))
  return { ...sheet, groups, tally: count(groups.flatMap(({ items: lines }) => lines)), unsent: answers.length + reports.length }
}

function withWaiting(line: SheetLine, answers: Waiting[], reports: Waiting[], me: { id: string; name: string; unit: string }): SeenLine {
  let heads = line.heads
  const waiting: string[] = []
  for (const { id, body, createdAt } of answers) {
    const said = body as AnswerBody
    // It may have arrived already and only its receipt be missing here.
    if (said.item !== line.key || heads.some((head) => head.id === id)) continue
    heads = [...heads.filter((head) => !said.supersedes?.includes(head.id)), mine(id, said, createdAt, me)]
    waiting.push(id)
  }
  const hazardsWaiting = reports.filter(({ body }) => (body as ReportBody).inspection_item === line.key).length
  return { ...line, heads, waiting, hazardsWaiting, ...standing(heads) }
}

const mine = (id: string, said: AnswerBody, at: number, me: { id: string; name: string; unit: string }): SheetAnswer => ({
  id, answer: said.answer, note: said.note ?? '', account_id: me.id, author: me.name, unit: me.unit,
  at: new Date(at).toISOString(), photos: [],
})

/** The same rule as the server's: what nobody has replaced stands; if it differs, a person chooses. */
export function standing(heads: readonly SheetAnswer[]): { status: string; answer: string | null } {
  const said = new Set(heads.map(({ answer }) => answer))
  if (said.size > 1) return { status: 'conflict', answer: null }
  return heads[0] ? { status: 'settled', answer: heads[0].answer } : { status: 'open', answer: null }
}

export function count(lines: readonly Pick<SheetLine, 'status' | 'answer'>[]): SheetTally {
  const of = (answer: string) => lines.filter((line) => line.answer === answer).length
  const open = lines.filter(({ status }) => status === 'open').length
  const yes = of('yes')
  const no = of('no')
  return {
    lines: lines.length, yes, no, na: of('na'), open, answered: lines.length - open,
    conflicts: lines.filter(({ status }) => status === 'conflict').length,
    score: yes + no ? Math.floor((200 * yes + yes + no) / (2 * (yes + no))) : null,
  }
}

/** What an answer leaves with; `chosen`: it settles a conflict. */
export function answerBody(line: SeenLine, id: string, answer: Answer, more: { note?: string; chosen?: string; photos?: object[] }, at: Date) {
  return {
    id, item: line.key, answer, supersedes: line.heads.map((head) => head.id), occurred_at: at.toISOString(),
    clock_basis: 'page_session', photos: more.photos ?? [],
    ...(more.note && { note: more.note }), ...(more.chosen && { chosen_id: more.chosen }),
  }
}

/** A 否 that is in no ledger yet, neither there nor on its way. */
export const lacksHazard = (line: SeenLine): boolean =>
  line.answer === 'no' && line.findings.length === 0 && line.hazardsWaiting === 0

export function progressOf(group: SeenGroup): { answered: number; lines: number; trouble: boolean } {
  const { answered, lines, conflicts } = count(group.items)
  return { answered, lines, trouble: conflicts > 0 || group.items.some(lacksHazard) }
}
