import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverageWrite, findCoverage } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import { judgeReport } from './judge-report.ts'
import type { PersonReport, Report } from './rules/person-report.ts'
import { waitingIn } from './rules/person-report.ts'
import { personReports, placeOfReport, reportsOf } from './store.ts'

type MakeReport = {
  readonly report: Report
  readonly commandId: string
  readonly by: SignedHand
  /** The command is named by what it reports: after a refusal the same may be reported again. */
  readonly isNamedByContent?: true
  /** Says what would be reported, and reports nothing. */
  readonly preview?: boolean
  /** Whether the caller may still touch a person who was changed by others meanwhile. */
  readonly mayChange: (record: PersonRecord) => boolean
}

/**
 * Takes note of a report; nothing else changes. What could not be done is refused at once, and so is a second report
 * while one waits: its number can be had by one of two at once only. The coverage is written as it is, under its next
 * version, so that it does not go to another city at the same moment, past a report that would wait in the former.
 */
export const makeReport = (
  personId: string,
  { report, commandId, by, mayChange, isNamedByContent, preview }: MakeReport,
  effects: Pick<Effects, 'store' | 'secrets' | 'policy'>,
): Promise<Decision<PersonReport>> =>
  retryConflicts(async () => {
    const { store, secrets } = effects
    const [earlier, person] = await Promise.all([reportsOf(personId, store), findCoverage(personId, effects)])
    if (person.status === 'refused') return person
    const record = person.value
    const done = earlier.find(
      (each) => each.commandId === commandId && !(isNamedByContent && each.status === 'refused'),
    )
    if (done) return accept(done)
    if (!mayChange(record)) return refuse('enrollment.moved-meanwhile')
    const waiting = waitingIn(earlier)
    if (waiting) return refuse('report.waiting', { figures: { number: waiting.number } })
    const of = { personId, number: earlier.length + 1 }
    const { sealed: clear, ...said } = report
    const sealed = await secrets.sealText(placeOfReport(of), JSON.stringify(clear))
    const next: PersonReport = {
      ...{ ...of, version: 1, commandId, city: lastSpell(record.insured).city, sealed, reported: by },
      ...said,
      status: 'reported',
    }
    const judged = await judgeReport(next, { record, clear }, { by, commandId }, effects)
    if (judged.status === 'refused') return judged
    if (preview) return accept(next)
    const written = await store.write([personReports.create(next), coverageWrite(record, record.version)])
    return written.status === 'written' ? accept(next) : undefined
  })
