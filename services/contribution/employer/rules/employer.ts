import type { CityCode } from '#shared/kernel/divisions.ts'

/**
 * What an employer is, by the codes that offices use: an enterprise or office (01), the unit of flexible workers (02), that
 * of the unemployed who draw benefits (05), a village's virtual unit of residents (08), a branch (09).
 */
export const employerKinds = ['ordinary', 'flexible', 'unemployed', 'residents', 'branch'] as const
export type EmployerKind = (typeof employerKinds)[number]

/** An employer as it is registered in a city. */
export type Employer = {
  readonly employerId: string
  readonly city: CityCode
  readonly name: string
  readonly employerKind: EmployerKind
  /** The unified social credit code; virtual units have none. */
  readonly uscc?: string | undefined
  /** The county in which it lies, by its six digits; absent where none was told. */
  readonly county?: string | undefined
}

/** Whether an employer of a kind is a unit of the office's own, which no register of enterprises knows. */
export const isVirtual = (kind: EmployerKind): boolean => kind !== 'ordinary' && kind !== 'branch'
