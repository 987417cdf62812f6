// The server asks whether a report is about a person. Nothing was saved there; what was written lies on this phone.
import type { ReferralPhone } from '../../api/types'
import { offline, type OutboxItem } from '../../offline'

export const LOOKS_CONFIDENTIAL = 'report_looks_confidential'

/** No, it is not about a person: the same report goes out again with that answer. */
export const sendAllTheSame = async (id: string) => (await offline()).outbox.answer(id, { confirmed_not_personal: true })

/** The telephones that came with the question. */
export const phonesOf = ({ problem }: OutboxItem): ReferralPhone[] =>
  ((problem?.phones ?? []) as { zh: string; tel: string }[]).map(({ zh, tel }) => ({ label: zh, tel }))
