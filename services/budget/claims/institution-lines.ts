import type { Month } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { institutionMonthPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { MonthCounters } from './institution-months.ts'
import { institutionMonths, lateMonthsIn } from './institution-months.ts'
import type { LineOfCare } from './rules/institution-lines.ts'
import { institutionLines } from './rules/institution-lines.ts'

/** An institution's part of a line in a month, and the months its claims belong to: where to look for them. */
export type InstitutionOnLine = {
  readonly institution: string
  /** Of care elsewhere: where. */
  readonly treatedIn?: string
  readonly amount: Fen
  readonly claims: number
  readonly reversals: number
  readonly claimMonths: readonly Month[]
}

type CountedMonth = MonthCounters & {
  readonly institution: string
  readonly month: Month
  readonly treatedIn?: string | undefined
}

const onLine = (counted: CountedMonth, line: LineOfCare): InstitutionOnLine => {
  const { institution, treatedIn, month, claims = 0, reversals = 0 } = counted
  const { controlled = 0, inpatient = 0, chronic = 0, account = 0 } = counted
  return {
    institution,
    ...(treatedIn === undefined ? {} : { treatedIn }),
    amount: institutionLines({ controlled, inpatient, chronic, account })[line],
    claims,
    reversals,
    claimMonths: [...lateMonthsIn([counted]), month].sort(),
  }
}

/** The institutions whose claims moved a line in a month, page by page; a page may be shorter than its limit. */
export const pageInstitutionsOnLine = async (
  store: Store,
  fund: Fund,
  { month, line }: { readonly month: Month; readonly line: LineOfCare },
  page: { limit: number; cursor?: string },
) => {
  const { records, cursor } = await institutionMonths.page(
    store,
    institutionMonthPartition(fund, month),
    page,
  )
  const institutions = records.map((record) => onLine(record, line))
  return { institutions: institutions.filter(({ amount }) => amount !== 0), cursor }
}
