import type { RunUnit } from '#shared/edge/runs/run.ts'
import { isUnitDone } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { walkPersons } from '../correction/walk-persons.ts'
import type { WhatIfEffects } from './effects.ts'
import { ageGroupsOf } from './rules/age-groups.ts'
import { judgedBy } from './rules/judge-columns.ts'
import { policiesOf } from './rules/judge-variants.ts'
import type { TriedVariant } from './rules/try-variants.ts'
import type { WhatIfRun, WhatIfTotals } from './rules/what-if-run.ts'
import { addTotals, claimsShown, noTotals, talliesAtDoor } from './rules/what-if-run.ts'
import type { TrialBasis } from './try-person.ts'
import { tryPerson } from './try-person.ts'

type OwnEffects = Pick<WhatIfEffects, 'corrections' | 'whatIfs' | 'reference' | 'policy' | 'runs'>

/** What variants come to, by the law that they change: the units of a run that a process tries have them in common. */
const latestVariants = new WeakMap<
  Policy,
  { readonly asked: string; readonly variants: readonly TriedVariant[] }
>()

const variantsOf = ({ runId, year, variants }: WhatIfRun, law: Policy): readonly TriedVariant[] => {
  const asked = JSON.stringify({ year, variants })
  const known = latestVariants.get(law)
  if (known?.asked === asked) return known.variants
  const policies = policiesOf(law, variants, year)
  must(policies.status === 'accepted', 'what-if.variant-lost', 'a variant was read when it was ordered', {
    runId,
  })
  const read = policies.value.map((each, index) => ({
    ...judgedBy(each, year),
    world: variants[index]?.world,
  }))
  latestVariants.set(law, { asked, variants: read })
  return read
}

/** Half a run under one policy and half under another would be the effect of nothing. */
const basisFor = async (run: WhatIfRun, { reference, policy }: OwnEffects): Promise<TrialBasis> => {
  const { runId, year, city, scheme, policyVersion } = run
  const law = policy()
  must(law.version === policyVersion, 'what-if.policy-changed', 'start it again under another key', {
    ...{ runId, startedUnder: policyVersion },
  })
  const { institutions, catalogue } = await reference.refresh()
  const inForce = judgedBy(law, year)
  return {
    inForce: { institutions, catalogue, plans: inForce.plans },
    trial: {
      ...{ inForce, variants: variantsOf(run, law) },
      ...{ ageGroups: ageGroupsOf(law, year), keep: claimsShown, of: { city, scheme }, by: talliesAtDoor },
    },
  }
}

const tryOpenUnit = async (unit: RunUnit, run: WhatIfRun, effects: OwnEffects): Promise<void> => {
  const basis = await basisFor(run, effects)
  const walk = {
    none: noTotals(run.variants.length),
    visit: async (personId: string, soFar: WhatIfTotals) =>
      addTotals(soFar, await tryPerson(personId, run, basis, effects)),
    isOver: ({ fault }: WhatIfTotals) => fault !== undefined,
    complete: (totals: WhatIfTotals) => effects.whatIfs.completeUnit(unit, totals),
  }
  return walkPersons(unit, walk, effects)
}

/** Keeps what a what-if came to when all its units are complete; whoever finds it complete does so, and it is kept once. */
export const concludeWhatIf = async (
  runId: string,
  { whatIfs }: Pick<WhatIfEffects, 'whatIfs'>,
): Promise<void> => {
  const found = await whatIfs.find(runId)
  if (found?.progress.status === 'done') await whatIfs.conclude(found.run)
}

/**
 * Tries variants on the persons of a unit; the last unit of a what-if concludes it. What a unit came to is written with its
 * completion, once, so a message that comes again, or after a crash, counts nobody twice.
 */
export const tryUnit = async (unit: RunUnit, effects: OwnEffects): Promise<void> => {
  const found = await effects.whatIfs.find(unit.runId)
  must(found !== undefined, 'what-if.unknown', 'a unit of no what-if', { runId: unit.runId })
  if (!(await isUnitDone(effects.runs().store, unit))) await tryOpenUnit(unit, found.run, effects)
  await concludeWhatIf(unit.runId, effects)
}
