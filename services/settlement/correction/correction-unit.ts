import type { RunUnit } from '#shared/edge/runs/run.ts'
import { inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import type { Fen } from '#shared/money/fen.ts'
import { correctPerson } from './correct-person.ts'
import type { CorrectionEffects } from './effects.ts'
import type { CorrectionRun, CorrectionTotals } from './rules/run-result.ts'
import { addTotals, noTotals } from './rules/run-result.ts'
import type { PersonsOfUnit } from './walk-persons.ts'
import { walkPersons } from './walk-persons.ts'

export const correctionTask = 'correct-claims'

/** What a unit works on. */
export type CorrectionInput = PersonsOfUnit<CorrectionTotals> & {
  readonly run: CorrectionRun
  /** Its part of what the run may move; absent where nothing bounds that. */
  readonly mayMove?: Fen
}

/** What a unit may still move. */
const left = (mayMove: Fen | undefined, { moved = 0 }: CorrectionTotals): Fen | undefined =>
  mayMove === undefined ? undefined : mayMove - moved

type OwnEffects = Pick<
  CorrectionEffects,
  'corrections' | 'claims' | 'families' | 'reference' | 'plans' | 'runs'
>

/**
 * Corrects the persons of a unit. A message that comes again finds what it corrected before, so neither a crash nor a
 * repeat corrects or counts anything twice.
 */
export const correctUnit = async (unit: RunUnit, effects: OwnEffects): Promise<void> => {
  const { runs, reference, plans, corrections } = effects
  if (await isUnitDone(runs().store, unit)) return
  const { run, mayMove } = inputOf<CorrectionInput>(unit)
  const { institutions, catalogue } = await reference.refresh()
  const basis = { institutions, catalogue, plans: plans() }
  const walk = {
    none: noTotals,
    visit: async (personId: string, soFar: CorrectionTotals) =>
      addTotals(soFar, await correctPerson(personId, run, basis, effects, left(mayMove, soFar))),
    complete: ({ moved: _, ...totals }: CorrectionTotals) => corrections.completeUnit(unit, totals),
  }
  return walkPersons(unit, walk, effects)
}
