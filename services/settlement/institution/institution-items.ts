import { addDays } from '#shared/calendar/day.ts'
import type { agreementChanged } from '#shared/contracts/budget.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import type { Institution, YearAgreement } from './rules/institution.ts'

/** An institution as registered: what claims are judged by, and its name and category. */
export type RegisteredInstitution = Omit<Institution, 'agreements'> & {
  readonly name: string
  readonly category: string
}

/** An agreement as the budget service tells it, whole. */
export type AgreementTold = ReturnType<typeof agreementChanged.parse>['data']

/** Institutions of the province, each with the agreements of its years behind it. */
export const partition = { pk: 'INSTITUTIONS', prefix: 'CODE#', kind: 'institutions-head' }

const agreementKind = 'agreement'

/** The agreements of an institution stand behind it, under keys that no other institution's can begin with. */
export const agreementPrefix = (code: string): string => `${partition.prefix}${code}#AGREEMENT#`
export const institutionKey = (code: string): Key => ({ pk: partition.pk, sk: `${partition.prefix}${code}` })
export const agreementKey = ({ institution, year }: Pick<AgreementTold, 'institution' | 'year'>): Key => ({
  pk: partition.pk,
  sk: `${agreementPrefix(institution)}${year}`,
})

export const toInstitutionItem = (institution: RegisteredInstitution): Item & Key => ({
  ...institutionKey(institution.code),
  kind: 'institution',
  ...institution,
})

/** Reads what `toInstitutionItem` wrote. */
export const institutionOf = (stored: Stored): RegisteredInstitution => {
  const { pk: _, sk: __, kind: ___, version: ____, ...institution } = stored
  return institution as unknown as RegisteredInstitution
}

/** Writes an agreement as it was told; the teller's version stands beside the item's own. */
export const toAgreementItem = ({ version, ...told }: AgreementTold): Item & Key => ({
  ...agreementKey(told),
  kind: agreementKind,
  ...told,
  toldVersion: version,
})

/** Which version of the teller's an item holds. */
export const toldVersionOf = (stored: Stored): number => Number(stored.toldVersion)

/** Whose agreement an item holds, and when it admits claims; undefined of an item that holds none. */
export const agreementOf = (
  stored: Stored,
): { readonly institution: string; readonly agreement: YearAgreement } | undefined => {
  if (stored.kind !== agreementKind) return undefined
  const { institution, year, from, to, suspended, withdrawnFrom } = stored as unknown as AgreementTold
  const last = withdrawnFrom === undefined ? to : addDays(withdrawnFrom, -1)
  const periods = suspended.map((each) => ({ from: each.from, to: each.to ?? null }))
  return { institution, agreement: { year, from, to: last < to ? last : to, suspended: periods } }
}
