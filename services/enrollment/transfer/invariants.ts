import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages } from '../coverage/store.ts'
import type { CoverageSpell } from '../person/rules/insured.ts'
import { spellsBeforeDeath } from '../person/rules/insured.ts'
import type { Transfer } from './rules/transfer.ts'
import { transfers } from './store.ts'

const id = 'enrollment.city-by-two-hands'

/** What is wrong with the transfer that opened a spell after one of another city. */
const faultsOfRelease = (
  transfer: Transfer | undefined,
  {
    personId,
    before,
    spell,
  }: { readonly personId: string; readonly before: CoverageSpell; readonly spell: CoverageSpell },
): string[] => {
  if (transfer?.status !== 'released') return ['nobody released them']
  const { requested, decided, deadlineOn, wanted, place, from } = transfer
  const isOfProvince = decided.division === provinceCode
  return [
    ...(isSamePerson(requested.subject, decided.subject)
      ? ['one person asked for them and released them']
      : []),
    ...(wanted?.personId === personId && wanted.city === before.city ? [] : ['another was released']),
    ...(place.city === spell.city && from === spell.from ? [] : ['they were released to elsewhere']),
    ...(isOfProvince || decided.division === before.city ? [] : ['another city released them']),
    ...(isOfProvince && decided.on <= deadlineOn ? ['the province released them before its time'] : []),
  ]
}

/** What is wrong with a spell that follows one of another city. */
const faultsOfTurn = (
  personId: string,
  before: CoverageSpell,
  spell: CoverageSpell,
  byId: ReadonlyMap<string, Transfer>,
): string[] => {
  // A parting left or brought it so: that is judged by itself.
  if (spell.partingId !== undefined || before.partingId !== undefined) return []
  if (spell.transferId !== undefined)
    return faultsOfRelease(byId.get(spell.transferId), { personId, before, spell })
  const { endedBy } = before
  const { openedBy } = spell
  if (!endedBy || !openedBy) return ['their coverage went to another city without a release']
  return isSamePerson(endedBy.subject, openedBy.subject)
    ? ['one person ended it and opened it in another city']
    : []
}

/** Compares the cities of each person's coverage with what their cities released. */
export const cityByTwoHands: Invariant = {
  id,
  number: 5,
  rule: "a coverage goes to another city only when another person than asked for it released it: of the city that covered, or of the province after that city's time",
  start: () => {
    let checked = 0
    const spellsOf = new Map<string, PersonRecord['insured']['spells']>()
    const byId = new Map<string, Transfer>()
    /** Transfers of spells that turned out to be another person's. */
    const parting = new Set<string>()
    return {
      see: (item) => {
        if (coverages.is(item)) {
          checked += 1
          const { insured } = coverages.from(item)
          const { personId, parted = [] } = insured
          // What a death removed was released to its city all the same.
          const spells = spellsBeforeDeath(insured)
          for (const { gone } of parted)
            for (const { transferId } of gone) if (transferId !== undefined) parting.add(transferId)
          // Of sixty million persons few ever go to another city, and only these are kept in mind.
          if (spells.some(({ city }) => city !== spells[0].city)) spellsOf.set(personId, spells)
        }
        if (transfers.is(item)) {
          const transfer = transfers.from(item)
          checked += 1
          byId.set(transfer.transferId, transfer)
        }
      },
      finish: () => {
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        for (const [personId, spells] of spellsOf)
          spells.forEach((spell, index) => {
            const before = spells[index - 1]
            if (!before || before.city === spell.city) return
            for (const what of faultsOfTurn(personId, before, spell, byId)) tell(personId, what)
          })
        for (const { status, transferId, wanted } of byId.values()) {
          if (status !== 'released') continue
          const spells = spellsOf.get(wanted?.personId ?? '')
          if (!parting.has(transferId) && !spells?.some((spell) => spell.transferId === transferId))
            tell(transferId, 'it was released, and nobody moved')
        }
        return { checked, violations }
      },
    }
  },
}
