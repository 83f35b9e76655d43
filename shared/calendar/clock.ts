import { chinaOffset } from '#shared/calendar/day.ts'

/** The time it is in China at an instant: `yyyy-MM-dd HH:mm:ss`, whatever the machine's zone. */
export const chinaTime = (instant: Date): string =>
  new Date(instant.getTime() + chinaOffset).toISOString().slice(0, 19).replace('T', ' ')

/** The same to the millisecond in digits alone: `yyyyMMddHHmmssSSS`. */
export const chinaDigits = (instant: Date): string =>
  new Date(instant.getTime() + chinaOffset).toISOString().replaceAll(/\D/g, '')
