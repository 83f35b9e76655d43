import { yearOf } from '#shared/calendar/day.ts'
import { sum } from '#shared/money/fen.ts'
import type { ChargedLine, SettleClaim } from '../../claim/rules/command.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import type { ClaimSettled, SplitLine } from '../../insured-year/rules/claim-events.ts'

/**
 * The command that a settled claim answers, put together again from what is recorded of it. Level and agreement of the
 * institution stay as they were found then: a correction judges the person's claim, not the institution's standing.
 */
export const asCharged = (claim: ClaimSettled, registered: Institution): SettleClaim => {
  const { claimId, msgid, fingerprint, personId, servedOn, stay, circumstances } = claim
  const { level, provincial, place: _, filing: judged, said: told = judged, ...asSent } = circumstances
  const agreement = { from: servedOn, to: null }
  const shared = {
    ...{ claimId, msgid, fingerprint, personId },
    institution: { ...registered, level, provincial, agreement, agreements: [] },
    lines: claim.lines.map(chargedLine),
    total: sum(claim.lines.map(({ amount }) => amount)),
    ...asSent,
    ...(told === 'none' ? {} : { filing: told }),
    today: claim.settledOn,
  }
  if (!stay) return { ...shared, care: 'outpatient', serviceOn: servedOn }
  const { from: admittedOn, to: dischargedOn } = stay
  const inYear = claim.year === yearOf(dischargedOn) ? {} : { year: claim.year }
  return { ...shared, care: 'inpatient', admittedOn, dischargedOn, ...inYear }
}

const chargedLine = ({ code, quantity, unitPrice, amount, days }: SplitLine): ChargedLine => ({
  ...{ code, quantity, unitPrice, amount },
  ...(days === undefined ? {} : { days }),
})
