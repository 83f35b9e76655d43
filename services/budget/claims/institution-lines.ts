import type { Month } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { institutionMonthPartition, latePrefix } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { LineOfCare } from './rules/institution-lines.ts'
import { institutionLines } from './rules/institution-lines.ts'

/** An institution's part of a line in a month, and the months its claims belong to: where to look for them. */
export type InstitutionOnLine = {
  readonly institution: string
  readonly amount: Fen
  readonly claims: number
  readonly reversals: number
  readonly claimMonths: readonly Month[]
}

const onLine = (item: Stored, month: Month, line: LineOfCare): InstitutionOnLine => {
  const count = (name: string) => Number(item[name] ?? 0)
  const late = Object.keys(item).filter((name) => name.startsWith(latePrefix))
  return {
    institution: item.sk,
    amount: institutionLines({
      controlled: count('controlled'),
      inpatient: count('inpatient'),
      chronic: count('chronic'),
      account: count('account'),
    })[line],
    claims: count('claims'),
    reversals: count('reversals'),
    claimMonths: [...late.map((name) => name.slice(latePrefix.length)), month].sort(),
  }
}

/** The institutions whose claims moved a line in a month, page by page; a page may be shorter than its limit. */
export const pageInstitutionsOnLine = async (
  store: Store,
  fund: Fund,
  { month, line }: { readonly month: Month; readonly line: LineOfCare },
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: institutionMonthPartition(fund, month), ...page })
  const institutions = found.items.map((item) => onLine(item, month, line))
  return { institutions: institutions.filter(({ amount }) => amount !== 0), cursor: found.cursor }
}
