import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { agreementKey, agreementPartition, agreementVersionKey } from '../keys.ts'
import type { Agreement } from './rules/agreement.ts'

export const toAgreement = (item: Stored): Agreement => {
  const { pk, sk, kind, ...agreement } = item
  return agreement as unknown as Agreement
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

/** Saves an agreement's next version, and keeps the one before it readable. */
const writesOf = (changed: Agreement, before: Agreement | undefined): Write[] => {
  const { city, year, institution } = changed
  const item = { ...agreementKey(city, year, institution), kind: 'agreement', ...changed }
  const replaced: Write = { kind: 'replace', item, version: before?.version ?? 0 }
  if (!before) return [replaced]
  const key = agreementVersionKey(city, year, institution, before.version)
  return [replaced, { kind: 'create', item: { ...key, kind: 'agreement-version', ...before } }]
}

/** Saves changed agreements together; false when one of them was changed by someone else meanwhile. */
export const saveAgreements = async (
  store: Store,
  changes: readonly { readonly changed: Agreement; readonly before: Agreement | undefined }[],
): Promise<boolean> => {
  if (changes.length === 0) return true
  const writes = changes.flatMap(({ changed, before }) => writesOf(changed, before))
  return (await store.write(writes)).status === 'written'
}
