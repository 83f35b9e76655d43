import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { Publishing } from './publish.ts'
import { publishFund, publishList } from './publish.ts'

const publishTask = 'publish-documents'
/** The task of the nightly schedule's message. */
const publishDueTask = 'publish-due'

type CityDay = { readonly city: CityCode; readonly on: Day }

/** Starts the run that makes public what is due by a day; started again under the same name it goes on. */
export const startPublishing = (
  { on, runId }: { readonly on: Day; readonly runId: string },
  { runs }: Pick<Effects, 'runs'>,
) => {
  const units = cities.map(({ code: city }) => ({ unitId: city, input: { city, on } }))
  return startRun(runs(), { runId, task: publishTask, parameters: { on }, units })
}

const startDue = async (message: ScheduleMessage, effects: Pick<Effects, 'runs'>): Promise<void> => {
  const on = dueOn(message)
  await startPublishing({ on, runId: `PUBLISH-${on}` }, effects)
}

/** One city: its funds one after the other, and then the list of what stands in public. */
const publishCity = async (unit: RunUnit, needs: Publishing): Promise<void> => {
  if (await isUnitDone(needs.store, unit)) return
  const { city, on } = inputOf<CityDay>(unit)
  const documents: Record<string, number> = {}
  for (const scheme of schemes) documents[scheme] = await publishFund({ city, scheme }, on, needs)
  await publishList(city, needs)
  await needs.store.write(completeUnit(unit, { documents }))
}

/** Making public what is due: the schedule's message, and its units. */
export const disclosureTasks = (effects: Publishing & Pick<Effects, 'runs'>) => ({
  [publishDueTask]: (message: ScheduleMessage) => startDue(message, effects),
  [publishTask]: (unit: RunUnit) => publishCity(unit, effects),
})
