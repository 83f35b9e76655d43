import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import type { EntitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { whoseBill } from '../person/rules/insured.ts'
import type { NoteDifference, RecordPaidBill, WithdrawPaidBill } from './rules/commands.ts'
import { decide } from './rules/decide.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { nextRecord } from './rules/person-record.ts'
import type { VersionedRecord } from './store.ts'
import { coverages, ofPerson } from './store.ts'
import { writeWithFormer } from './write-with-former.ts'

/** What is noted of a bill with whoever it pays for: complete, short again, or that more is to be paid of it. */
export type BillCommand = RecordPaidBill | WithdrawPaidBill | NoteDifference

/** A command with the number that the bill names, and the day it is of. */
export type ToNote = { readonly personId: string; readonly on: Day; readonly command: BillCommand }
type Dated = Omit<ToNote, 'personId'>

/** The bill whose person a command is about. */
const billOf = (command: BillCommand): string =>
  command.type === 'note-difference' ? command.difference.of : command.bill.billId

/** Persons read and written at once. */
const groupSize = 50

const known = (record: VersionedRecord | undefined, personId: string): VersionedRecord => {
  must(record !== undefined, 'enrollment.person-unknown', `no person ${personId}`, { personId })
  return record
}

/** What is noted with a person, one after the other in one write. */
const recordAll = async (
  first: VersionedRecord,
  commands: readonly Dated[],
  {
    rules,
    effects: { store },
  }: { readonly rules: EntitlementRules; readonly effects: Pick<Effects, 'store'> },
): Promise<void> => {
  const { personId } = first.insured
  let record = first
  await retryConflicts(async () => {
    let next: PersonRecord = record
    for (const { command, on } of commands) {
      const decision = decide(command, next.insured)
      if (decision.status === 'accepted' && decision.value !== next.insured)
        next = nextRecord(next, decision.value, { rules, on })
    }
    if (next === record) return true
    const writes = await writeWithFormer(next, record.version, { rules, on: next.changedOn, store })
    const written = await store.write(writes)
    if (written.status === 'written') return true
    record = known(await coverages.read(store, ofPerson(personId)), personId)
    return undefined
  })
}

type Noted = { readonly record: VersionedRecord; readonly commands: readonly Dated[] }

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
    commands.map((each) => ({ personId: whoseBill(insured, billOf(each.command)), ...each })),
  )
  const byPerson = [...Map.groupBy(of, ({ personId }) => personId)]
  const records = await coverages.readMany(
    effects.store,
    byPerson.map(([personId]) => ofPerson(personId)),
  )
  return byPerson.map(([personId, own], index) => ({
    record: known(records[index], personId),
    commands: own.map(({ personId: _, ...each }) => each),
  }))
}

/**
 * Notes what is told of bills with each person they cover, and with whoever these turned out to be. Each person is a
 * transaction of their own and remembers the bill. So a crash half-way or a repeat of the event completes what is missing.
 * What goes wrong with one keeps no other waiting. The event fails when all others are recorded, and its redrive adds the
 * rest.
 * @throws TongchouError `enrollment.person-unknown`: a bill names persons never enrolled; to the dead letters
 */
export const noteWithPersons = async (
  told: readonly ToNote[],
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const rules = entitlementRules(effects.policy())
  const byPerson = Map.groupBy(told, ({ personId }) => personId)
  const unknown: string[] = []
  await eachForItself(inPieces([...byPerson], groupSize), async (group) => {
    const records = await coverages.readMany(
      effects.store,
      group.map(([personId]) => ofPerson(personId)),
    )
    const named = group.flatMap(([personId, all], index) => {
      const record = records[index]
      if (!record) unknown.push(personId)
      return record ? [{ record, commands: all.map(({ personId: _, ...each }) => each) }] : []
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
