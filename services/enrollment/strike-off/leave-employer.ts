import type * as z from 'zod'
import type { employerEnded } from '#shared/contracts/contribution.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { idOfPartition } from '#shared/edge/store/item.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, employerRoster, ofPerson, rosterIndex } from '../coverage/store.ts'
import type { BaseEffects, WorkEffects } from '../effects.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { decideOnReport } from '../report/decide-report.ts'
import { makeReport } from '../report/make-report.ts'
import type { Report } from '../report/rules/person-report.ts'

export const leaveTask = 'leave-employer'

type Ended = z.output<typeof employerEnded.data>
/** What a unit of the run works on: the employer, and how many left so far or could not. */
type LeaveInput = Ended & { readonly cursor?: string; readonly counts?: Readonly<Record<string, number>> }

/** The run of an end, which commands of it begin with: an employer that ended twice has two. */
const runOf = ({ employerId, time }: Ended, mark: '-' | ':'): string =>
  [leaveTask, employerId, ...(time === undefined ? [] : [time])].join(mark)

/** Persons of a roster that one call ends; a larger one goes on in another call. */
const atOnce = 50

/** Has whom an employer covers leave it, as two officers decided: one run, however often it is told. */
export const startLeaving = async (
  { data }: { readonly data: Ended },
  { runs }: Pick<BaseEffects, 'runs'>,
): Promise<void> => {
  const { employerId, city } = data
  await startRun(runs(), {
    ...{ runId: runOf(data, '-'), task: leaveTask, parameters: { city, employerId } },
    units: [{ unitId: 'roster', input: data }],
  })
}

/** Ends one employment as leavers are ended: a report with its document, made by one hand and approved by the other. */
const leaves = async (
  personId: string,
  ended: Ended,
  effects: Pick<WorkEffects, 'store' | 'secrets' | 'policy'>,
): Promise<string> => {
  const { employerId, city, lastDay, document, proposed, decided } = ended
  const report: Report = {
    ...{ says: 'left', on: lastDay, leaves: 'other', evidence: 'labour-end' },
    sealed: { number: document },
  }
  // Whoever has newer coverage meanwhile is not the employer's to end.
  const mayChange = ({ insured }: PersonRecord) => {
    const spell = lastSpell(insured)
    return spell.employerId === employerId && spell.city === city
  }
  const commandId = `${runOf(ended, ':')}:${personId}`
  const made = await makeReport(personId, { report, commandId, by: proposed, mayChange }, effects)
  if (made.status === 'refused') return made.refusal.code
  const { number, status } = made.value
  if (status !== 'reported') return status
  const done = await decideOnReport(
    { personId, number, as: 'approved', by: decided, commandId: `${commandId}:approval`, mayChange },
    effects,
  )
  return done.status === 'refused' ? done.refusal.code : 'left'
}

/** Works on a page of an employer's roster; whoever left stands on it no more, and is found done. */
export const leaveEmployer = async (unit: RunUnit, effects: WorkEffects): Promise<void> => {
  const { store, runs } = effects
  const { cursor: from, counts: before = {}, ...ended } = inputOf<LeaveInput>(unit)
  if (await isUnitDone(store, unit)) return
  const page = await store.page({
    ...{ index: rosterIndex, pk: employerRoster(ended.city, ended.employerId), limit: atOnce },
    ...(from === undefined ? {} : { cursor: from }),
  })
  const ids = page.items.map(idOfPartition)
  const records = await coverages.readMany(store, ids.map(ofPerson))
  const counts: Record<string, number> = { ...before }
  for (const record of records) {
    // The index may still hold whom an earlier try ended.
    if (record?.insured.status !== 'covered') continue
    const outcome = await leaves(record.insured.personId, ended, effects)
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  if (page.cursor === undefined) {
    await store.write(completeUnit(unit, { counts }))
    return
  }
  const { queue, queueUrl } = runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: { ...ended, counts, cursor: page.cursor } }])
}
