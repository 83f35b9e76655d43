import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'

/** The wage list of an employer in a city. */
export type Payroll = {
  readonly employerId: string
  readonly city: CityCode
  readonly lines: readonly { readonly personId: string; readonly monthlyWage: Fen }[]
}
