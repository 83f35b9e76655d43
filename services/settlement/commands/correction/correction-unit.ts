import type { RunUnit } from '#shared/edge/run.ts'
import { isUnitDone, queueUnits } from '#shared/edge/run.ts'
import type { CorrectionRun, CorrectionTotals } from '../../domain/correction/run-result.ts'
import { addTotals, noTotals } from '../../domain/correction/run-result.ts'
import type { PersonList } from '../../domain/recorded/person-lists.ts'
import type { Effects } from '../../effects.ts'
import { correctPerson } from './correct-person.ts'

/** Persons of one message: few enough to be done well within a function's time. */
export const personsAMessage = 20

export const correctionTask = 'correct-claims'

/** What a unit works on: persons by name, or a list of the index from where the message before it left off. */
export type CorrectionInput = {
  readonly run: CorrectionRun
  readonly persons?: readonly string[]
  readonly list?: PersonList
  readonly cursor?: string
  readonly soFar?: CorrectionTotals
}

type Needed = Pick<Effects, 'corrections' | 'claims' | 'reference' | 'plans' | 'runs'>

const personsOf = async (
  { persons = [], list, cursor }: CorrectionInput,
  { corrections }: Needed,
): Promise<{ readonly found: readonly string[]; readonly cursor?: string }> =>
  list ? corrections.listPersons(list, personsAMessage, cursor) : { found: persons }

/**
 * Corrects the persons of a unit. A list longer than one message goes on in another message of the same unit, which
 * carries what came out so far; the unit is complete with the end of its list. A message that comes again finds what it
 * corrected before, so neither a crash nor a repeat corrects or counts anything twice.
 */
export const correctUnit = async (unit: RunUnit, effects: Needed): Promise<void> => {
  const { runs, reference, plans, corrections } = effects
  const { store, queue, queueUrl } = runs()
  if (await isUnitDone(store, unit)) return
  const input = unit.input as unknown as CorrectionInput
  const { institutions, catalogue } = await reference.refresh()
  const basis = { institutions, catalogue, plans: plans() }
  const { found, cursor } = await personsOf(input, effects)
  let totals = input.soFar ?? noTotals
  for (const personId of found) {
    totals = addTotals(totals, await correctPerson(personId, input.run, basis, effects))
  }
  if (cursor === undefined) return corrections.completeUnit(unit, totals)
  const onward = { ...unit, input: { ...unit.input, cursor, soFar: totals } }
  return queueUnits(queue, queueUrl, [onward])
}
