import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import { city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import type { Insured } from '../person/rules/insured.ts'
import type { Transfer } from './rules/transfer.ts'
import { askedState, stateOf } from './rules/transfer.ts'

/**
 * A transfer; whom it is about, and where they are covered, is shown to the covering city, and to the new one once they
 * are released.
 */
export const transferAnswer = z.strictObject({
  transferId: id,
  status: z.enum(['requested', 'expired', 'released', 'refused', 'lapsed']),
  place: z.strictObject({ scheme, city, employment, employerId: id.optional() }),
  from: day,
  requestedOn: day,
  ageDays: z.int().meta({ description: 'days since it was asked for' }),
  deadlineOn: day.meta({ description: 'after it the province decides too' }),
  personId: id.optional(),
  coveredIn: city.optional(),
  decidedOn: day.optional(),
  statementId: id.optional().meta({ description: 'the statement of what they paid that went with them' }),
  reason: z.string().optional().meta({ description: 'why it was refused' }),
})

type Viewer = { readonly reaches: (parties: Parties) => boolean; readonly today: Day }

/** Shows a transfer to who asks: to the city that asked for the person nothing of them. */
export const showTransfer = (
  transfer: Transfer,
  insured: Insured | undefined,
  { reaches, today }: Viewer,
): z.input<typeof transferAnswer> => {
  const { transferId, place, from, requested, deadlineOn, wanted } = transfer
  const seesPerson = wanted !== undefined && reaches({ cities: [wanted.city] })
  const isReleased = transfer.status === 'released'
  return {
    transferId,
    status: seesPerson ? stateOf(transfer, insured, today) : askedState(transfer, today),
    ...{ place, from, requestedOn: requested.on, ageDays: daysBetween(requested.on, today), deadlineOn },
    ...(wanted && (seesPerson || isReleased) ? { personId: wanted.personId } : {}),
    ...(wanted && seesPerson ? { coveredIn: wanted.city } : {}),
    ...(transfer.status === 'requested' ? {} : { decidedOn: transfer.decided.on }),
    ...(isReleased && transfer.statementId !== undefined ? { statementId: transfer.statementId } : {}),
    ...(transfer.status === 'refused' ? { reason: transfer.reason } : {}),
  }
}
