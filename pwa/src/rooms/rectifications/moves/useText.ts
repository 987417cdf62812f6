// One typed text of a move, kept on the phone until the move is through.
import { useDraft } from '../../../offline/useDraft'

export function useText(caseId: string, action: string) {
  const draft = useDraft(`case:${caseId}:${action}`, { text: '' })
  return { text: draft.values.text, change: (text: string) => draft.change({ text }), drop: draft.drop }
}
