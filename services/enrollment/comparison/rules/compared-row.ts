import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { aidWords } from '../../aid-list/rules/aid-row.ts'
import { inOurWords, invalidCells } from '../../enrolment/rules/cells.ts'
import { newPerson, personName } from '../../enrolment/rules/new-person.ts'
import { ownFault } from '../../person/rules/id-number.ts'
import { refusal } from '../../refusals.ts'
import type { ListedState } from './compare-row.ts'

/** A row of another office's list that is compared. */
export type ComparedRow = ListedState & { readonly idNumber: string; readonly name: string }

const states: Readonly<Record<string, 'alive' | 'dead'>> = {
  ...{ '': 'alive', 正常: 'alive', 在世: 'alive', 生存: 'alive', '0': 'alive' },
  ...{ 死亡: 'dead', 已死亡: 'dead', 死亡注销: 'dead', 注销: 'dead', '1': 'dead' },
}

const shape = z.strictObject({ id_number: newPerson.shape.idNumber, name: personName })
const stateShape = z.enum(['alive', 'dead'])

/** Reads a row to compare, or says everything that is wrong with it, by its columns. */
export const readComparedRow = (
  cells: Readonly<Record<string, string>>,
  aids: readonly AidCategory[] | undefined,
): { readonly row: ComparedRow } | { readonly faults: readonly Refusal[] } => {
  const { id_number = '', name = '', state = '', died_on = '', aid = '' } = cells
  const parsed = shape.safeParse({ id_number, name })
  const faults = parsed.success ? [] : invalidCells(parsed.error)
  const said = stateShape.safeParse(states[state])
  const wrong = (field: string) => refusal('comparison.bad-cell', { field })
  if (!said.success) faults.push(wrong('state'))
  if (died_on !== '' && !day.safeParse(died_on).success) faults.push(wrong('died_on'))
  const category = aids && inOurWords(aidWords, aid)
  if (aids && !aids.some((each) => each === category)) faults.push(wrong('aid'))
  if (!parsed.success || faults.length > 0) return { faults }
  const { id_number: idNumber, ...who } = parsed.data
  const fault = ownFault(idNumber)
  if (fault) return { faults: [refusal(fault, { field: 'id_number' })] }
  const isDead = said.data === 'dead' || died_on !== ''
  return {
    row: { idNumber, ...who, isDead, ...(aids ? { aid: category as AidCategory } : {}) },
  }
}
