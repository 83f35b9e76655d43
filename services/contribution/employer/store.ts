import { idOfPartition } from '#shared/edge/store/item.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { countyEmployersPartition, employerKey, employersPartition, usccKey } from '../keys.ts'
import type { Employer } from './rules/employer.ts'

/** An employer as stored, with the commands that changed it. */
type StoredEmployer = Employer & { readonly version: number }

export const employers = defineRecord<StoredEmployer, Pick<Employer, 'employerId'>>({
  kind: 'employer',
  key: ({ employerId }) => employerKey(employerId),
  index: ({ city, employerId, county }) => ({
    ...{ gsi1pk: employersPartition(city), gsi1sk: employerId },
    ...(county === undefined ? {} : { gsi2pk: countyEmployersPartition(county), gsi2sk: employerId }),
  }),
})

/** A page of the employers of a county. The index holds keys only. */
export const pageOfCounty = async (
  store: Store,
  county: string,
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly records: readonly Employer[]; readonly cursor?: string }> => {
  const page = await store.page({ index: 'gsi2', pk: countyEmployersPartition(county), ...place })
  const found = await employers.readMany(
    store,
    page.items.map((item) => ({ employerId: idOfPartition(item) })),
  )
  return {
    records: found.flatMap((each) => (each?.county === county ? [each] : [])),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  }
}

/** Whose a credit code is in a city: one employer's. */
type CodeOwner = {
  readonly city: string
  readonly uscc: string
  readonly employerId: string
  readonly version: number
}

export const creditCodes = defineRecord<CodeOwner, Pick<CodeOwner, 'city' | 'uscc'>>({
  kind: 'credit-code',
  key: usccKey,
})

/** Employers by their ids, in the order asked for; undefined where one is not registered. */
export const readEmployers = (
  store: Store,
  employerIds: readonly string[],
): Promise<(Employer | undefined)[]> =>
  employers.readMany(
    store,
    employerIds.map((employerId) => ({ employerId })),
  )
