import type { Day } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { DayLine } from './rules/compare.ts'
import type { DayList } from './store.ts'
import { dayListParts, dayLists } from './store.ts'

export const compareTask = 'compare-day'

/** A part of the tax authority's list of a day, with what the whole list comes to. */
export type ListPart = {
  readonly city: CityCode
  readonly on: Day
  readonly part: number
  readonly parts: number
  readonly count: number
  readonly amount: Fen
  readonly lines: readonly Omit<DayLine, 'on'>[]
}

const mostCommands = 200

const headWith = (
  before: DayList | undefined,
  { city, on, part, parts, count, amount }: ListPart,
  { today, commandId }: { readonly today: Day; readonly commandId: string },
): DayList => {
  const isSame = before?.parts === parts && before.said.count === count && before.said.amount === amount
  // Another sum, or another number of parts, begins a new list.
  const received = isSame && before.state === 'gathering' ? before.received : []
  return {
    ...{ city, on, parts, said: { count, amount }, receivedOn: today, state: 'gathering' },
    received: [...new Set([...received, part])].sort((one, other) => one - other),
    // A later comparison lets go of those that it does not find again.
    ...(before?.differenceIds ? { differenceIds: before.differenceIds } : {}),
    commands: [...(before?.commands ?? []), commandId].slice(-mostCommands),
    version: before?.version ?? 0,
  }
}

/**
 * Takes a part of a day's list. With the last of its parts the lists are compared by a run. A list that is sent again is
 * compared again: what payments came since may have left no difference.
 */
export const takeListPart = async (
  told: ListPart,
  { today, commandId }: { readonly today: Day; readonly commandId: string },
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<{ readonly list: DayList; readonly runId?: string }> => {
  const { city, on, part, lines } = told
  const list = await retryConflicts(async () => {
    const [before, known] = await Promise.all([
      dayLists.read(store, told),
      dayListParts.read(store, { city, on, part }),
    ])
    if (before?.commands.includes(commandId)) return before
    const next = headWith(before, told, { today, commandId })
    const written = await store.write([
      dayLists.replace(next, next.version),
      dayListParts.replace({ city, on, part, lines, version: known?.version ?? 0 }, known?.version ?? 0),
    ])
    return written.status === 'written' ? next : undefined
  })
  if (list.received.length < list.parts) return { list }
  const runId = stableId('RC', city, on, commandId)
  const parameters = { city, on }
  const input = { city, on, parts: list.parts, today }
  await startRun(runs(), { runId, task: compareTask, parameters, units: [{ unitId: 'day', input }] })
  return { list, runId }
}
