// 问题清单 in three forms: to sign and file, to edit, to sort.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { printIssueList, type ListFormat } from '../../api/inspections'
import { t } from '../../i18n'
import { Button } from '../../ui'
import { saveFile } from '../save_file'
import { Refusal } from '../shell/Trouble'

const FORMATS: readonly ListFormat[] = ['pdf', 'docx', 'xlsx']

export function IssueListButtons({ id, name }: { id: string; name: string }) {
  const [problem, setProblem] = useState<Problem>()
  const print = async (format: ListFormat) => {
    const result = await printIssueList(id, format)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) saveFile(result.value, `${name}-${t('sheet.issue_list')}.${format}`)
  }
  return (
    <>
      {problem && <Refusal problem={problem} />}
      <div class="three-up">
        {FORMATS.map((format) => (
          <Button key={format} look="quiet" onPress={() => void print(format)}>{t(`sheet.list_${format}`)}</Button>
        ))}
      </div>
    </>
  )
}
