import type { FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { agreementPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Agreement, Terms } from './rules/agreement.ts'
import { termsFor } from './rules/agreement.ts'
import { readAgreementVersion, toAgreement } from './store.ts'

/** What was agreed with an institution for a fund's patients. */
export type AgreedTerms = Omit<Terms, 'schemes'> &
  Pick<Agreement, 'institution' | 'version' | 'status' | 'withdrawn'>

const agreedTerms = (agreement: Agreement, { scheme }: Fund): AgreedTerms => {
  const { institution, version, status, withdrawn } = agreement
  return { ...termsFor(agreement, scheme), institution, version, status, withdrawn }
}

/** What an earlier version of an institution's agreement said for a fund's patients. */
export const readFormerTerms = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  { institution, version }: Pick<Agreement, 'institution' | 'version'>,
): Promise<AgreedTerms | undefined> => {
  const former = await readAgreementVersion(store, fund.city, year, institution, version)
  return former && agreedTerms(former, fund)
}

/** What was agreed with the institutions of a city for the patients of one of its funds, in order of institutions. */
export const readAgreedTerms = (store: Store, fund: Fund, year: FundYear): Promise<AgreedTerms[]> =>
  Array.fromAsync(store.list({ pk: agreementPartition(fund.city, year) }), (item) =>
    agreedTerms(toAgreement(item), fund),
  )
