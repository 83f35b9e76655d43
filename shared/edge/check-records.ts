import type { SQSClient } from '@aws-sdk/client-sqs'
import { chinaDay } from '#shared/calendar/day.ts'
import { checkAllRecords, checkRecords } from '#shared/contracts/service.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit, isUnitDone, queueUnits, startRun } from '#shared/edge/run.ts'
import type { Key, Store, Stored } from '#shared/edge/store.ts'
import type { Looked } from '#shared/edge/tell-violations.ts'
import { tellViolations, wrongTwice } from '#shared/edge/tell-violations.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Invariant } from '#shared/kernel/invariant.ts'

/** Invariants, and what they compare. */
export type Look = {
  readonly invariants: readonly Invariant[]
  /**
   * The things that some records speak of, whole: everything that the invariants compare with each other, each record
   * once. Something that no record of a page speaks of is met on the page of one that does.
   */
  readonly whole: (records: readonly Stored[], store: Store) => Promise<readonly Stored[]>
}

/** What a service has checked every night. */
export type NightlyChecks = Look & {
  /** Parts of the table that are looked at side by side. */
  readonly parts: number
  /** Further looks at each page, for invariants that compare other things: so nothing is read for those that do without it. */
  readonly besides?: readonly Look[]
}

type Runs = { readonly store: Store; readonly queue: SQSClient; readonly queueUrl: string }

/**
 * Pages of a megabyte that one call looks at. A part of more goes on in another call, behind what other runs have queued
 * meanwhile: they wait for minutes at most, however long the night's check takes.
 */
const pagesAtOnce = 10

/** Starts the night's check of everything a service has recorded: one run a day, however often the message comes. */
export const startNight = async (
  message: RunUnit & { readonly dueAt?: string },
  { parts }: NightlyChecks,
  runs: Runs,
): Promise<void> => {
  const on = chinaDay(new Date(message.dueAt ?? ''))
  const units = Array.from({ length: parts }, (_, part) => ({ unitId: String(part), input: { part } }))
  const runId = `${checkRecords}-${on}`
  await startRun(runs, { runId, task: checkRecords, parameters: { on }, units })
}

const judge = (invariants: readonly Invariant[], records: readonly Stored[]) => {
  const findings = invariants.map(({ start }) => {
    const { see, finish } = start()
    for (const record of records) see(record)
    return finish()
  })
  return {
    checked: findings.reduce((sum, { checked }) => sum + checked, 0),
    violations: findings.flatMap(({ violations }) => violations),
  }
}

const mostKeys = 100

/** A store whose items may be a moment old, at half the price. */
const aMomentOld = (store: Store): Store => ({
  ...store,
  getMany: (keys) => store.getMany(keys, { eventual: true }),
  list: (listing) => store.list({ ...listing, eventual: true }),
})

const together = (looked: readonly Looked[]): Looked => ({
  checked: looked.reduce((sum, { checked }) => sum + checked, 0),
  violations: looked.flatMap(({ violations }) => violations),
  moving: looked.reduce((sum, { moving }) => sum + moving, 0),
})

/**
 * Judges a page. Its records were read one after the other while others went on writing, so what seems wrong is read again,
 * now as it stands, and counts only when it is wrong in the same way once more.
 */
const lookAt = async (
  page: readonly Stored[],
  { invariants, whole }: Look,
  store: Store,
): Promise<Looked> => {
  const first = judge(invariants, await whole(page, aMomentOld(store)))
  if (first.violations.length === 0) return { ...first, moving: 0 }
  const keys: Key[] = page.map(({ pk, sk }) => ({ pk, sk }))
  const again = await Promise.all(inPieces(keys, mostKeys).map((some) => store.getMany(some)))
  const now = judge(
    invariants,
    await whole(
      again.flat().flatMap((item) => item ?? []),
      store,
    ),
  )
  const violations = wrongTwice(first.violations, now.violations)
  return { checked: now.checked, violations, moving: first.violations.length - violations.length }
}

/** Has a page looked at in every way the checks say. */
export const checkPage = async (
  page: readonly Stored[],
  checks: NightlyChecks,
  store: Store,
): Promise<Looked> => {
  const looked: Looked[] = []
  for (const look of [checks, ...(checks.besides ?? [])]) looked.push(await lookAt(page, look, store))
  return together(looked)
}

/** Looks at a part of the table, page by page; a part with much in it queues itself again with where it got to. */
export const checkPart = async (unit: RunUnit, checks: NightlyChecks, runs: Runs): Promise<void> => {
  const { store, queue, queueUrl } = runs
  if (await isUnitDone(store, unit)) return
  const { part } = unit.input as { part: number }
  let { cursor } = unit.input as { cursor?: string }
  const looked: Looked[] = []
  do {
    const page = await store.scanPart({ part, of: checks.parts, ...(cursor === undefined ? {} : { cursor }) })
    looked.push(await checkPage(page.items, checks, store))
    cursor = page.cursor
  } while (cursor !== undefined && looked.length < pagesAtOnce)
  tellViolations(checkRecords, together(looked))
  if (cursor === undefined) await store.write(completeUnit(unit, {}))
  else await queueUnits(queue, queueUrl, [{ ...unit, input: { part, cursor } }])
}

/** What the units of a service's nightly check do. */
export const checkTasks = (
  checks: NightlyChecks,
  runs: () => Runs,
): Readonly<Record<string, (unit: RunUnit) => Promise<void>>> => ({
  [checkAllRecords]: (message) => startNight(message, checks, runs()),
  [checkRecords]: (unit) => checkPart(unit, checks, runs()),
})
