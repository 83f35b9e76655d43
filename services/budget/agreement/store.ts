import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { ItemFields } from '../keys.ts'
import { agreementKey, agreementPartition, agreementVersionKey } from '../keys.ts'
import type { Agreement } from './rules/agreement.ts'

const agreements = defineRecord<Agreement, Pick<Agreement, 'city' | 'year' | 'institution'>>({
  kind: 'agreement',
  key: ({ city, year, institution }) => agreementKey(city, year, institution),
})

/** What an agreement said before it was changed. */
const versions = defineRecord<Agreement, Pick<Agreement, 'city' | 'year' | 'institution' | 'version'>>({
  kind: 'agreement-version',
  key: ({ city, year, institution, version }) => agreementVersionKey(city, year, institution, version),
})

export const toAgreement = (item: Stored): Agreement => {
  const { pk, sk, kind, ...agreement }: Agreement & ItemFields = agreements.from(item)
  return agreement
}

/** Agreements of up to 100 institutions in one round trip, in their order; none where nothing was signed. */
export const readAgreements = async (
  store: Store,
  city: string,
  year: FundYear,
  institutions: readonly string[],
): Promise<(Agreement | undefined)[]> => {
  const items = await store.getMany(institutions.map((institution) => agreementKey(city, year, institution)))
  return items.map((item) => item && toAgreement(item))
}

/** An earlier version of an agreement. */
export const readAgreementVersion = async (
  store: Store,
  city: string,
  year: FundYear,
  institution: string,
  version: number,
): Promise<Agreement | undefined> => {
  const item = await store.get(agreementVersionKey(city, year, institution, version))
  return item && toAgreement(item)
}

/** A city's agreements of a year, in order of institutions. */
export const pageAgreements = async (
  store: Store,
  city: string,
  year: FundYear,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: agreementPartition(city, year), ...page })
  return { agreements: found.items.map(toAgreement), cursor: found.cursor }
}

/** All agreements of a city and year, in order of institutions. */
export const allAgreements = (store: Store, city: string, year: FundYear): Promise<Agreement[]> =>
  Array.fromAsync(agreements.list(store, agreementPartition(city, year)))

/** An agreement's next version, and the one before it. */
export type AgreementStep = { readonly changed: Agreement; readonly before: Agreement | undefined }

/** What saves an agreement's next version, and keeps the one before it readable. */
export const agreementWrites = ({ changed, before }: AgreementStep): Write[] => {
  const replaced = agreements.replace(changed, before?.version ?? 0)
  return before ? [replaced, versions.create(before)] : [replaced]
}

/** Saves a changed agreement; false when it was changed by someone else meanwhile. */
export const saveAgreement = async (store: Store, step: AgreementStep): Promise<boolean> =>
  (await store.write(agreementWrites(step))).status === 'written'
