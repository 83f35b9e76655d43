import type { YearEffects } from '../insured-year/effects.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { isClosed } from './rules/carry-over.ts'
import { withBalance } from './rules/claim-of-closed-year.ts'

/** What was read for a claim, and the later years that the account of its year went on to. */
export type WithAccount<Read> = { readonly read: Read; readonly later: readonly RecordedYear[] }

const laterYears = async (
  { state: { personId, year } }: RecordedYear,
  { claims }: Pick<YearEffects, 'claims'>,
): Promise<readonly RecordedYear[]> => {
  const [next] = await claims.findYears([{ personId, year: year + 1 }])
  if (!next) return []
  return isClosed(next) ? [next, ...(await laterYears(next, { claims }))] : [next]
}

/**
 * What was read for a claim of a year that is over, with the balance that the account has by now: care of December that is
 * settled in January uses the account like any other. A year that still holds its account is read as it is.
 */
export const withAccountBack = async <Read extends { readonly year: RecordedYear }>(
  read: Read,
  effects: Pick<YearEffects, 'claims'>,
): Promise<WithAccount<Read>> => {
  if (!isClosed(read.year)) return { read, later: [] }
  const later = await laterYears(read.year, effects)
  const holder = later.at(-1)
  return holder && holder.state.account > 0
    ? { read: { ...read, year: withBalance(read.year, holder) }, later }
    : { read, later: [] }
}
