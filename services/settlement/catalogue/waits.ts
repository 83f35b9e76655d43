import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { importRecords } from './import-store.ts'

/** Claims are judged by the old catalogue until another person has looked at the import. */
export const catalogueImportsAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.catalogue-imports-are-decided',
  rule: 'an import of the catalogue is approved or rejected by another person within the days of the policy',
  work: { zh: '目录导入待复核', en: 'imports of the catalogue that wait for approval' },
  waits: (item) => {
    if (!importRecords.is(item)) return undefined
    const { status, made } = importRecords.from(item)
    return made && (status === 'waiting' || status === 'approved')
      ? waitingFor(policy, 'general.wait.proposal_days', made.on)
      : undefined
  },
})
