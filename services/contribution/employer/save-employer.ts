import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { payrollKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { codeIsOver } from './code-is-over.ts'
import { employerElsewhere } from './employer-elsewhere.ts'
import type { Employer } from './rules/employer.ts'
import { creditCodes, employers } from './store.ts'

/** The claim of an employer on its credit code; refused where another has it in the city. */
const claimCode = async (
  { employerId, city, uscc }: Employer,
  store: Store,
): Promise<Decision<readonly Write[]>> => {
  if (uscc === undefined) return accept([])
  const owner = await creditCodes.read(store, { city, uscc })
  if (!owner) return accept([creditCodes.create({ city, uscc, employerId, version: 1 })])
  if (owner.employerId === employerId) return accept([])
  return refuse('contribution.credit-code-taken', {
    field: 'uscc',
    figures: { uscc, employerId: owner.employerId },
  })
}

/** What registering an employer comes to: it is new, another than was registered, or as it was. */
export type EmployerChange = 'registered' | 'changed' | 'known'

const fieldsOf = ({ employerId, city, name, employerKind, uscc = '', county = '' }: Employer): string =>
  JSON.stringify([employerId, city, name, employerKind, uscc, county])

/** Who says nothing of the county leaves it as it is. */
const withCounty = (employer: Employer, stored: Employer | undefined): Employer => {
  const { county = stored?.county, ...rest } = employer
  return county === undefined ? rest : { ...rest, county }
}

/** What is registered of an employer, and the claim on its credit code; refused where another city or employer has it. */
const readFor = async (employer: Employer, store: Store) => {
  const stored = await employers.read(store, employer)
  const declares = await store.get(payrollKey(employer.employerId))
  const elsewhere = await employerElsewhere(
    employer,
    declares as { readonly city: string } | undefined,
    store,
  )
  if (elsewhere) return elsewhere
  const over = await codeIsOver(employer, stored, store)
  if (over) return over
  const code = await claimCode(employer, store)
  return code.status === 'refused' ? code : accept({ stored, claim: code.value })
}

/** What registering an employer would come to; nothing is written. */
export const judgeEmployer = async (
  employer: Employer,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<EmployerChange>> => {
  const found = await readFor(employer, store)
  if (found.status === 'refused') return found
  const { stored } = found.value
  if (!stored) return accept('registered')
  return accept(fieldsOf(stored) === fieldsOf(withCounty(employer, stored)) ? 'known' : 'changed')
}

/** Registers an employer in a city, or changes what is registered of it. A credit code is one employer's in a city. */
export const saveEmployer = (
  employer: Employer,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Employer>> =>
  retryConflicts(async () => {
    const found = await readFor(employer, store)
    if (found.status === 'refused') return found
    const { stored, claim } = found.value
    const version = stored?.version ?? 0
    const next = withCounty(employer, stored)
    const written = await store.write([employers.replace({ ...next, version }, version), ...claim])
    return written.status === 'written' ? accept(next) : undefined
  })
