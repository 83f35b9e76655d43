import type { Day } from '#shared/calendar/day.ts'
import { runKey } from '#shared/edge/runs/run.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { correctionRunsOf } from '../keys.ts'
import { runPartition } from './correction-result-item.ts'
import type { CorrectionRun } from './rules/run-result.ts'

/** A run of corrections in the list of a city's, or of the province's where it is of all cities. */
export type ListedRun = Pick<
  CorrectionRun,
  'runId' | 'cause' | 'correctedOn' | 'year' | 'city' | 'scheme' | 'preview' | 'ordered'
> & {
  /** The run of which it makes what another person approved, or takes back what they rejected. */
  readonly decides?: {
    readonly runId: string
    readonly by: string
    readonly on: Day
    readonly isApproved: boolean
  }
}

const listedRuns = defineRecord<ListedRun, Pick<ListedRun, 'runId'>>({
  kind: 'correction-listed',
  key: ({ runId }) => ({ pk: runPartition(runId), sk: 'LISTED' }),
  index: ({ city = provinceCode, correctedOn, runId }) => ({
    gsi1pk: correctionRunsOf(city),
    gsi1sk: `${correctedOn}#${runId}`,
  }),
})

const decidedIn = ({ decides }: CorrectionRun): Pick<ListedRun, 'decides'> => {
  if (!decides) return {}
  const isApproved = 'approved' in decides
  const { by, on } = isApproved ? decides.approved : decides.rejected
  return { decides: { runId: decides.runId, by, on, isApproved } }
}

/** Lists a run before it starts, so that none is missing; one that stands there stays as it is. */
export const listRun = async (store: Store, run: CorrectionRun): Promise<void> => {
  const { runId, cause, correctedOn, year, city, scheme, preview, ordered } = run
  const of = { ...(city === undefined ? {} : { city }), ...(scheme === undefined ? {} : { scheme }) }
  const by = ordered === undefined ? {} : { ordered }
  const listed = { runId, cause, correctedOn, year, preview, ...of, ...by, ...decidedIn(run) }
  await store.write([listedRuns.create(listed)])
}

type Page<Thing> = { readonly found: readonly Thing[]; readonly cursor?: string }

/** The runs of a division, the latest first; those of releases before the list are read by their ids alone. */
export const listedRunsOf = async (
  store: Store,
  division: string,
  place: { readonly limit: number; readonly cursor?: string },
): Promise<Page<ListedRun & { readonly isDone: boolean }>> => {
  const { items, cursor } = await store.page({
    ...{ index: 'gsi1' as const, pk: correctionRunsOf(division), newestFirst: true },
    ...place,
  })
  const listed = await store.getMany(
    items.map(({ pk, sk }) => ({ pk, sk })),
    { eventual: true },
  )
  const runs = listed.flatMap((item) => (item ? [listedRuns.from(item)] : []))
  const started = await store.getMany(
    runs.map(({ runId }) => runKey(runId)),
    { eventual: true },
  )
  const found = runs.map((run, index) => {
    const { done, units } = started[index] ?? { done: 0, units: 1 }
    return { ...run, isDone: Number(done) >= Number(units) }
  })
  return { found, ...(cursor === undefined ? {} : { cursor }) }
}
