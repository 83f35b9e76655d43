import type { ClaimReversed, ClaimSettled, Told } from './claim-events.ts'

const fundOf = ({ scheme, city, at }: Told) => ({ scheme, city, ...(at === undefined ? {} : { at }) })

/** A claim or reversal as its institution was answered: what it books, closes its day by and reconciles. */
export const asTold = <Entry extends ClaimSettled | ClaimReversed>(entry: Entry): Entry => {
  if (entry.kind === 'claim-settled' || !entry.told) return entry
  const { at: _, ...rest } = entry
  return { ...rest, ...fundOf(entry.told), amounts: entry.told.amounts } as Entry
}
