import type { Day } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { numberAt, ratioAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { lateFeeOf, remindersDue } from './rules/levy.ts'
import type { Levy } from './store.ts'
import { leviesOwed, levyReminders } from './store.ts'

/** The task that reminds cities of levies they have not remitted. */
export const remindTask = 'remind-levies'

type Reminding = Pick<Effects, 'store' | 'policy'>

/** Writes the reminder that is due of a levy by a day; one that stands already stays as it was sent. */
const remind = async (levy: Levy, on: Day, { store, policy }: Reminding): Promise<void> => {
  const { city, scheme, year, levyId, amount, part = 1 } = levy
  const moment = { on: firstDayOfYear(year), city }
  const number = remindersDue(
    levy.dueOn,
    on,
    numberAt(policy(), 'adjustment_fund.levy.reminder_days', moment),
  )
  if (number === 0) return
  const rate = ratioAt(policy(), 'adjustment_fund.levy.late_fee', moment)
  const { days, fee: feeSoFar } = lateFeeOf(amount, { dueOn: levy.dueOn, remittedOn: on, rate })
  const reminder = { city, scheme, year, part, levyId, number, amount, days, feeSoFar, on }
  await store.write([levyReminders.create(reminder)])
}

/** Reminds every city, day by day, of what it has not remitted in its time, with what that costs by then. */
export const remindLevies = async (message: ScheduleMessage, effects: Reminding): Promise<void> => {
  const on = dueOn(message)
  for (const scheme of schemes) {
    const owed = await leviesOwed(effects.store, scheme)
    for (const levy of owed) if (levy.dueOn < on) await remind(levy, on, effects)
  }
}
