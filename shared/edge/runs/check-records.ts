import type { Day } from '#shared/calendar/day.ts'
import { checkAllRecords, checkRecords } from '#shared/contracts/service.ts'
import type { Runs, RunUnit, ScheduleMessage, Tasks } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import type { CheckResult } from '#shared/edge/runs/tell-violations.ts'
import { joinFindings, lookTwice, tellViolations } from '#shared/edge/runs/tell-violations.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { keepSeen } from '#shared/edge/watch/seen-waits.ts'
import type { Invariant } from '#shared/kernel/invariant.ts'
import { type SeenWait, seenIn } from '#shared/kernel/seen-wait.ts'
import { overdueOf, type Wait } from '#shared/kernel/wait.ts'

/** Invariants, and what they compare. */
export type Look = {
  readonly invariants: readonly Invariant[]
  /**
   * Everything that the invariants compare with the given records, each record once. Absent where each record is judged
   * by itself. What no record of one page names is read with another page, whose records name it. `on` is the day of
   * the night's run.
   */
  readonly whole?: (records: readonly Stored[], store: Store, on: Day) => Promise<readonly Stored[]>
}

/** What a service has checked every night: each page of its table in every way that is listed. */
export type NightlyChecks = {
  /** Parts of the table that are checked at the same time. */
  readonly parts: number
  /**
   * Invariants that compare other records read these themselves. So nothing is read for invariants that need no others.
   */
  readonly looks: readonly Look[]
  /** What of the table's records may wait, and until when. */
  readonly waits?: () => readonly Wait[]
}

/**
 * Pages of a megabyte that one call checks. A larger part goes on in another call, behind what other runs have queued
 * meanwhile. So these wait for minutes at most, however long the night's check takes.
 */
const pagesAtOnce = 10

/** The input of a unit: its part of the table, the day of the run, and how far the part is checked. */
type PartInput = {
  readonly part: number
  readonly on: Day
  readonly cursor?: string
  /** How often the part went on in another call. */
  readonly legs?: number
}

/** Starts the night's check of everything a service has recorded: one run a day, however often the message comes. */
const startNight = async (message: ScheduleMessage, { parts }: NightlyChecks, runs: Runs): Promise<void> => {
  const on = dueOn(message)
  const units = Array.from({ length: parts }, (_, part) => ({ unitId: String(part), input: { part, on } }))
  const runId = `${checkRecords}-${on}`
  await startRun(runs, { runId, task: checkRecords, parameters: { on }, units })
}

const judge = (invariants: readonly Invariant[], records: readonly Stored[]): CheckResult =>
  joinFindings(
    invariants.map(({ start }) => {
      const { see, finish } = start()
      for (const record of records) see(record)
      return finish()
    }),
  )

/** A store whose items may be a moment old, at half the price. */
const withEventualReads = (store: Store): Store => ({
  ...store,
  getMany: (keys) => store.getMany(keys, { eventual: true }),
  list: (listing) => store.list({ ...listing, eventual: true }),
})

/** What is judged record by record. */
const asTheyAre: NonNullable<Look['whole']> = async (records) => records

/** Records as they stand now. */
const readAgain = async (records: readonly Stored[], store: Store): Promise<Stored[]> => {
  const found = await store.getMany(records.map(({ pk, sk }) => ({ pk, sk })))
  return found.flatMap((item) => item ?? [])
}

/** Has a page judged by all checks: first by an eventual read, then, for what seems wrong, by a consistent read. */
export const checkPage = async (
  page: readonly Stored[],
  { looks, waits = () => [] }: Pick<NightlyChecks, 'looks' | 'waits'>,
  { store, on }: { readonly store: Store; readonly on: Day },
): Promise<CheckResult> => {
  const looked: CheckResult[] = []
  for (const { invariants, whole = asTheyAre } of looks)
    looked.push(
      await lookTwice(
        async () => judge(invariants, await whole(page, withEventualReads(store), on)),
        async () => judge(invariants, await whole(await readAgain(page, store), store, on)),
      ),
    )
  const allowed = waits()
  const overdue = page.flatMap((item) => overdueOf(item, allowed, on))
  return { ...joinFindings(looked), overdue }
}

/** Checks a part of the table, page by page. A large part queues itself again with the place it has reached. */
const checkPart = async (unit: RunUnit, checks: NightlyChecks, runs: Runs): Promise<void> => {
  const { store, queue, queueUrl } = runs
  if (await isUnitDone(store, unit)) return
  const { part, on, cursor: from, legs = 0 } = unit.input as PartInput
  const waits = checks.waits?.() ?? []
  const waiting: SeenWait[] = []
  let cursor = from
  const looked: CheckResult[] = []
  do {
    const page = await store.scanPart({ part, of: checks.parts, ...(cursor === undefined ? {} : { cursor }) })
    looked.push(await checkPage(page.items, checks, { store, on }))
    waiting.push(...page.items.flatMap((item) => seenIn(item, waits)))
    cursor = page.cursor
  } while (cursor !== undefined && looked.length < pagesAtOnce)
  tellViolations(checkRecords, joinFindings(looked))
  await keepSeen(store, { on, part: `${part}.${legs}` }, waiting)
  if (cursor === undefined) await store.write(completeUnit(unit, {}))
  else await queueUnits(queue, queueUrl, [{ ...unit, input: { part, on, cursor, legs: legs + 1 } }])
}

/** What the units of a service's nightly check do. */
export const checkTasks = (checks: NightlyChecks, runs: () => Runs): Tasks => ({
  [checkAllRecords]: (message) => startNight(message, checks, runs()),
  [checkRecords]: (unit) => checkPart(unit, checks, runs()),
})
