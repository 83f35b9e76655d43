import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Account } from '../keys.ts'
import { pageOfArrears } from './store.ts'

const bandsOfAge = z.strictObject({ days: z.array(z.int().min(1)) })

/** How many bills are overdue for so many days, and what is open of them. */
export type AgeBand = {
  readonly overDays: number
  readonly upToDays?: number
  readonly count: number
  readonly open: Fen
}

/** Keys read for one answer at most: a second's reading. */
const mostRead = 20_000
const readAtOnce = 2_000

type Sums = { readonly count: number; readonly open: Fen }
type Ages = {
  readonly notDue: Sums
  readonly bands: readonly AgeBand[]
  /** Bills that give something back, which lessen nobody's arrears: below zero. */
  readonly toGiveBack: Sums
}

/**
 * What is in arrears of a fund or of one of its debtors, added up by age; `cursor` where there is more than one answer adds
 * up. What is given back stands apart, so that it hides no arrears of others.
 */
export const arrearsByAge = async (
  store: Store,
  of: Account & { readonly debtor?: string | undefined; readonly asOf: Day },
  policy: Policy,
  from?: string,
): Promise<Ages & { readonly cursor?: string }> => {
  const { asOf, ...whose } = of
  const { days } = tableAt(policy, 'contribution.arrears.age_bands', { on: asOf }, bandsOfAge)
  const starts = [0, ...days]
  const sums = starts.map(() => ({ count: 0, open: 0 }))
  const notDue = { count: 0, open: 0 }
  const toGiveBack = { count: 0, open: 0 }
  let cursor = from
  let read = 0
  do {
    const place = { limit: readAtOnce, ...(cursor === undefined ? {} : { cursor }) }
    const page = await pageOfArrears(store, whose, place)
    for (const { dueOn, open } of page.bills) {
      const age = daysBetween(dueOn, asOf)
      const owed = age <= 0 ? notDue : sums[starts.findLastIndex((start) => age > start)]
      const band = open < 0 ? toGiveBack : owed
      if (!band) continue
      band.count += 1
      band.open += open
    }
    read += page.bills.length
    cursor = page.cursor
  } while (cursor !== undefined && read < mostRead)
  const bands = starts.map((overDays, index) => {
    const upToDays = starts[index + 1]
    const { count = 0, open = 0 } = sums[index] ?? {}
    return { overDays, ...(upToDays === undefined ? {} : { upToDays }), count, open }
  })
  return { notDue, bands, toGiveBack, ...(cursor === undefined ? {} : { cursor }) }
}
