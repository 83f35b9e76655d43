import type { fundYearClosed } from '#shared/contracts/budget.ts'
import { must } from '#shared/kernel/errors.ts'
import { cityYearKey } from '../adapters/keys.ts'
import type { Effects } from '../effects.ts'

type FundYearClosed = ReturnType<typeof fundYearClosed.parse>

/** Keeps a closed year's figures; a year closes once, so a repeat is the same fact and another one is an error. */
export const recordClosedYear = async (
  { id, data }: FundYearClosed,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const item = {
    ...cityYearKey('YEARS', data.scheme, data.year, data.city),
    kind: 'closed-year',
    eventId: id,
    ...data,
  }
  const written = await store.write([{ kind: 'create', item }])
  if (written.status === 'written') return
  must(written.failed[0]?.existing?.eventId === id, 'year.closed-twice', 'a closed year was closed again', {
    city: data.city,
    year: data.year,
  })
}
