import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { agreementChanged } from '#shared/contracts/budget.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { institutionProposals, ownKey } from '../keys.ts'
import type { InstitutionDecisions } from './rules/change.ts'
import type { Institution, YearAgreement } from './rules/institution.ts'

/** An institution as registered: what claims are judged by, and its name and category. */
export type RegisteredInstitution = Omit<Institution, 'agreements'> & {
  readonly name: string
  readonly category: string
}

/** An agreement as the budget service tells it, whole. */
export type AgreementNotice = ReturnType<typeof agreementChanged.parse>['data']

/** Institutions of the province, each with the agreements of its years behind it. */
export const partition = { pk: 'INSTITUTIONS', prefix: 'CODE#' }

/** The version of the whole partition: functions keep it in memory and only ask for this. */
export const heads = defineRecord<{ readonly version: number }, Key>({
  kind: 'institutions-head',
  key: ownKey,
})
export const headKey: Key = { pk: partition.pk, sk: 'HEAD' }

/** The agreements of an institution stand behind it, under keys that no other institution's can begin with. */
export const agreementPrefix = (code: string): string => `${partition.prefix}${code}#AGREEMENT#`

/** `twoHanded` is on what this release registers: those of earlier ones, which one officer registered, have no decisions. */
export const institutionRecords = defineRecord<
  RegisteredInstitution & {
    readonly version: number
    readonly twoHanded?: true
    /** The day of the last approval; of what this release registers. */
    readonly registeredOn?: Day
  },
  Pick<RegisteredInstitution, 'code'>
>({
  kind: 'institution',
  key: ({ code }) => ({ pk: partition.pk, sk: `${partition.prefix}${code}` }),
})

/** The decisions about an institution, and its city where one waits. */
export type StoredDecisions = InstitutionDecisions & { readonly version: number }

/** By whose hands an institution is registered; listed in its city while a proposal waits. */
export const decisionRecords = defineRecord<
  StoredDecisions & { readonly gsi1pk?: string; readonly gsi1sk?: string },
  Pick<InstitutionDecisions, 'code'>
>({
  kind: 'institution-decisions',
  key: ({ code }) => ({ pk: `INSTITUTION#${code}`, sk: 'DECISIONS' }),
})

/** Where the decisions about an institution are listed: with its city while one waits. */
export const listedDecisions = ({ code, proposal }: InstitutionDecisions) =>
  proposal
    ? {
        gsi1pk: institutionProposals(proposal.terms.city),
        gsi1sk: `${proposal.proposed.on}#${code}`,
      }
    : {}

/** An institution as its decisions have it registered; undefined as long as nothing was approved. */
export const registeredBy = ({
  code,
  earlier,
  approved,
}: InstitutionDecisions): RegisteredInstitution | undefined => {
  const terms = approved.map((each) => each.terms)
  if (earlier) {
    const changes = [...(earlier.changes ?? []), ...terms]
    return { code, ...earlier, ...(changes.length === 0 ? {} : { changes }) }
  }
  const [first, ...later] = terms
  if (!first) return undefined
  const { from: _, ...always } = first
  return { code, ...always, ...(later.length === 0 ? {} : { changes: later }) }
}

/** Reads an institution without what is of its record alone: its version, the mark of its hands, its day. */
export const institutionOf = (stored: RecordedItem): RegisteredInstitution => {
  const { version: _, twoHanded: __, registeredOn: ___, ...institution } = institutionRecords.content(stored)
  return institution
}

/** The day of the last approval about an institution. */
export const registeredOn = ({ approved }: InstitutionDecisions): Day =>
  approved.map((each) => each.approved.on).reduce((last, on) => (on > last ? on : last), '')

/** What an earlier release registered an institution as, by one officer; undefined of what two decided on. */
export const earlierIn = (stored: RecordedItem): InstitutionDecisions['earlier'] => {
  if (institutionRecords.from(stored).twoHanded) return undefined
  const { code: _, ...earlier } = institutionOf(stored)
  return earlier
}

/** An agreement as it was told; the teller's version stands beside the record's own. */
type RecordedAgreement = AgreementNotice & { readonly toldVersion: number }

export const agreementRecords = defineRecord<
  RecordedAgreement,
  Pick<AgreementNotice, 'institution' | 'year'>
>({
  kind: 'agreement',
  key: ({ institution, year }) => ({ pk: partition.pk, sk: `${agreementPrefix(institution)}${year}` }),
})

/** Whose agreement an item holds, and when it admits claims; undefined of an item that holds none. */
export const agreementOf = (
  stored: Stored,
): { readonly institution: string; readonly agreement: YearAgreement } | undefined => {
  if (!agreementRecords.is(stored)) return undefined
  const { institution, year, from, to, suspended, withdrawnFrom } = agreementRecords.from(stored)
  const last = withdrawnFrom === undefined ? to : addDays(withdrawnFrom, -1)
  const periods = suspended.map((each) => ({ from: each.from, to: each.to ?? null }))
  return { institution, agreement: { year, from, to: last < to ? last : to, suspended: periods } }
}
