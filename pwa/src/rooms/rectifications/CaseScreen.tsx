// One case, alone on the screen.
import type { ScreenProps } from '../../router'
import { BackLink } from '../shell/BackLink'
import { CaseView } from './CaseView'

export default function CaseScreen({ params }: ScreenProps) {
  return <CaseView id={params.id ?? ''} before={<BackLink to="/app/cases" />} />
}
