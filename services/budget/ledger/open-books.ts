import type * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { openingKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { book } from './book.ts'
import { cashAddition } from './cash.ts'
import type { opening } from './fields.ts'
import { addMovements, transfer } from './rules/movements.ts'

/** What a fund brings along. */
type Opening = z.output<typeof opening>

const openings = defineRecord<Opening, Pick<Opening, 'city' | 'scheme'>>({ kind: 'opening', key: openingKey })

/** Opens the books of a fund, once; the same again changes nothing. */
export const openBooks = async (store: Store, wanted: Opening): Promise<Decision<Opening>> => {
  const { city, scheme, year, pooledBalance, accountBalance } = wanted
  const fund = { city, scheme }
  if (scheme === 'resident' && accountBalance !== 0)
    return refuse('opening.no-personal-accounts', { field: 'accountBalance' })
  const movements = addMovements(
    transfer('special-account', 'pooled-fund', pooledBalance),
    transfer('special-account', 'personal-accounts', accountBalance),
  )
  await book(store, fund, `${year}-01`, () => ({
    entry: {
      entryId: stableId('E-', 'opening', city, scheme),
      reason: 'opening',
      on: firstDayOfYear(year),
      source: 'opening',
      movements,
    },
    alongside: [openings.create(wanted), cashAddition(fund, movements)],
  }))
  const stands = await openings.read(store, fund)
  must(stands !== undefined, 'opening.missing', 'books that were opened have no opening', fund)
  const isSame =
    stands.year === year && stands.pooledBalance === pooledBalance && stands.accountBalance === accountBalance
  return isSame ? accept(wanted) : refuse('opening.other-balances', { figures: { year: stands.year } })
}
