import type { ReceivedPayment } from '#shared/contracts/contribution.ts'
import { must } from '#shared/kernel/errors.ts'

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))

/**
 * For how many person-months a payment completes contributions, or by how many fewer they are complete once it is paid
 * back. So the insured of a fund are counted by what is paid, whoever says how many they are.
 */
export const personMonthsOf = ({
  completes,
  withdraws,
  takesBack = [],
  repairs,
}: Pick<ReceivedPayment, 'completes' | 'withdraws' | 'takesBack' | 'repairs'>): number => {
  const told = completes ?? withdraws
  // A year that is repaired when it is over insured nobody, and months that were not owed are taken off.
  if (repairs) return 0
  if (takesBack.length > 0) return -takesBack.length
  // Differences give no months, and bought ones lie before.
  if (told === undefined || told.months !== undefined) return 0
  const months = monthNumber(told.to) - monthNumber(told.from) + 1
  must(months > 0, 'income.months-backwards', 'contributions end before they begin')
  return (completes ? 1 : -1) * told.persons.length * months
}

/** The insured of a year on average: person-months ÷ 12, half up; undefined where nothing was paid. */
export const insuredBy = (personMonths: number): number | undefined =>
  personMonths <= 0 ? undefined : Math.max(1, Math.round(personMonths / 12))
