// What each input of a move is, by the name that the server gives it in `needs`. One line a name; forms are made of these.
export type Kind =
  | 'text' | 'long' | 'date' | 'choice' | 'select' | 'yes_no' | 'check' | 'photo'
  | 'unit' | 'tracker' | 'category' | 'school' | 'criteria' | 'typed_in' | 'position'

export interface FieldSpec {
  kind: Kind
  /** Words of a closed list; their texts are `option.<word>`. */
  options?: readonly string[]
  /** Longest and shortest text that the server takes. */
  most?: number
  least?: number
}

const long = (most = 1000): FieldSpec => ({ kind: 'long', most, least: 2 })
const text = (most: number, least = 1): FieldSpec => ({ kind: 'text', most, least })
const plain = (kind: Kind): FieldSpec => ({ kind })

export const FIELDS: Readonly<Record<string, FieldSpec>> = {
  question: long(500),
  reason: long(),
  note: long(),
  measure: long(),
  how: long(),
  contingency: long(),
  planned_measure: long(500),
  responsible_name: text(40),
  checked_by: text(40),
  funds: text(60),
  document_no: text(60, 2),
  legal_basis: text(200, 2),
  place_text: text(200),
  planned_until: plain('date'),
  new_due_at: plain('date'),
  valid_until: plain('date'),
  milestone_at: plain('date'),
  in_place: plain('yes_no'),
  on_site: plain('check'),
  keep_as_co_unit: plain('check'),
  channel: { kind: 'choice', options: ['110', '12345', '12315', 'outside_county'] },
  letter_kind: {
    kind: 'select',
    options: [
      'rectification_notice', 'advisory_letter', 'supervision_notice', 'instant_consultation', 'government_report', 'summons_talk',
    ],
  },
  to_unit_id: plain('unit'),
  unit_id: plain('unit'),
  tracker_id: plain('tracker'),
  school_id: plain('school'),
  category: plain('category'),
  criteria_item: plain('criteria'),
  typed_in: plain('typed_in'),
  photo: plain('photo'),
  position: plain('position'),
}

export const TYPED_IN_FROM = ['paper', 'spreadsheet', 'telephone'] as const
