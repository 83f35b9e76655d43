import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { ClaimSettled } from './claim-events.ts'

/** Whether an operation was planned or could not wait, as a stay's main operation was. */
export const surgeries = ['elective', 'emergency'] as const
export type Surgery = (typeof surgeries)[number]

/** What was medically done of a claim, as its event tells it beside the person. */
export type Medical = Omit<NonNullable<SettledClaim['medical']>, 'personId'>

/** What was medically done of a claim: of anything but a stay the diagnosis at most; undefined when nobody said. */
export const medicalOf = ({
  circumstances,
  stay,
}: Pick<ClaimSettled, 'circumstances' | 'stay'>): Medical | undefined => {
  const { diagnosis, procedure, severe, surgery, referred } = circumstances
  if (!stay) return diagnosis === undefined ? undefined : { diagnosis }
  return {
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(procedure === undefined ? {} : { procedure }),
    ...(severe ? { severe } : {}),
    ...(surgery === undefined ? {} : { surgery }),
    ...(referred ? { referred } : {}),
    admittedOn: stay.from,
    dischargedOn: stay.to,
  }
}
