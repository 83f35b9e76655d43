import type { Finding, Violation } from '#shared/kernel/invariant.ts'

/** Figures of facts by their id, as two services have them. */
export type Matching = {
  readonly here: (id: string, figures: readonly (string | number)[]) => void
  readonly there: (id: string, figures: readonly (string | number)[]) => void
  readonly finish: () => Finding
}

/** Gathers facts on two sides and finds those that one side lacks, has twice, or has with other figures. */
export const startMatching = (
  invariant: string,
  sides: { readonly here: string; readonly there: string },
): Matching => {
  const facts = { here: new Map<string, string>(), there: new Map<string, string>() }
  const violations: Violation[] = []
  const gather =
    (side: 'here' | 'there') =>
    (id: string, figures: readonly (string | number)[]): void => {
      if (facts[side].has(id))
        violations.push({ invariant, where: id, what: `stands twice in ${sides[side]}` })
      facts[side].set(id, figures.join(' '))
    }
  const compare = (id: string): void => {
    const [here, there] = [facts.here.get(id), facts.there.get(id)]
    if (here === there) return
    const what =
      here === undefined
        ? `missing in ${sides.here}`
        : there === undefined
          ? `missing in ${sides.there}`
          : `differs between ${sides.here} and ${sides.there}`
    violations.push({ invariant, where: id, what, figures: { here: here ?? '', there: there ?? '' } })
  }
  return {
    here: gather('here'),
    there: gather('there'),
    finish: () => {
      const ids = new Set([...facts.here.keys(), ...facts.there.keys()])
      for (const id of ids) compare(id)
      return { checked: ids.size, violations }
    },
  }
}
