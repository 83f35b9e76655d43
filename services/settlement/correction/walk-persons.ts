import type { RunUnit } from '#shared/edge/runs/run.ts'
import { inputOf, queueUnits } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { PersonList } from '../insured-year/records/person-lists.ts'
import type { CorrectionEffects } from './effects.ts'

/** Persons of one message: few enough to be done well within a function's time. */
export const personsAMessage = 20

/**
 * Whom a unit is about: persons by name, or a list of the index from where the message before it left off, or those that
 * another run held.
 */
export type PersonsOfUnit<Totals> = {
  readonly heldOf?: string
  readonly persons?: readonly string[]
  readonly list?: PersonList
  readonly cursor?: string
  /** What the messages before this one came to. */
  readonly soFar?: Totals
}

/** What is done with the persons of a unit, one after the other, and with what they came to together. */
export type Walk<Totals> = {
  readonly none: Totals
  readonly visit: (personId: string, soFar: Totals) => Promise<Totals>
  /** Whether the others need not be visited any more. */
  readonly isOver?: (soFar: Totals) => boolean
  readonly complete: (totals: Totals) => Promise<void>
}

type OwnEffects = Pick<CorrectionEffects, 'corrections' | 'runs'>

const personsOf = async (
  { persons = [], list, heldOf, cursor }: PersonsOfUnit<unknown>,
  { corrections }: OwnEffects,
): Promise<{ readonly found: readonly string[]; readonly cursor?: string }> => {
  if (list) return corrections.listPersons(list, personsAMessage, cursor)
  if (heldOf === undefined) return { found: persons }
  const { found, ...next } = await corrections.listResults(heldOf, personsAMessage, cursor)
  return { found: found.flatMap(({ personId, held }) => (held ? [personId] : [])), ...next }
}

/**
 * Visits the persons of a unit. A list longer than one message goes on in another message of the same unit, which
 * carries what came out so far. The unit is complete with the end of its list. A message that comes again begins where
 * it began, so that nobody is counted twice.
 */
export const walkPersons = async <Totals extends Item>(
  unit: RunUnit,
  { none, visit, isOver = () => false, complete }: Walk<Totals>,
  effects: OwnEffects,
): Promise<void> => {
  const input = inputOf<PersonsOfUnit<Totals>>(unit)
  const { found, cursor } = await personsOf(input, effects)
  let totals = input.soFar ?? none
  for (const personId of found) {
    if (!isOver(totals)) totals = await visit(personId, totals)
  }
  if (cursor === undefined || isOver(totals)) return complete(totals)
  const { queue, queueUrl } = effects.runs()
  return queueUnits(queue, queueUrl, [{ ...unit, input: { ...unit.input, cursor, soFar: totals } }])
}
