import type { OperationId } from './operation.ts'

type Answer = Readonly<Record<string, unknown>>
type Merge = (before: Answer, next: Answer) => Answer

const isRecord = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The answer with the rows of the next page behind its own; what stands beside them is as the next page says it. */
const rowsBehind =
  (name: string): Merge =>
  (before, next) => ({
    ...next,
    [name]: [...((before[name] ?? []) as readonly unknown[]), ...((next[name] ?? []) as readonly unknown[])],
  })

/** The sums of two answers, counts and amounts; what says of what they are is the same in both. */
const added = (before: Answer, next: Answer): Answer => ({
  ...next,
  count: Number(before.count ?? 0) + Number(next.count ?? 0),
  open: Number(before.open ?? 0) + Number(next.open ?? 0),
})

const sumsOf = (value: unknown): Answer => (isRecord(value) ? value : {})

/** Arrears are added up over the answers: each says what it alone read. */
const addedByAge: Merge = (before, next) => {
  const bands = (before.bands ?? []) as readonly Answer[]
  return {
    ...next,
    notDue: added(sumsOf(before.notDue), sumsOf(next.notDue)),
    toGiveBack: added(sumsOf(before.toGiveBack), sumsOf(next.toGiveBack)),
    bands: ((next.bands ?? []) as readonly Answer[]).map((band, at) => added(bands[at] ?? {}, band)),
  }
}

/** How the pages of a record's answer become one: which list goes on, or what is added up. */
export const merges: Readonly<Partial<Record<OperationId, Merge>>> = {
  'GET /v1/contribution/bills/{billId}': rowsBehind('persons'),
  'GET /v1/contribution/billing-runs/{runId}/left-out': rowsBehind('leftOut'),
  'GET /v1/contribution/subsidy-statements/{statementId}/left-out': rowsBehind('leftOut'),
  'GET /v1/contribution/arrears-by-age': addedByAge,
  'GET /v1/enrollment/schools/{schoolCode}/students': rowsBehind('students'),
  'GET /v1/settlement/corrections/{runId}/differences': rowsBehind('differences'),
  'GET /v1/settlement/persons/{personId}/family-premiums': rowsBehind('premiums'),
  'GET /v1/budget/execution/{city}/{scheme}/{year}/lines/{line}': rowsBehind('institutions'),
  'GET /v1/budget/city-settlements/{scheme}/{month}': rowsBehind('booked'),
  'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions': rowsBehind('positions'),
  'GET /v1/budget/seals/{city}/blocks': rowsBehind('blocks'),
}

/** Reads an answer on, page after page, as one; its `cursor` is there while it goes on beyond so many pages. */
export const readPages = async <Whole extends Answer>(
  id: OperationId,
  read: (cursor: string | undefined) => Promise<Whole>,
  pages: number,
): Promise<Whole> => {
  const merge = merges[id]
  let whole = await read(undefined)
  for (let page = 1; merge && page < pages && typeof whole.cursor === 'string'; page += 1) {
    const { cursor, ...before } = whole
    const next = await read(cursor)
    whole = merge(before, next) as Whole
  }
  return whole
}
