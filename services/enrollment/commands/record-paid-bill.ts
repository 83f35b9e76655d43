import type { contributionReceived } from '#shared/contracts/contribution.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { must } from '#shared/kernel/errors.ts'
import type { VersionedRecord } from '../adapters/persons.ts'
import { readRecord, readRecords, recordWrite } from '../adapters/persons.ts'
import type { RecordPaidBill } from '../domain/commands.ts'
import { decide } from '../domain/decide.ts'
import type { EntitlementRules } from '../domain/entitlement-rules.ts'
import { entitlementRules } from '../domain/entitlement-rules.ts'
import { nextRecord } from '../domain/person-record.ts'
import type { Effects } from '../effects.ts'

type ContributionReceived = ReturnType<typeof contributionReceived.parse>

/** Persons written at once; also the most that one read brings. */
const groupSize = 50

const known = (record: VersionedRecord | undefined, personId: string): VersionedRecord => {
  must(record !== undefined, 'enrollment.person-unknown', `no person ${personId}`, { personId })
  return record
}

const recordFor = async (
  first: VersionedRecord,
  command: RecordPaidBill,
  rules: EntitlementRules,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const { personId } = first.insured
  let record = first
  await retryConflicts(async () => {
    const decision = decide(command, record.insured)
    if (decision.status === 'refused' || decision.value === record.insured) return true
    const next = nextRecord(record, decision.value, { rules, on: command.bill.paidOn })
    const written = await store.write([recordWrite(next, record)])
    if (written.status === 'written') return true
    record = known(await readRecord(store, personId), personId)
    return undefined
  })
}

/**
 * Notes a bill paid in full with each person it covers, which may begin his entitlement. Each person is his own
 * transaction and remembers the bill, so a crash half-way or a repeat of the event completes what is missing.
 * @throws TongchouError `enrollment.person-unknown`: a bill names someone never enrolled; to the dead letters
 */
export const recordPaidBill = async ({ data }: ContributionReceived, effects: Effects): Promise<void> => {
  const { completes, billId, scheme, paidOn } = data
  if (!completes) return
  const { from, to, persons } = completes
  const command: RecordPaidBill = {
    type: 'record-paid-bill',
    bill: { billId, scheme, from, to, paidOn },
  }
  const rules = entitlementRules(effects.policy())
  for (let start = 0; start < persons.length; start += groupSize) {
    const group = persons.slice(start, start + groupSize).map(({ personId }) => personId)
    const records = await readRecords(effects.store, group)
    await Promise.all(
      group.map((personId, index) => recordFor(known(records[index], personId), command, rules, effects)),
    )
  }
}
