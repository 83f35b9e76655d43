import type { Day } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { numberAt, ratioAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { clawbackDueOn } from '../gap/rules/gap-rule.ts'
import { clawbacksOwed } from '../gap/store.ts'
import type { CityFundYear } from '../keys.ts'
import { lateFeeOf, remindersDue } from '../levy/rules/levy.ts'
import { leviesOwed, levyReminders } from '../levy/store.ts'
import { clawbackReminders, reminderHeads } from './store.ts'

/** The task that reminds cities of levies that they have not remitted, and of shares that they owe back. */
export const remindTask = 'remind-levies'

type Reminding = Pick<Effects, 'store' | 'policy'>

/** What a city has not remitted, the day on whose rule it is reminded, and where its reminders stand. */
type Owed = {
  readonly of: CityFundYear & { readonly part: number }
  readonly levyId: string
  readonly amount: Fen
  readonly dueOn: Day
  readonly ruleOf: Day
  readonly reminders: typeof levyReminders
}

const owedIn = async (scheme: Scheme, { store, policy }: Reminding): Promise<Owed[]> => {
  const [levied, back] = await Promise.all([leviesOwed(store, scheme), clawbacksOwed(store, scheme)])
  return [
    ...levied.map(({ city, year, part = 1, levyId, amount, dueOn: by }) => ({
      ...{ of: { city, scheme, year, part }, levyId, amount, dueOn: by },
      ...{ ruleOf: firstDayOfYear(year), reminders: levyReminders },
    })),
    ...back.map((each) => ({
      of: { city: each.city, scheme, year: each.year, part: each.part ?? 1 },
      ...{ levyId: each.clawbackId, amount: each.amount, dueOn: clawbackDueOn(policy(), each) },
      ...{ ruleOf: each.on, reminders: clawbackReminders },
    })),
  ]
}

/** Writes the reminder that is due by a day; one that stands already stays as it was sent. @returns the days between two */
const remind = async (
  { of, levyId, amount, dueOn: by, ruleOf, reminders }: Owed,
  on: Day,
  { store, policy }: Reminding,
): Promise<number> => {
  const moment = { on: ruleOf, city: of.city }
  const every = numberAt(policy(), 'adjustment_fund.levy.reminder_days', moment)
  const number = remindersDue(by, on, every)
  if (number === 0) return every
  const rate = ratioAt(policy(), 'adjustment_fund.levy.late_fee', moment)
  const { days, fee: feeSoFar } = lateFeeOf(amount, { dueOn: by, remittedOn: on, rate })
  await store.write([reminders.create({ ...of, levyId, number, amount, days, feeSoFar, on })])
  return every
}

/** Says up to which day all were reminded: after the reminders, so that it never says more than was sent. */
const keepUp = (scheme: Scheme, on: Day, every: number, { store }: Reminding): Promise<true> =>
  retryConflicts(async () => {
    const before = await reminderHeads.read(store, { scheme })
    if (before && before.through >= on) return true
    const version = before?.version ?? 0
    const written = await store.write([
      reminderHeads.replace({ scheme, through: on, every, version }, version),
    ])
    return written.status === 'written' ? true : undefined
  })

/** Reminds every city, day by day, of what it has not remitted in its time, with what that costs by then. */
export const remindCities = async (message: ScheduleMessage, effects: Reminding): Promise<void> => {
  const on = dueOn(message)
  for (const scheme of schemes) {
    const late = (await owedIn(scheme, effects)).filter(({ dueOn: by }) => by < on)
    let every = 0
    for (const owed of late) every = Math.max(every, await remind(owed, on, effects))
    await keepUp(scheme, on, every, effects)
  }
}
