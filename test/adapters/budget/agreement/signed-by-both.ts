import type { Caller, Office } from '../office.ts'

type OfCity = { readonly city: string; readonly year: number }
type Proposed = OfCity & {
  readonly on: string
  readonly agreements: readonly { readonly institution: string }[]
}

/** A person of an institution. */
export const clerkOf = (institution: string, division = '340100'): Caller => ({
  ...{ sub: `clerk-${institution}`, scope: 'institution', division },
  institution,
})

/** Signs for an institution what waits for it. */
export const signFor = async (office: Office, { city, year }: OfCity, institution: string) => {
  const own = `/agreements/${city}/${year}/${institution}/proposal`
  const { number } = (await office.get('province', own)).body
  return office.post(clerkOf(institution, city), `${own}/signature`, { number })
}

/** Who makes and who checks in a city. */
export const officersOf = (city: string) =>
  city === '340200' ? (['otherCity', 'otherChecker'] as const) : (['maker', 'checker'] as const)

/** Proposes agreements and has every institution sign its own; answers the rows of the proposal. */
export const agreeOn = async (office: Office, body: Proposed) => {
  const { rows } = (await office.post(officersOf(body.city)[0], '/agreements', body)).body
  for (const { institution } of body.agreements) await signFor(office, body, institution)
  return rows as unknown as readonly { readonly status: string }[]
}

/** Proposes a change of one agreement and has the institution sign it. */
export const agreeOnChange = async (
  office: Office,
  institution: string,
  step: 'amendments' | 'resumptions',
  body: object,
  of: OfCity = { city: '340100', year: 2025 },
) => {
  const proposed = await office.post(
    'maker',
    `/agreements/${of.city}/${of.year}/${institution}/${step}`,
    body,
  )
  return proposed.status === 200 ? signFor(office, of, institution) : proposed
}
