import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'

type Quarter = { readonly income: Fen; readonly expenditure: Fen }

/**
 * What a quarter added to or took from the funds of the two schemes (case C-quarter). It is no indicator of its own:
 * residents pay their year at its turn, so that a deficit of their first quarter is the season.
 */
export const quarterResults = ({ residents, employees }: { residents: Quarter; employees: Quarter }) => ({
  residentsCurrent: fen(residents.income - residents.expenditure),
  employeesCurrent: fen(employees.income - employees.expenditure),
})
