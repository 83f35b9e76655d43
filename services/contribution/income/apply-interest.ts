import type { interestPaid } from '#shared/contracts/contribution.ts'
import { fenOf } from '#shared/contracts/outside-amount.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import { creditInterest } from './credit-interest.ts'

/**
 * Records interest that the treasury told of on the bus.
 * @throws TongchouError with the refusal's code, for the dead letters: what was told before otherwise is for a person
 */
export const applyInterest = async (
  { amountFen, amountYuan, ...told }: ReturnType<typeof interestPaid.parse>['data'],
  effects: Pick<Effects, 'store'>,
): Promise<void> => {
  const amount = fenOf({ fen: amountFen, yuan: amountYuan })
  const credited = await creditInterest({ ...told, amount }, effects)
  if (credited.status === 'refused')
    throw new TongchouError(credited.refusal.code, credited.refusal.reason, {
      treasuryRef: told.treasuryRef,
    })
}
