import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { DayRange } from '../entitlement/rules/day-range.ts'
import {
  duplicateFoundKey,
  duplicateSumKey,
  duplicatesPartition,
  foundPrefix,
  nearFoundKey,
  nearPrefix,
  sumPrefix,
} from '../keys.ts'
import type { NearKind } from '../likeness/rules/near-forms.ts'
import type { SubsidyTwice } from './rules/effects-of-merge.ts'

/** Two who may be one and are covered or subsidised twice, as a run of the check found them. */
export type DuplicateFound = {
  readonly runId: string
  readonly division: string
  readonly likenessId: string
  readonly persons: readonly [string, string]
  readonly schemes: readonly [Scheme, Scheme]
  readonly cities: readonly [CityCode, CityCode]
  readonly twice: readonly DayRange[]
  readonly subsidies: readonly SubsidyTwice[]
  readonly amount: Fen
}

export const duplicatesFound = defineRecord<
  DuplicateFound,
  Pick<DuplicateFound, 'runId' | 'division' | 'likenessId'>
>({ kind: 'duplicate-found', key: duplicateFoundKey })

/** Two who may be one though no likeness says so, and why, as a run of the check found them. */
export type NearFound = {
  readonly runId: string
  readonly division: string
  /** In the order of their ids. */
  readonly persons: readonly [string, string]
  readonly near: NearKind
}

export const nearFound = defineRecord<NearFound, Pick<NearFound, 'runId' | 'division' | 'persons'>>({
  kind: 'near-found',
  key: nearFoundKey,
})

/** What a run found in sum: pairs, years subsidised twice, and that money. */
export type DuplicateSums = { readonly pairs: number; readonly years: number; readonly amount: Fen }

/** The writes of what is found: it and its part of the sums, so that both agree at every moment. */
export const foundWrites = (found: DuplicateFound, part: number): Write[] => [
  duplicatesFound.create(found),
  {
    kind: 'add',
    key: duplicateSumKey({ ...found, part }),
    amounts: { pairs: 1, years: found.subsidies.length, amount: found.amount },
    set: { kind: 'duplicate-sum', runId: found.runId, division: found.division },
  },
]

/** What a run found so far, in a division or in all. */
export const sumsOf = async (
  runId: string,
  division: string | undefined,
  store: Store,
): Promise<DuplicateSums> => {
  let sums: DuplicateSums = { pairs: 0, years: 0, amount: 0 }
  for await (const item of store.list({ pk: duplicatesPartition(runId), prefix: sumPrefix(division) }))
    sums = {
      pairs: sums.pairs + Number(item.pairs),
      years: sums.years + Number(item.years),
      amount: sums.amount + Number(item.amount),
    }
  return sums
}

/** A page of what a run found, in a division or in all, after a place in its order. */
export const pageOfFound = async (
  {
    runId,
    division,
    after,
  }: { readonly runId: string; readonly division?: string | undefined; readonly after?: string | undefined },
  limit: number,
  store: Store,
): Promise<{ readonly found: readonly DuplicateFound[]; readonly more: boolean }> => {
  const prefix = foundPrefix(division)
  const range =
    after === undefined
      ? { prefix }
      : { between: [`${foundPrefix(undefined)}${after} `, `${prefix}~`] as const }
  const { records, cursor } = await duplicatesFound.page(store, duplicatesPartition(runId), {
    ...range,
    limit,
  })
  return { found: records, more: cursor !== undefined }
}

/** The place of what was found in its order. */
export const placeOfFound = ({ division, likenessId }: DuplicateFound): string => `${division}#${likenessId}`

/** A page of those who may be one though no likeness says so, of a division. */
export const pageOfNear = (
  { runId, division }: Pick<NearFound, 'runId' | 'division'>,
  place: { readonly limit: number; readonly cursor?: string },
  store: Store,
) => nearFound.page(store, duplicatesPartition(runId), { prefix: nearPrefix(division), ...place })
