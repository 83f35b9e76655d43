import type { Decision } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { VisitChange } from '../visit/change-visit.ts'
import { changeVisit } from '../visit/change-visit.ts'
import type { ChangeVisit } from '../visit/rules/change-visit.ts'
import type { NationalMessage } from './transaction.ts'

/** Makes the event of a visit that a message asks for, with everything the message says as its content. */
export const callVisit = (
  { msgid, infno, institution, input, by, effects }: NationalMessage<object>,
  visitId: string,
  decide: ChangeVisit,
): Promise<Decision<VisitChange>> =>
  changeVisit(
    { msgid, infno, institution, fingerprint: fingerprint(input), ...(by === undefined ? {} : { by }) },
    visitId,
    decide,
    effects,
  )
