// What went wrong, in the server's own words: as a screen with a way to try again, or as a banner inside a form.
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Banner, ErrorState } from '../../ui'

export function Trouble({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const retry = onRetry && { retryLabel: t('retry'), onRetry }
  return <ErrorState title={problem.title} detail={problem.detail} offline={problem.status === 0} {...retry} />
}

export function Refusal({ problem, detail = problem.detail }: { problem: Problem; detail?: string }) {
  return <Banner tone="danger"><h3>{problem.title}</h3><p>{detail}</p></Banner>
}
