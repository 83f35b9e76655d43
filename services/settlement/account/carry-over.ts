import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { PersonYear, RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { requireYear } from '../insured-year/year-writes.ts'
import type { CarryOver } from './rules/carry-over.ts'
import { carryOver, isClosed, isOpen, moveOn } from './rules/carry-over.ts'

type OwnEffects = Pick<YearEffects, 'claims'>

const earlierOf = ({ personId, year }: PersonYear): PersonYear => ({ personId, year: year - 1 })
const laterOf = ({ state: { personId, year } }: RecordedYear): PersonYear => ({ personId, year: year + 1 })

/**
 * Brings over to a recorded year what the year before left on the personal account, once, in one transaction of both. The
 * year before is itself opened first. Where nothing is recorded of it, nothing is brought over, and what may yet be
 * credited in it comes after (`moveMoneyOn`).
 */
export const carryOverTo = async (of: PersonYear, { claims }: OwnEffects): Promise<void> => {
  await retryConflicts(async () => {
    const [year, before] = await claims.findYears([of, earlierOf(of)])
    if (!year || !before || year.state.version === 0 || isOpen(year)) return 'open'
    const isRecorded = before.state.version > 0
    if (isRecorded && !isOpen(before)) {
      await carryOverTo(earlierOf(of), { claims })
      return undefined
    }
    const after = carryOver(year, before)
    const written = isRecorded
      ? await claims.recordYears([after.before, after.year])
      : await claims.recordYears([after.year], [requireYear(before)])
    return written ? 'opened' : undefined
  })
}

/** A year and the one before it as they would be; undefined when the year is open, or there is none before it. */
const carryOf = async (year: RecordedYear, effects: OwnEffects): Promise<CarryOver | undefined> => {
  if (year.state.version === 0 || isOpen(year)) return undefined
  const [before] = await effects.claims.findYears([earlierOf(year.state)])
  if (!before || before.state.version === 0) return undefined
  return carryOver(year, (await carryOf(before, effects))?.year ?? before)
}

/** What was read for a claim as it would be if the account were brought over now; nothing is written. */
export const asCarriedOver = async <
  Read extends { readonly year: RecordedYear; readonly neighbours: readonly RecordedYear[] },
>(
  read: Read,
  effects: OwnEffects,
): Promise<Read> => {
  const carried = await carryOf(read.year, effects)
  if (!carried) return read
  const { before, year } = carried
  const neighbours = read.neighbours.map((each) => (each.state.year === before.state.year ? before : each))
  return { ...read, year, neighbours }
}

/** A year after an event, and the later years that what it brought to a closed account went on to. */
export type AccountMove = { readonly after: RecordedYear; readonly later: readonly RecordedYear[] }

/** Moves what came to a closed year, or was taken from it, on to the first later year that is not closed; all are written with the event. */
export const moveMoneyOn = async (after: RecordedYear, effects: OwnEffects): Promise<AccountMove> => {
  if (!isClosed(after) || after.state.account === 0) return { after, later: [] }
  const [next] = await effects.claims.findYears([laterOf(after)])
  if (!next) return { after, later: [] }
  const { before, year } = moveOn(after, next)
  const further = await moveMoneyOn(year, effects)
  return { after: before, later: [further.after, ...further.later] }
}
