import type { Day } from '#shared/calendar/day.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'

/** The number of a person who stands in no file: its area is that of no generated one. An odd serial is a man's. */
export const numberOfNoFile = (city: string, birthOn: Day, serial: string): string => {
  const digits = `${city.slice(0, 4)}99${birthOn.replaceAll('-', '')}${serial}`
  return digits + checkCharacter(digits)
}
