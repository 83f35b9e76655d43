import type { contributionsReceived, ReceivedPayment } from '#shared/contracts/contribution.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { EntitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { whoseBill } from '../person/rules/insured.ts'
import type { RecordPaidBill, WithdrawPaidBill } from './rules/commands.ts'
import { decide } from './rules/decide.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { nextRecord } from './rules/person-record.ts'
import type { VersionedRecord } from './store.ts'
import { coverages, ofPerson } from './store.ts'
import { writeWithFormer } from './write-with-former.ts'

type ContributionsReceived = ReturnType<typeof contributionsReceived.parse>

/** A bill that is complete, or short again. */
type BillCommand = RecordPaidBill | WithdrawPaidBill

/** Persons read and written at once. */
const groupSize = 50

const known = (record: VersionedRecord | undefined, personId: string): VersionedRecord => {
  must(record !== undefined, 'enrollment.person-unknown', `no person ${personId}`, { personId })
  return record
}

/** A person's paid bills, one after the other in one write. */
const recordAll = async (
  first: VersionedRecord,
  commands: readonly BillCommand[],
  {
    rules,
    effects: { store },
  }: { readonly rules: EntitlementRules; readonly effects: Pick<Effects, 'store'> },
): Promise<void> => {
  const { personId } = first.insured
  let record = first
  await retryConflicts(async () => {
    let next: PersonRecord = record
    for (const command of commands) {
      const decision = decide(command, next.insured)
      if (decision.status === 'accepted' && decision.value !== next.insured)
        next = nextRecord(next, decision.value, { rules, on: command.bill.paidOn })
    }
    if (next === record) return true
    const writes = await writeWithFormer(next, record.version, { rules, on: next.changedOn, store })
    const written = await store.write(writes)
    if (written.status === 'written') return true
    record = known(await coverages.read(store, ofPerson(personId)), personId)
    return undefined
  })
}

type PaidPerson = { readonly personId: string; readonly command: BillCommand }

const paidFor = (
  scheme: Scheme,
  { completes, withdraws, billId, paidOn, turn }: ReceivedPayment,
): PaidPerson[] => {
  const turned = completes ?? withdraws
  if (!turned) return []
  const { from, to, months, persons } = turned
  // A difference corrects what months cost: whether they are paid for is told by the bill that it corrects.
  if (months === 0) return []
  const command: BillCommand = completes
    ? {
        type: 'record-paid-bill',
        bill: {
          ...{ billId, scheme, from, to, paidOn },
          ...(turn === undefined ? {} : { turn }),
          ...(months === undefined ? {} : { bought: months }),
        },
      }
    : { type: 'withdraw-paid-bill', bill: { billId, paidOn, turn: turn ?? 1 } }
  return persons.map(({ personId }) => ({ personId, command }))
}

type Noted = { readonly record: VersionedRecord; readonly commands: readonly BillCommand[] }

/** What is noted with somebody who turned out to be another is noted with that one too: the money follows. */
const withWhoTheyAre = async (noted: readonly Noted[], effects: Pick<Effects, 'store'>): Promise<Noted[]> => {
  const all: Noted[] = []
  for (let open = noted; open.length > 0; ) {
    const moved = open.flatMap(({ record: { insured }, commands }) =>
      insured.sameAs ? [{ personId: insured.sameAs.personId, commands }] : [],
    )
    const records = await coverages.readMany(
      effects.store,
      moved.map(({ personId }) => ofPerson(personId)),
    )
    open = moved.map(({ personId, commands }, index) => ({
      record: known(records[index], personId),
      commands,
    }))
    all.push(...open)
  }
  return all
}

/** Bills on which a number stands that was parted from another are noted with whose they are. */
const withWhoseTheyAre = async (
  noted: readonly Noted[],
  effects: Pick<Effects, 'store'>,
): Promise<readonly Noted[]> => {
  if (noted.every(({ record }) => record.insured.parted === undefined)) return noted
  const of = noted.flatMap(({ record: { insured }, commands }) =>
    commands.map((command) => ({ personId: whoseBill(insured, command.bill.billId), command })),
  )
  const byPerson = [...Map.groupBy(of, ({ personId }) => personId)]
  const records = await coverages.readMany(
    effects.store,
    byPerson.map(([personId]) => ofPerson(personId)),
  )
  return byPerson.map(([personId, own], index) => ({
    record: known(records[index], personId),
    commands: own.map(({ command }) => command),
  }))
}

/**
 * Notes bills paid in full with each person they cover, which may begin their entitlement. A refund that leaves a bill
 * short takes it back. Each person is a transaction of their own and remembers the bill. So a crash half-way or a repeat of the event completes what is missing. What goes
 * wrong with one keeps no other waiting. The event fails when all others are recorded, and its redrive adds the rest.
 * @throws TongchouError `enrollment.person-unknown`: a bill names persons never enrolled; to the dead letters
 */
export const recordPaidBills = async (
  { data: { scheme, receipts } }: ContributionsReceived,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const rules = entitlementRules(effects.policy())
  const byPerson = Map.groupBy(
    receipts.flatMap((receipt) => paidFor(scheme, receipt)),
    ({ personId }) => personId,
  )
  const unknown: string[] = []
  await eachForItself(inPieces([...byPerson], groupSize), async (group) => {
    const records = await coverages.readMany(
      effects.store,
      group.map(([personId]) => ofPerson(personId)),
    )
    const named = group.flatMap(([personId, paid], index) => {
      const record = records[index]
      if (!record) unknown.push(personId)
      return record ? [{ record, commands: paid.map(({ command }) => command) }] : []
    })
    const record = async (found: readonly Noted[]): Promise<void> => {
      const outcomes = await Promise.allSettled(
        found.map((each) => recordAll(each.record, each.commands, { rules, effects })),
      )
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    }
    const theirs = await withWhoseTheyAre(named, effects)
    await record(theirs)
    // Who they are is written after them, since what these lend goes by the bills of both.
    for (const each of await withWhoTheyAre(theirs, effects)) await record([each])
  })
  must(unknown.length === 0, 'enrollment.person-unknown', `no person ${unknown.join(', ')}`, {
    persons: unknown.join(', '),
  })
}
