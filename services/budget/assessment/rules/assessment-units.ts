import type { Fen } from '#shared/money/fen.ts'

/** What of an institution's year says how many claims it has. */
type Volume = { readonly institution: string; readonly controlled: Fen; readonly others: Fen }

const mostInstitutions = 10
/** Twenty million yuan: some hundred thousand visits, which are read well within the time of one unit. */
const mostMoney = 2_000_000_000

/**
 * Cuts institutions into the units of an assessment: in their order, at most ten, and a large one by itself. A unit
 * reads all claims of its institutions.
 */
export const assessmentUnits = (volumes: readonly Volume[]): string[][] => {
  const units: string[][] = []
  let money = 0
  for (const { institution, controlled, others } of volumes) {
    const own = Math.abs(controlled) + Math.abs(others)
    const last = units.at(-1)
    if (last && last.length < mostInstitutions && money + own <= mostMoney) {
      last.push(institution)
      money += own
    } else {
      units.push([institution])
      money = own
    }
  }
  return units
}
