import type { levyRemitted } from '#shared/contracts/budget.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { must } from '#shared/kernel/errors.ts'
import { accountWrites, readAccount } from '../account/store.ts'
import type { Effects } from '../effects.ts'
import { levies, levyReceipts } from './store.ts'

type LevyRemitted = ReturnType<typeof levyRemitted.parse>

/**
 * Books a remitted levy on the scheme's provincial account: receipt, account and entry in one transaction. So a repeat
 * finds the receipt and changes nothing.
 * @throws TongchouError `levy.unknown`, `levy.amount-differs`: such a message goes to the dead letters, to be looked at
 */
export const receiveLevy = async (
  { data }: LevyRemitted,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const { levyId, city, scheme, year, amount, remittedOn } = data
  const levy = await levies.read(store, data)
  must(levy?.levyId === levyId, 'levy.unknown', `no levy ${levyId}`, { levyId })
  must(levy.amount === amount, 'levy.amount-differs', `levy ${levyId} is ${levy.amount} fen, not ${amount}`, {
    levyId,
    assessed: levy.amount,
    remitted: amount,
  })
  const receipt = { levyId, city, scheme, year, amount, remittedOn }
  await retryConflicts(async () => {
    const account = await readAccount(store, scheme)
    const movement = { source: 'levy' as const, sourceId: levyId, city, amount, on: remittedOn }
    const written = await store.write([levyReceipts.create(receipt), ...accountWrites(account, [movement])])
    const isBooked = written.status === 'written' || written.failed.some(({ index }) => index === 0)
    return isBooked ? true : undefined
  })
}
