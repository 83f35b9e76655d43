const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** A moment as the clock in China shows it. */
export const chinaTime = (at: string): string => clock.format(new Date(at))

/** Whether a text is a moment as the services write it. */
export const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)
