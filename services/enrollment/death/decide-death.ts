import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { judgeChange } from '../coverage/change-coverage.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverageWrite, findCoverage } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import { isDecidedBy } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { DeathReport } from './rules/death-report.ts'
import { commandOf, decideReport, judgedOn } from './rules/death-report.ts'
import { deathReports } from './store.ts'

type DecideDeath = Pick<DeathReport, 'personId' | 'number'> & {
  readonly as: 'approved' | 'refused'
  readonly refusedFor?: string
  readonly by: SignedHand
  readonly commandId: string
  /** Whether the caller may still touch a person who was changed by others meanwhile. */
  readonly mayChange: (record: PersonRecord) => boolean
}

/** Decides on a report once. What an approved one says of the coverage is one write with its approval. */
export const decideDeath = (
  { personId, number, as, refusedFor, by, commandId, mayChange }: DecideDeath,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<DeathReport>> =>
  retryConflicts(async () => {
    const { store } = effects
    const [report, person] = await Promise.all([
      deathReports.read(store, { personId, number }),
      findCoverage(personId, effects),
    ])
    if (person.status === 'refused') return person
    if (!report) return refuse('death.report-unknown', { field: 'number' })
    if (isDecidedBy(report, commandId)) return accept(report)
    const record = person.value
    if (!mayChange(record)) return refuse('enrollment.moved-meanwhile')
    const decided = decideReport(report, { as, by: { ...by, commandId } })
    if (decided.status === 'refused') return decided
    const next: DeathReport = {
      ...decided.value,
      version: report.version + 1,
      ...(refusedFor === undefined ? {} : { refusedFor }),
    }
    const writes = [deathReports.replace(next, report.version)]
    if (as === 'approved') {
      const on = judgedOn(report, by.on)
      const judged = judgeChange({ command: commandOf(report), commandId, on, today: by.on }, record, effects)
      if (judged.status === 'refused') return judged
      writes.push(coverageWrite(judged.value, record.version))
    }
    const written = await store.write(writes)
    return written.status === 'written' ? accept(next) : undefined
  })
