import type { FundYear, Month } from '#shared/calendar/day.ts'
import { addMonths, monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { institutionMonths, lateMonthsIn } from '../claims/institution-months.ts'
import { listRecoveries } from '../claims/post-recovery.ts'
import { postingsIn } from '../claims/postings.ts'
import { careLineOf, fundYearOf } from '../claims/rules/claims-entry.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { listBorneCosts } from './borne-costs.ts'
import type { AskedToBear, LateByLine } from './rules/borne-costs.ts'
import { careLines } from './rules/borne-costs.ts'

type Asked = Pick<AskedToBear, 'institution' | 'amount'>
/** The year that is cleared, the month in which it was, and the last to look at. */
export type Since = { readonly year: FundYear; readonly from: Month; readonly to: Month }

const monthsThrough = ({ from, to }: Since): Month[] => {
  const months: Month[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

type Part = { readonly line: (typeof careLines)[number]; readonly basic: number }

/** The claims of the year that were booked for an institution since it was cleared, of its own city's persons. */
const lateClaims = async (store: Store, fund: Fund, institution: string, since: Since): Promise<Part[]> => {
  const booked = monthsThrough(since)
  const counted = await institutionMonths.readMany(
    store,
    booked.map((month) => ({ ...fund, month, institution })),
  )
  const months = [...new Set([...lateMonthsIn(counted), ...booked])]
  const found = await Promise.all(months.map((month) => postingsIn(store, fund, month, institution)))
  return found
    .flat()
    .filter(
      ({ month, year, bookedIn, settledAt }) =>
        settledAt === undefined &&
        bookedIn >= since.from &&
        fundYearOf({ year }, month) === since.year &&
        yearOf(bookedIn) > since.year,
    )
    .map((claim) => ({ line: careLineOf(claim), basic: claim.basic }))
}

/** What was taken back of the year's claims since it was cleared. */
const takenBack = async (store: Store, fund: Fund, institution: string, since: Since): Promise<Part[]> =>
  (await listRecoveries(store, fund, institution))
    .filter(({ bookedIn }) => bookedIn >= since.from)
    .flatMap(({ parts }) => parts)
    .filter(({ year, settledAt }) => year === since.year && settledAt === undefined)
    .map((part) => ({ line: careLineOf(part), basic: -part.basic }))

/** What came late of an institution that is asked to bear some of it, by line, and what it bears already. */
export const readAsked = async (
  store: Store,
  fund: Fund,
  { institution, amount }: Asked,
  since: Since,
): Promise<AskedToBear> => {
  const [claims, recovered, borne] = await Promise.all([
    lateClaims(store, fund, institution, since),
    takenBack(store, fund, institution, since),
    listBorneCosts(store, fund, institution, since.year),
  ])
  const late = Object.fromEntries(
    careLines.map((line) => [
      line,
      sum([...claims, ...recovered].filter((part) => part.line === line).map(({ basic }) => fen(basic))),
    ]),
  ) as LateByLine
  return { institution, amount, late, before: sum(borne.map((each) => each.amount)) }
}

export const sinceCleared = (year: FundYear, clearedOn: string, today: string): Since => ({
  year,
  from: monthOf(clearedOn),
  to: monthOf(today),
})
