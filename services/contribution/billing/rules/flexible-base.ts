import type { FundYear, Month } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { EmployeeRates } from './contribution-base.ts'

/** The base that a flexible worker chose to pay on (灵活就业人员自选缴费基数), from a month on. */
export type BaseChoice = {
  readonly choiceId: string
  readonly city: CityCode
  readonly from: Month
  /** The year of contributions that it was chosen in: there is one choice in each. */
  readonly baseYear: FundYear
  readonly base: Fen
  /** The worker's paper. */
  readonly document: string
  readonly chosen: Signature
}

/** The year of contributions that a month is of, which begins in a month of the calendar. */
export const baseYearOf = (month: Month, firstMonth: number): FundYear =>
  yearOf(month) - (Number(month.slice(5)) < firstMonth ? 1 : 0)

/** The base that somebody chose for a month: the last choice that holds by then. None: the lowest. */
export const chosenFor = (choices: readonly BaseChoice[], month: Month): BaseChoice | undefined =>
  choices
    .filter(({ from }) => from <= month)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1)

type Known = {
  /** The choices made before, whichever city they were made in. */
  readonly held: readonly BaseChoice[]
  readonly rates: Pick<EmployeeRates, 'referenceWage' | 'lowest' | 'highest'>
  /** The months that the person is billed for already. */
  readonly billed: readonly Month[]
}

/**
 * Chooses a base within the bounds around the reference wage, once a year of contributions, from a month on that has not begun
 * before the day of the choice and is not billed yet. The same choice again changes nothing.
 */
export const chooseBase = (
  choice: BaseChoice,
  { held, rates: { referenceWage, lowest, highest }, billed }: Known,
): Decision<BaseChoice> => {
  const same = held.find(({ choiceId }) => choiceId === choice.choiceId)
  if (same) return accept(same)
  const { from, base, baseYear, chosen } = choice
  const [least, most] = [times(referenceWage, lowest), times(referenceWage, highest)]
  if (base < least || base > most)
    return refuse('flexible-base.out-of-bounds', { field: 'baseFen', figures: { base, least, most } })
  if (from < monthOf(chosen.on))
    return refuse('flexible-base.from-past', { field: 'from', figures: { from } })
  const before = held.find((each) => each.baseYear === baseYear)
  if (before)
    return refuse('flexible-base.chosen-before', { field: 'from', figures: { from: before.from, baseYear } })
  return billed.includes(from)
    ? refuse('flexible-base.month-billed', { field: 'from', figures: { from } })
    : accept(choice)
}
