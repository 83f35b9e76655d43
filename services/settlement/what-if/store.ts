import type { RunProgress, RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, readRun, readRunParameters } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { runPartition } from '../correction/correction-result-item.ts'
import type { Key } from '../keys.ts'
import { ownKey, whatIfsOf } from '../keys.ts'
import type { WhatIfRun, WhatIfTotals } from './rules/what-if-run.ts'
import { addTotals, noTotals } from './rules/what-if-run.ts'

export const whatIfTask = 'what-if'

/** A what-if in the list of who tried what. */
export type TriedWhatIf = Pick<WhatIfRun, 'runId' | 'year' | 'city' | 'scheme' | 'ordered'> & {
  readonly titles: readonly string[]
}

type Page<Thing> = { readonly found: readonly Thing[]; readonly cursor?: string }

/** What what-ifs read and record: the order, what its units came to, and nothing of any claim. */
export type WhatIfStore = {
  readonly find: (runId: string) => Promise<{ run: WhatIfRun; progress: RunProgress } | undefined>
  /** Records who tries what; what is recorded of the same order stays. */
  readonly recordTried: (run: WhatIfRun) => Promise<void>
  readonly listTried: (
    division: string,
    place: { readonly limit: number; readonly cursor?: string },
  ) => Promise<Page<TriedWhatIf>>
  /** Completes a unit with what its persons came to; a unit completed before is left as it is. */
  readonly completeUnit: (unit: RunUnit, totals: WhatIfTotals) => Promise<void>
  /** Adds up what all units came to, once they are complete, and keeps it. */
  readonly conclude: (run: WhatIfRun) => Promise<void>
  /** What a what-if came to; undefined while it runs. */
  readonly readTotals: (runId: string) => Promise<WhatIfTotals | undefined>
}

/** A run's parameters; figures are kept as text, since shares are no whole numbers. */
export const toParameters = ({ variants, ...run }: WhatIfRun): Item => ({
  ...run,
  variants: JSON.stringify(variants),
})

const fromParameters = ({ variants, ...run }: Item): WhatIfRun => ({
  ...(run as Omit<WhatIfRun, 'variants'>),
  variants: JSON.parse(String(variants)) as WhatIfRun['variants'],
})

type OfRun = { readonly runId: string }

const tried = defineRecord<TriedWhatIf, OfRun>({
  kind: 'what-if',
  key: ({ runId }) => ({ pk: runPartition(runId), sk: 'WHAT-IF' }),
  index: ({ city = provinceCode, ordered, runId }) => ({
    gsi1pk: whatIfsOf(city),
    gsi1sk: `${ordered.on}#${runId}`,
  }),
})
const unitTotals = defineRecord<{ readonly result: WhatIfTotals }, Key>({ kind: 'run-unit', key: ownKey })
const concluded = defineRecord<{ readonly runId: string; readonly totals: WhatIfTotals }, OfRun>({
  kind: 'what-if-effect',
  key: ({ runId }) => ({ pk: runPartition(runId), sk: 'EFFECT' }),
})

/** Opens the what-ifs on the service's table. */
export const openWhatIfs = (store: Store): WhatIfStore => ({
  find: async (runId) => {
    const [progress, parameters] = await Promise.all([readRun(store, runId), readRunParameters(store, runId)])
    if (progress?.task !== whatIfTask) return undefined
    must(parameters !== undefined, 'what-if.no-parameters', 'a run was started with nothing', { runId })
    return { run: fromParameters(parameters), progress }
  },
  recordTried: async ({ variants, policyVersion: _, ...run }) => {
    await store.write([tried.create({ ...run, titles: variants.map(({ title }) => title) })])
  },
  listTried: async (division, place) => {
    const { items, cursor } = await store.page({
      ...{ index: 'gsi1' as const, pk: whatIfsOf(division), newestFirst: true },
      ...place,
    })
    const read = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
    return {
      found: read.flatMap((item) => (item ? [tried.from(item)] : [])),
      ...(cursor === undefined ? {} : { cursor }),
    }
  },
  completeUnit: async (unit, totals) => {
    await store.write(completeUnit(unit, totals))
  },
  conclude: async ({ runId, variants }) => {
    let totals = noTotals(variants.length)
    for await (const { result } of unitTotals.list(store, runPartition(runId), { prefix: 'UNIT#' }))
      totals = addTotals(totals, result)
    await store.write([concluded.create({ runId, totals })])
  },
  readTotals: async (runId) => (await concluded.read(store, { runId }))?.totals,
})
