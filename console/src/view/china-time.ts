const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** A moment as the clock in China shows it. */
export const chinaTime = (at: string): string => clock.format(new Date(at))

/** The day that it is in China: a bureau's day begins eight hours before that of Greenwich. */
export const chinaDay = (now: Date = new Date()): string => chinaTime(now.toISOString()).slice(0, 10)

/** Whether a text is a moment as the services write it. */
export const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)
