import type { Day } from '#shared/calendar/day.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { identityCorrected } from '../correction/correct-identity.ts'
import { nameCorrected } from '../correction/correct-name.ts'
import { judgeChange } from '../coverage/change-coverage.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import { writeWithFormer } from '../coverage/write-with-former.ts'
import type { Effects } from '../effects.ts'
import { faultOfAge, faultOfMonths } from '../enrolment/rules/person-faults.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import type { Insured, SignedHand } from '../person/rules/insured.ts'
import { beginningOf, lastSpell } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import type { PersonReport, SealedInReport } from './rules/person-report.ts'
import { commandOf, judgedOn } from './rules/person-report.ts'

type Needs = Pick<Effects, 'store' | 'secrets' | 'policy'>

const inCoverage = async (
  report: PersonReport,
  record: VersionedRecord,
  { by, commandId }: { readonly by: SignedHand; readonly commandId: string },
  effects: Needs,
): Promise<Decision<Write[]> | undefined> => {
  const command = commandOf(report, by)
  if (!command) return undefined
  const on: Day = judgedOn(report, by.on)
  const judged = judgeChange({ command, commandId, on, today: by.on }, record, effects)
  if (judged.status === 'refused') return judged
  const how = { rules: entitlementRules(effects.policy()), on, store: effects.store }
  return accept(await writeWithFormer(judged.value, record.version, how))
}

const cityOf = ({ insured }: VersionedRecord): string => lastSpell(insured).city

const inName = async (
  { personId, number, evidence }: PersonReport,
  {
    clear: { name, reason, number: document },
    record,
  }: { readonly clear: SealedInReport; readonly record: VersionedRecord },
  { by, commandId }: { readonly by: SignedHand; readonly commandId: string },
  effects: Needs,
): Promise<Decision<Write[]>> => {
  must(name !== undefined && reason !== undefined, 'report.nothing-said', 'a report of a name names none')
  const command = {
    name,
    reason,
    evidence: `${evidence} ${document}`,
    commandId,
    by,
    city: cityOf(record),
    report: number,
  }
  return nameCorrected(personId, command, effects)
}

/** Why what a report says cannot be true of its person, whoever signs it. */
const faultOf = (
  report: PersonReport,
  { sex, birthOn, ...insured }: Insured,
  today: Day,
  { policy }: Needs,
): Refusal | undefined => {
  const judging = { today, limits: personLimits(policy()) }
  if (report.says === 'moved') {
    const { place, from } = report
    return faultOfAge({ employment: place.employment, sex, birthOn, from }, judging)
  }
  if (report.says !== 'contributed') return undefined
  const { from } = beginningOf(insured)
  const fault = faultOfMonths({ paidMonths: report.months, birthOn, from }, judging)
  return fault && { ...fault, field: 'months' }
}

const inIdentity = async (
  report: Extract<PersonReport, { says: 'identified' }>,
  {
    clear: { idNumber, certificate },
    record,
  }: { readonly clear: SealedInReport; readonly record: VersionedRecord },
  by: SignedHand,
  effects: Needs,
): Promise<Decision<Write[]>> => {
  const { birthOn, sex, number, personId } = report
  const right = { certificate: certificateOf({ idNumber, certificate }), birthOn, sex }
  return identityCorrected(personId, { right, report: number, by, city: cityOf(record) }, effects)
}

/** What a report would change if `by` approved it now: refused where it cannot be done, or not any more. */
export const judgeReport = async (
  report: PersonReport,
  { record, clear }: { readonly record: VersionedRecord; readonly clear: SealedInReport },
  signed: { readonly by: SignedHand; readonly commandId: string },
  effects: Needs,
): Promise<Decision<Write[]>> => {
  const fault = faultOf(report, record.insured, signed.by.on, effects)
  if (fault) return { status: 'refused', refusal: fault }
  const covered = await inCoverage(report, record, signed, effects)
  if (covered === undefined) return inName(report, { clear, record }, signed, effects)
  if (covered.status === 'refused' || report.says !== 'identified') return covered
  const identified = await inIdentity(report, { clear, record }, signed.by, effects)
  return identified.status === 'refused' ? identified : accept([...covered.value, ...identified.value])
}
