import type { Day } from '#shared/calendar/day.ts'
import { chinaDay, daysBetween } from '#shared/calendar/day.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { correctionLimits } from '../../services/settlement/correction/rules/limits.ts'
import { watchedYears } from '../../services/settlement/correction/start-due.ts'
import { openCorrectionStore } from '../../services/settlement/correction/store.ts'
import { waitingYears } from '../../services/settlement/correction/waiting-persons.ts'
import { openClaimStore } from '../../services/settlement/insured-year/store.ts'
import { provincePolicy } from '../province-policy.ts'
import type { Tables } from './tables.ts'

/** A correction of a person's claims that waits for an officer's order, and for how long. */
export type HeldCorrection = { readonly kind: 'correction'; readonly where: string; readonly days: number }

/** Corrections that wait for an order for longer than the policy takes it. */
export const oldCorrections = async (
  tables: Tables,
  today: Day = chinaDay(new Date()),
): Promise<HeldCorrection[]> => {
  const table = tables.find(({ service }) => service === 'settlement')
  if (!table) return []
  const store = openStore(table.client, () => table.name)
  const claims = openClaimStore(store)
  const effects = { claims, corrections: openCorrectionStore(store, claims, () => 0) }
  const { toldAfterDays } = correctionLimits(provincePolicy(), today)
  const found: HeldCorrection[] = []
  for (const year of watchedYears(today))
    for (const { state, trail } of await waitingYears({ year }, effects)) {
      const days = trail.held ? daysBetween(trail.held.since, today) : 0
      if (days > toldAfterDays)
        found.push({ kind: 'correction', where: `settlement ${state.personId} ${year}`, days })
    }
  return found
}
