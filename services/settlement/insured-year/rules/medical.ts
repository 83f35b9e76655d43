import type { ClaimSettled, Medical } from './claim-events.ts'

/** What was medically done of a claim: of anything but a stay the diagnosis at most; undefined when nobody said. */
export const medicalOf = ({
  circumstances,
  stay,
}: Pick<ClaimSettled, 'circumstances' | 'stay'>): Medical | undefined => {
  const { diagnosis, procedure, severe, surgery, referred, sinceStay } = circumstances
  if (!stay) return diagnosis === undefined ? undefined : { diagnosis }
  return {
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(procedure === undefined ? {} : { procedure }),
    ...(severe ? { severe } : {}),
    ...(surgery === undefined ? {} : { surgery }),
    ...(referred ? { referred } : {}),
    admittedOn: stay.from,
    dischargedOn: stay.to,
    ...(sinceStay === undefined ? {} : { sinceStay }),
  }
}
