import { cities, provinceCode } from '#shared/kernel/divisions.ts'

/** Someone who can sign in at the local issuer, by what their token then says. */
export type Officer = {
  readonly sub: string
  readonly scope: string
  readonly division: string
  readonly institution?: string
}

/** Three hands of each office, since what moves money takes up to three persons. */
const hands = ['clerk', 'checker', 'chief'] as const

const handsOf = (office: string, scope: string, division: string): Officer[] =>
  hands.map((hand) => ({ sub: `${hand}.${office}`, scope, division }))

/** One officer of each role and city, for a page on which a developer chooses who to be. */
export const officers = (): readonly Officer[] => [
  ...handsOf('anhui', 'province', provinceCode),
  { sub: 'auditor.anhui', scope: 'auditor', division: provinceCode },
  ...cities.flatMap(({ code, name }) => [
    ...handsOf(name.toLowerCase().replaceAll(/[^a-z]/g, ''), 'city', code),
    {
      sub: `hospital.${name.toLowerCase().replaceAll(/[^a-z]/g, '')}`,
      scope: 'institution',
      division: code,
      // The first hospital that a generated year has in a city, so that what it is sent is found there.
      institution: `H${code.slice(0, 4)}0200001`,
    },
  ]),
]
