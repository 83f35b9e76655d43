import type { Day } from '#shared/calendar/day.ts'
import { laterOf } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'

/** The day a run is dated, and the day on which it was approved. */
type Days = { readonly on: Day; readonly approvedOn: Day }

/** Why a levy's days to remit did not begin with its approval; none of what was levied before that was kept. */
export const toldFault = ({ toldOn, dueOn }: RecordedItem, { on, approvedOn }: Days): string | undefined => {
  if (toldOn === undefined) return undefined
  if (toldOn !== approvedOn) return 'it was told on another day than its run was approved'
  return String(dueOn) <= laterOf(on, approvedOn) ? 'its last day was over when it was told' : undefined
}

/** Why a share may not have been paid: its city was late with a levy on the day on which the run was approved. */
export const lateFault = (
  { allocationId, city, scheme }: RecordedItem,
  { on, approvedOn }: Days,
  books: { readonly moved: readonly RecordedItem[]; readonly entries: readonly RecordedItem[] },
): string | undefined => {
  const numberOf = (source: string, id: unknown): number =>
    Number(
      books.entries.find((each) => each.source === source && each.sourceId === id && each.scheme === scheme)
        ?.number ?? Number.POSITIVE_INFINITY,
    )
  const paid = numberOf('allocation', allocationId)
  const late = books.moved.some(
    (each) =>
      each.kind === 'levy' &&
      each.toldOn !== undefined &&
      each.status === 'due' &&
      each.city === city &&
      each.scheme === scheme &&
      String(each.dueOn) < laterOf(on, approvedOn) &&
      numberOf('levy', each.levyId) > paid,
  )
  return late ? 'it was paid to a city that was late with a levy' : undefined
}
