import type { Day, Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf } from '#shared/calendar/day.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import { isCoveredWithin, spellsOf } from '../coverage/rules/coverage.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { StruckEmployer } from '../market/rules/struck-employer.ts'
import { isBilledNoMore, isOverIn } from '../market/rules/struck-employer.ts'
import { struckEmployers } from '../market/store.ts'
import type { PayersMonth } from './bill-months.ts'
import type { LeftOut } from './rules/left-out.ts'

type Needs = Pick<Effects, 'store'>

/** Employers of a unit: those that are billed, those that are not any more, and those whose people left, as decided. */
export type StruckAmong = {
  readonly billed: readonly string[]
  readonly over: readonly LeftOut[]
  readonly ended: ReadonlySet<string>
}

const leftOutOf = (employerId: string, personId?: string): LeftOut => ({
  ...{ code: 'employer-struck-off', employerId },
  ...(personId === undefined ? {} : { personId }),
})

/** Tells employers apart by what became of those that were struck off before a month. */
export const struckAmong = async (
  employerIds: readonly string[],
  { month, today }: { readonly month: Month; readonly today: Day },
  { store }: Needs,
): Promise<StruckAmong> => {
  const read = await struckEmployers.readMany(
    store,
    employerIds.map((employerId) => ({ employerId })),
  )
  const struck = read.flatMap((each): StruckEmployer[] => (each && isOverIn(each, month) ? [each] : []))
  const over = struck.filter((each) => isBilledNoMore(each, month, today)).map(({ employerId }) => employerId)
  return {
    billed: employerIds.filter((employerId) => !over.includes(employerId)),
    over: over.map((employerId) => leftOutOf(employerId)),
    ended: new Set(struck.filter(({ state }) => state === 'ends').map(({ employerId }) => employerId)),
  }
}

const isCoveredBy = (person: CoveredPerson, employerId: string, month: Month): boolean =>
  spellsOf(person).some(
    (spell) => spell.employerId === employerId && isCoveredWithin(spell, firstDayOf(month), lastDayOf(month)),
  )

/**
 * Takes off the lists of employers that ended whom these cover in the month, also until they left or found another: an officer
 * ends that, and nobody is billed for it. Who left with the strike-off is billed as their coverage says, so that what was
 * billed too much is given back.
 */
export const holdBack = async (
  payers: readonly PayersMonth[],
  { ended }: StruckAmong,
  { month, store }: Needs & { readonly month: Month },
): Promise<{ readonly payers: readonly PayersMonth[]; readonly heldBack: readonly LeftOut[] }> => {
  const listed = payers.flatMap(({ payer, declared }) =>
    ended.has(payer.id) ? declared.map(({ personId }) => personId) : [],
  )
  if (listed.length === 0) return { payers, heldBack: [] }
  const covered = await readCoverages(store, listed)
  const isHere = (employerId: string, personId: string): boolean => {
    const person = covered.get(personId)
    return ended.has(employerId) && person !== undefined && isCoveredBy(person, employerId, month)
  }
  return {
    payers: payers.map(({ payer, declared }) => ({
      payer,
      declared: declared.filter(({ personId }) => !isHere(payer.id, personId)),
    })),
    heldBack: payers.flatMap(({ payer, declared }) =>
      declared
        .filter(({ personId }) => isHere(payer.id, personId))
        .map(({ personId }) => leftOutOf(payer.id, personId)),
    ),
  }
}
