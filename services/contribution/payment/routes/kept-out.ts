import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import type { KeptFrom } from '../report.ts'

/** Keeps a caller out of the bills of cities that they do not reach. */
export const keptOut =
  (caller: { readonly division: string; readonly reaches: (parties: Parties) => boolean }): KeptFrom =>
  (city) =>
    caller.reaches({ cities: [city] })
      ? undefined
      : doorRefusals.refusal('caller.other-division', { figures: { division: caller.division } })
