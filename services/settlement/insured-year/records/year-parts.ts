import type { Day } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CareFiling } from '../rules/care-filings.ts'
import { careFilingKinds } from '../rules/care-filings.ts'
import type { Spell, Stay } from '../rules/insured-year.ts'
import type { Registrations } from '../rules/registrations.ts'
import { noRegistrations } from '../rules/registrations.ts'

/** A spell as it is kept, by position. */
export type StoredSpell = readonly [
  scheme: Scheme,
  city: string,
  employment: Spell['employment'],
  aid: Spell['aid'],
  from: Day,
  to: Day,
]

type FreeStay = readonly [claimId: string, from: Day, to: Day, institution: string, diagnosis: string]
export type StoredStay = FreeStay | readonly [...FreeStay, deductible: Fen, ...before: readonly Fen[]]

/** A filing as it is kept, its kind by position; one that was taken back ends with a 1. */
type StoredFiling = readonly [kind: number, where: string, from: Day, to: Day | null, withdrawn?: 1]

const storedFiling = ({ kind, where, from, to, withdrawn }: CareFiling): StoredFiling => {
  const filing = [careFilingKinds.indexOf(kind), where, from, to] as const
  return withdrawn ? [...filing, 1] : filing
}
const careFiling = ([kind, where, from, to, withdrawn]: StoredFiling): CareFiling => ({
  ...{ kind: careFilingKinds[kind] ?? 'filed', where, from, to },
  ...(withdrawn ? { withdrawn: true } : {}),
})

/** Registrations as they are kept; none of them where nothing is registered. */
export type StoredRegistrations = Partial<Omit<Registrations, 'diseases' | 'filings'>> & {
  readonly filings?: readonly StoredFiling[]
  /** A 1 at the end says that it is one of the two diseases. */
  readonly diseases?: readonly (readonly [code: string, from: Day, to: Day | null, two?: 1])[]
}

export const storedSpell = ({ scheme, city, employment, aid, from, to }: Spell): StoredSpell => [
  scheme,
  city,
  employment,
  aid,
  from,
  to,
]
export const spell = ([scheme, city, employment, aid, from, to]: StoredSpell): Spell => ({
  scheme,
  city,
  employment,
  aid,
  from,
  to,
})

export const storedStay = (settled: Stay): StoredStay => {
  const { claimId, from, to, institution, diagnosis = '', deductible = 0, before } = settled
  const stored = [claimId, from, to, institution, diagnosis] as const
  if (before !== undefined) return [...stored, deductible, before]
  return deductible === 0 ? stored : [...stored, deductible]
}
export const stay = ([
  claimId,
  from,
  to,
  institution,
  diagnosis,
  deductible = 0,
  before,
]: StoredStay): Stay => ({
  claimId,
  from,
  to,
  institution,
  ...(diagnosis === '' ? {} : { diagnosis }),
  ...(deductible === 0 ? {} : { deductible }),
  ...(before === undefined ? {} : { before }),
})

export const storedRegistrations = ({
  diseases,
  civilServant,
  filings,
  ...years
}: Registrations): StoredRegistrations => ({
  ...years,
  ...(civilServant ? { civilServant } : {}),
  ...(filings === undefined ? {} : { filings: filings.map(storedFiling) }),
  ...(diseases.length === 0
    ? {}
    : {
        diseases: diseases.map(({ code, from, to, kind }) =>
          kind === undefined ? ([code, from, to] as const) : ([code, from, to, 1] as const),
        ),
      }),
})
export const registrationsOf = ({ diseases = [], filings, ...rest }: StoredRegistrations): Registrations => ({
  ...noRegistrations,
  ...rest,
  ...(filings === undefined ? {} : { filings: filings.map(careFiling) }),
  diseases: diseases.map(([code, from, to, two]) => ({
    ...{ code, from, to },
    ...(two === undefined ? {} : { kind: 'two-diseases' }),
  })),
})
