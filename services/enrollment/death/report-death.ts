import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { judgeChange } from '../coverage/change-coverage.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { DeathReport, EvidenceKind, SealedInReport, Signature } from './rules/death-report.ts'
import { commandOf } from './rules/death-report.ts'
import { deathReports, placeOfReport, reportsOf } from './store.ts'

/** What is reported of a person: that they died on a day, or that they live. */
export type Report = ({ readonly says: 'died'; readonly on: Day } | { readonly says: 'lives' }) & {
  readonly evidence: EvidenceKind
  readonly sealed: SealedInReport
}

type ReportDeath = {
  readonly report: Report
  readonly commandId: string
  readonly by: Signature
}

/**
 * Takes note of a report; nothing else changes. What could not be done is refused at once, and so is a second report
 * while one waits: its number can be had by one of two at once only.
 */
export const reportDeath = (
  { report, commandId, by }: ReportDeath,
  found: VersionedRecord,
  effects: Pick<Effects, 'store' | 'secrets' | 'policy'>,
): Promise<Decision<DeathReport>> =>
  retryConflicts(async () => {
    const { store, secrets } = effects
    const { personId } = found.insured
    const earlier = await reportsOf(personId, store)
    const done = earlier.find((each) => each.commandId === commandId)
    if (done) return accept(done)
    const waiting = earlier.find(({ status }) => status === 'reported')
    if (waiting) return refuse('death.waiting', { figures: { number: waiting.number } })
    const of = { personId, number: earlier.length + 1 }
    const { sealed: clear, ...said } = report
    const sealed = await secrets.sealText(placeOfReport(of), JSON.stringify(clear))
    const next: DeathReport = {
      ...{ ...of, version: 1, commandId, city: lastSpell(found.insured).city, sealed, reported: by },
      ...said,
      status: 'reported',
    }
    const on = next.says === 'died' ? next.on : by.on
    const judged = judgeChange({ command: commandOf(next), commandId, on, today: by.on }, found, effects)
    if (judged.status === 'refused') return judged
    const written = await store.write([deathReports.create(next)])
    return written.status === 'written' ? accept(next) : undefined
  })
