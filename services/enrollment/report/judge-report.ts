import type { Day } from '#shared/calendar/day.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { nameCorrected } from '../correction/correct-name.ts'
import { judgeChange } from '../coverage/change-coverage.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import { coverageWrite } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import type { PersonReport, SealedInReport } from './rules/person-report.ts'
import { commandOf, judgedOn } from './rules/person-report.ts'

type Needs = Pick<Effects, 'store' | 'secrets' | 'policy'>

const inCoverage = (
  report: PersonReport,
  record: VersionedRecord,
  { by, commandId }: { readonly by: SignedHand; readonly commandId: string },
  effects: Needs,
): Decision<Write[]> | undefined => {
  const command = commandOf(report, by)
  if (!command) return undefined
  const on: Day = judgedOn(report, by.on)
  const judged = judgeChange({ command, commandId, on, today: by.on }, record, effects)
  return judged.status === 'refused' ? judged : accept([coverageWrite(judged.value, record.version)])
}

const inName = async (
  { personId, number, evidence }: PersonReport,
  { name, reason, number: document }: SealedInReport,
  { by, commandId }: { readonly by: SignedHand; readonly commandId: string },
  effects: Needs,
): Promise<Decision<Write[]>> => {
  must(name !== undefined && reason !== undefined, 'report.nothing-said', 'a report of a name names none')
  const command = { name, reason, evidence: `${evidence} ${document}`, commandId, on: by.on, report: number }
  return nameCorrected(personId, command, effects)
}

/** What a report would change if `by` approved it now: refused where it cannot be done, or not any more. */
export const judgeReport = async (
  report: PersonReport,
  { record, clear }: { readonly record: VersionedRecord; readonly clear: SealedInReport },
  signed: { readonly by: SignedHand; readonly commandId: string },
  effects: Needs,
): Promise<Decision<Write[]>> =>
  inCoverage(report, record, signed, effects) ?? (await inName(report, clear, signed, effects))
