import type { Day } from '#shared/calendar/day.ts'
import type { paymentMade } from '#shared/contracts/contribution.ts'
import type { Effects } from '../effects.ts'
import { recordReported } from './record-reported.ts'
import { unanswered } from './report.ts'

type PaymentMade = ReturnType<typeof paymentMade.parse>

/**
 * Records a payment that the tax authority published on the bus. It meets the checks that every payment meets. Nobody
 * reads an answer there, so whatever they would refuse is held in suspense with that reason. The tax authority collects
 * in all cities.
 */
export const applyPayment = async (
  { data }: PaymentMade,
  today: Day,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  await recordReported([data], unanswered(today, effects), effects)
}
