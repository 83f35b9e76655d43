import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { findCoverage } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import { isDecidedBy } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import { judgeReport } from './judge-report.ts'
import type { PersonReport } from './rules/person-report.ts'
import { decideReport } from './rules/person-report.ts'
import { openReport, personReports } from './store.ts'

type DecideOnReport = Pick<PersonReport, 'personId' | 'number'> & {
  readonly as: 'approved' | 'refused'
  readonly refusedFor?: string
  readonly by: SignedHand
  readonly commandId: string
  /** Whether the caller may still touch a person who was changed by others meanwhile. */
  readonly mayChange: (record: PersonRecord) => boolean
}

/** Decides on a report once. What an approved one says of the person is one write with its approval. */
export const decideOnReport = (
  { personId, number, as, refusedFor, by, commandId, mayChange }: DecideOnReport,
  effects: Pick<Effects, 'store' | 'secrets' | 'policy'>,
): Promise<Decision<PersonReport>> =>
  retryConflicts(async () => {
    const { store } = effects
    const [report, person] = await Promise.all([
      personReports.read(store, { personId, number }),
      findCoverage(personId, effects),
    ])
    if (person.status === 'refused') return person
    if (!report) return refuse('report.unknown', { field: 'number' })
    if (isDecidedBy(report, commandId)) return accept(report)
    const record = person.value
    if (!mayChange(record)) return refuse('enrollment.moved-meanwhile')
    const decided = decideReport(report, { as, by: { ...by, commandId } })
    if (decided.status === 'refused' || decided.value === report) return decided
    const next: PersonReport = {
      ...decided.value,
      version: report.version + 1,
      ...(refusedFor === undefined ? {} : { refusedFor }),
    }
    const writes = [personReports.replace(next, report.version)]
    if (as === 'approved') {
      const clear = await openReport(report, effects.secrets)
      const judged = await judgeReport(report, { record, clear }, { by, commandId }, effects)
      if (judged.status === 'refused') return judged
      writes.push(...judged.value)
    }
    const written = await store.write(writes)
    return written.status === 'written' ? accept(next) : undefined
  })
