import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { freeOf } from './rules/income-account.ts'
import { isSweepDay } from './rules/sweep-days.ts'
import { listIncomeAccounts } from './store.ts'
import { sweepIncome } from './sweep-income.ts'

/** The task of the daily schedule's message, which says when it was due. */
export const sweepTask = 'sweep-income'

/**
 * Sweeps the income accounts of every city whose policy has the day as one of its days (收支两条线): all that is free of
 * every year. A sweep is named after its account and its day, so a message that comes twice moves nothing twice. What was
 * recorded of a later day meanwhile waits for the next sweep.
 */
export const sweepAccounts = async (
  message: ScheduleMessage,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const on = dueOn(message)
  const due = cities.filter(({ code }) => isSweepDay(policy(), code, on))
  const funds = due.flatMap(({ code }) => schemes.map((scheme) => ({ city: code, scheme })))
  await eachForItself(funds, async (fund) => {
    for (const account of await listIncomeAccounts(store, fund)) {
      if (freeOf(account) <= 0) continue
      const { fundYear } = account
      const sweepId = stableId('WS', fund.city, fund.scheme, String(fundYear), on)
      await sweepIncome({ sweepId, ...fund, fundYear, on }, { store })
    }
  })
}
