import type { Day } from '#shared/calendar/day.ts'
import { chinaDay } from '#shared/calendar/day.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { CrossCheck } from './check.ts'
import { checks } from './checks.ts'
import type { Tables } from './tables.ts'
import type { LateWork, OpenWork } from './work.ts'
import { startWork } from './work.ts'

/** A recorded item with the service it is of. */
export type StackRecord = { readonly service: string; readonly item: RecordedItem }

/** The result of a check: how many records it checked, and how many of them were wrong. */
export type CheckResult = Pick<CrossCheck, 'id' | 'number' | 'rule'> & {
  readonly checked: number
  readonly violations: number
}

export type VerifyResult = {
  readonly items: number
  readonly checks: readonly CheckResult[]
  readonly violations: readonly Violation[]
  /** What waits for an officer or for the treasury. */
  readonly work: readonly OpenWork[]
  /** What of it has waited too long, and stops what comes after it. */
  readonly late: readonly LateWork[]
}

/** Checks every invariant over records, in one pass, whatever their order. */
export const judge = async (
  records: AsyncIterable<StackRecord> | Iterable<StackRecord>,
  today: Day = chinaDay(new Date()),
): Promise<VerifyResult> => {
  const running = checks.map(({ id, number, rule, only, start }) => ({ id, number, rule, only, ...start() }))
  const watching = new Map<string, typeof running>()
  const watchersOf = (service: string) => {
    const known = watching.get(service) ?? running.filter(({ only = service }) => only === service)
    watching.set(service, known)
    return known
  }
  const work = startWork(today)
  let items = 0
  const look = ({ service, item }: StackRecord): void => {
    items += 1
    work.see(service, item)
    for (const { see } of watchersOf(service)) see(service, item)
  }
  // Records that are at hand are not waited for one by one.
  if (Symbol.iterator in records) for (const record of records) look(record)
  else for await (const record of records) look(record)
  const results = running.map(({ id, number, rule, finish }) => ({ id, number, rule, ...finish() }))
  return {
    items,
    checks: results
      .map(({ violations, ...result }) => ({ ...result, violations: violations.length }))
      .sort((a, b) => a.number - b.number),
    violations: results.flatMap(({ violations }) => violations),
    ...work.finish(),
  }
}

/** Everything recorded in a stack's tables; what is being written meanwhile may be seen in part. */
export async function* recordsIn(tables: Tables): AsyncGenerator<StackRecord> {
  for (const { service, name, client } of tables)
    for await (const item of openStore(client, () => name).scan()) yield { service, item }
}

/** Checks every invariant over all tables of a stack, each scanned once. */
export const verify = (tables: Tables, today?: Day): Promise<VerifyResult> => judge(recordsIn(tables), today)
