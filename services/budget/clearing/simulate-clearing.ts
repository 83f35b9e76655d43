import type { Day, FundYear } from '#shared/calendar/day.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { sum } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { prepareClearing } from './clearing-inputs.ts'
import { clearYears } from './propose-unit.ts'
import { cares } from './rules/clear-institution.ts'

/** As many agreements as are read in one round trip. */
const institutionsAtOnce = 100

const shownOf = ({ institution, basis, cleared }: Awaited<ReturnType<typeof clearYears>>[number]) => {
  const { accepted, kept, byMethod, depositForfeited, ordered, owedBack } = cleared
  const bounds = cares.flatMap((care) => basis.care[care].bound ?? [])
  const { score } = basis
  return { institution, score, accepted, kept, byMethod, depositForfeited, ordered, owedBack, bounds }
}

/**
 * What clearing a fund's year would come to now, by the code that clears it. Nothing is written: no run, no pool, no
 * statement. Refused where the clearing itself would be.
 */
export const simulateClearing = async (
  { fund, year, on }: { readonly fund: Fund; readonly year: FundYear; readonly on: Day },
  effects: Pick<Effects, 'store' | 'policy'>,
) => {
  const prepared = await prepareClearing({ fund, year, on }, effects)
  if (prepared.status === 'refused') return prepared
  const { years, pools } = prepared.value
  const institutions: ReturnType<typeof shownOf>[] = []
  for (const group of inPieces(years, institutionsAtOnce))
    institutions.push(...(await clearYears(effects, { fund, year, years: group })).map(shownOf))
  const total = (name: 'accepted' | 'kept' | 'ordered' | 'owedBack') =>
    sum(institutions.map((each) => each[name]))
  return accept({
    ...fund,
    year,
    statements: institutions.length,
    sums: {
      accepted: total('accepted'),
      kept: total('kept'),
      ordered: total('ordered'),
      owedBack: total('owedBack'),
    },
    pools: pools.map(({ shares, ...pool }) => ({ ...pool, institutions: shares.size })),
    institutions,
  })
}
