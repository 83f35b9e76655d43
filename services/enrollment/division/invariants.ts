import { cityOfDivision, levelOf } from '#shared/kernel/divisions.ts'
import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { coverages } from '../coverage/store.ts'
import type { Insured } from '../person/rules/insured.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { divisions } from './store.ts'

const id = 'enrollment.unit-of-their-city'

const faultOf = (insured: Insured, registered: ReadonlySet<string>): string | undefined => {
  const { unit } = insured
  if (unit === undefined) return undefined
  const { city } = lastSpell(insured)
  if (cityOfDivision(unit.code) !== city) return `they belong to ${unit.code}, which lies outside ${city}`
  if (levelOf(unit.code) === 'county') return `they belong to ${unit.code}, which is a whole county`
  return registered.has(unit.code) ? undefined : `they belong to ${unit.code}, which nobody registered`
}

/** Who may see a person goes by their unit: it is one of the city that covers them. */
export const unitsOfTheirCity: Invariant = {
  id,
  number: 5,
  rule: 'the township or village that a person belongs to is registered, and lies in the city that covers them',
  start: () => {
    const registered = new Set<string>()
    const placed: Insured[] = []
    return {
      see: (item: RecordedItem) => {
        if (divisions.is(item)) registered.add(divisions.from(item).code)
        if (!coverages.is(item)) return
        const { insured } = coverages.from(item)
        if (insured.unit) placed.push(insured)
      },
      finish: () => ({
        checked: placed.length,
        violations: placed.flatMap((insured) => {
          const what = faultOf(insured, registered)
          return what === undefined ? [] : [{ invariant: id, where: insured.personId, what }]
        }),
      }),
    }
  },
}
