import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, startRun } from '#shared/edge/runs/run.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { divisions } from '../ledger/rules/fund.ts'
import { sealCity } from './store.ts'

/** The task of a run's unit: one city. */
export const sealTask = 'seal-ledger'
/** The task of the nightly schedule's message, which says when it was due. */
export const provinceSealTask = 'seal-ledgers'

type SealInput = { readonly city: Books['city']; readonly on: Day }

const unitOf = (input: SealInput) => ({ unitId: input.city, input })

/** Starts the sealing of a city's ledger; the same command again goes on with the same run. */
export const startSeal = async (effects: Effects, input: SealInput, commandId: string): Promise<string> => {
  const runId = stableId(`SEAL-${input.city}-`, commandId, input.on)
  await startRun(effects.runs(), { runId, task: sealTask, parameters: input, units: [unitOf(input)] })
  return runId
}

/** Starts the night's sealing of every city and of the province's own books: one run a day, however often the schedule's message comes. */
export const sealProvince = async (message: ScheduleMessage, effects: Effects): Promise<void> => {
  const on = dueOn(message)
  const units = divisions.map((city) => unitOf({ city, on }))
  await startRun(effects.runs(), { runId: `SEAL-${on}`, task: sealTask, parameters: { on }, units })
}

/** Seals a city's ledger. What is sealed is told by the chain itself, so a unit done twice finds nothing left to seal. */
export const sealUnit = async ({ store }: Effects, unit: RunUnit): Promise<void> => {
  const { city, on } = inputOf<SealInput>(unit)
  const entries = await sealCity(store, { city, on, by: unit.runId })
  await store.write(completeUnit(unit, { entries }))
}
