import { concerns } from '../correction/rules/concerns.ts'
import type { CorrectionBasis } from '../correction/rules/replay.ts'
import { isGap } from '../pricing/rules/gap.ts'
import type { WhatIfEffects } from './effects.ts'
import { gatherColumns } from './rules/columns.ts'
import { rowsOfYear } from './rules/rows-of-year.ts'
import type { Trial } from './rules/try-variants.ts'
import { tryVariants } from './rules/try-variants.ts'
import type { WhatIfRun, WhatIfTotals } from './rules/what-if-run.ts'
import { noTotals } from './rules/what-if-run.ts'

/** By what a person's claims are judged: the books' own basis, and what is tried. */
export type TrialBasis = { readonly inForce: CorrectionBasis; readonly trial: Trial }

/** What variants come to for one person's year; nothing for one whom the fund does not concern. Writes nothing. */
export const tryPerson = async (
  personId: string,
  { year, city, scheme, variants }: WhatIfRun,
  { inForce, trial }: TrialBasis,
  { corrections }: Pick<WhatIfEffects, 'corrections'>,
): Promise<WhatIfTotals> => {
  const none = noTotals(variants.length)
  const dossier = await corrections.readDossier(personId, year)
  const fund = { ...(city === undefined ? {} : { city }), ...(scheme === undefined ? {} : { scheme }) }
  if (!dossier || !concerns(fund, dossier.claims)) return none
  const gather = gatherColumns(year, 16)
  try {
    for (const row of rowsOfYear(dossier.claims, 0, inForce)) gather.add(row)
  } catch (error) {
    if (!isGap(error)) throw error
    return { ...none, unjudged: 1 }
  }
  const tried = tryVariants(gather.columns(), trial)
  return 'fault' in tried ? { ...none, fault: tried.fault } : { ...none, effect: tried.effect }
}
