import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit, isUnitDone } from '#shared/edge/run.ts'
import { stableId } from '#shared/edge/stable-id.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { book } from '../adapters/book.ts'
import { readClaimed, readStanding, standingWrite, statementWrite } from '../adapters/institution-months.ts'
import { bookWithOrder } from '../adapters/place-order.ts'
import { readQuota } from '../adapters/quotas.ts'
import type { Fund } from '../domain/fund.ts'
import { periodAfter } from '../domain/ledger/period.ts'
import { settleInstitution, settlementMovements } from '../domain/monthly-settlement/settle-institution.ts'
import { newStanding } from '../domain/monthly-settlement/standing.ts'
import { quotaThrough } from '../domain/quota/split-target.ts'
import type { Effects } from '../effects.ts'

/** What one unit of a monthly settlement is told: the institution, and what the run was started with. */
export type SettlementInput = Fund & {
  readonly year: FundYear
  readonly month: Month
  /** The months this run closed; what was booked in them is settled now. */
  readonly months: readonly Month[]
  readonly on: Day
  readonly institution: string
  readonly planId: string
  readonly depositShare: string
}

export const settlementTask = 'monthly-settlement'

/** Loads an institution's standing; the first of a year takes over what was owed back at the end of the year before. */
const loadStanding = async ({ store }: Effects, fund: Fund, input: SettlementInput) => {
  const { year, institution, month } = input
  const stored = await readStanding(store, fund, year, institution)
  if (stored) return stored
  const before = await readStanding(store, fund, year - 1, institution)
  return { standing: newStanding(institution, year, month, before?.standing.carried ?? 0), version: 0 }
}

const decideUnit = async (effects: Effects, fund: Fund, input: SettlementInput) => {
  const { year, month, months, institution, planId, depositShare } = input
  const { standing, version } = await loadStanding(effects, fund, input)
  const claimed = await readClaimed(effects.store, fund, months, institution)
  const quota = await readQuota(effects.store, fund, year, planId, institution)
  const quotaToDate = quota ? quotaThrough(quota, Number(month.slice(5))) : null
  return { version, ...settleInstitution({ month, standing, claimed, quotaToDate, depositShare }) }
}

/**
 * Settles one institution's month: standing, statement, journal entry, order and the unit's completion in one
 * transaction, so that a unit delivered again, or killed anywhere, settles once.
 */
export const settleUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const input = unit.input as unknown as SettlementInput
  const { city, scheme, year, month, on, institution } = input
  const fund: Fund = { city, scheme }
  const { standing, statement, version } = await decideUnit(effects, fund, input)
  const orderId = stableId('PO-', city, scheme, month, institution)
  const ordered = statement.ordered > 0
  const alongside = [
    standingWrite(fund, standing, version),
    statementWrite(fund, statement, ordered ? orderId : undefined),
    ...completeUnit(unit, { ordered: statement.ordered }),
  ]
  const entry = {
    entryId: stableId('E-', unit.runId, unit.unitId),
    reason: 'monthly-settlement' as const,
    on,
    source: unit.runId,
    movements: settlementMovements(statement),
  }
  const cause = { purpose: 'monthly-settlement', month } as const
  const order = { orderId, fund, year, payee: institution, cause, amount: statement.ordered, orderedOn: on }
  const wanted = periodAfter(month, on)
  const outcome = ordered
    ? await bookWithOrder(store, wanted, order, entry, alongside)
    : await book(store, fund, wanted, () => ({ entry, alongside }))
  if (outcome.status === 'booked' || (await isUnitDone(store, unit))) return
  throw new TongchouError(
    'settlement.unit-overtaken',
    'the standing changed while it was settled; the unit comes again',
    { institution, month },
  )
}
