import type { FundYear } from '#shared/calendar/day.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Client } from './client.ts'
import type { Fund } from './context.ts'
import { cityClerk } from './roles.ts'

/**
 * Requires that a stack has nothing of a fund year yet. A year goes on from what it was, so that one that was begun cannot
 * be gone through again: its agreements were amended, its months closed.
 * @throws TongchouError `year.there-already`
 */
export const mustBeNew = async (
  client: Pick<Client, 'send'>,
  funds: readonly Fund[],
  year: FundYear,
): Promise<void> => {
  for (const { city, scheme } of funds) {
    const { status } = await client.send(
      cityClerk(city),
      'GET',
      `/v1/budget/budgets/${city}/${scheme}/${year}`,
    )
    if (status === 200)
      throw new TongchouError(
        'year.there-already',
        `The running stack has the fund year ${year} already, of ${city} for one. ` +
          'Look at it with `npm run verify`, start anew with `npm start -- --fresh`, or leave --running out.',
        { city, scheme, year },
      )
  }
}
