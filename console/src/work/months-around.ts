const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** The month of a day with the one before and the one after it: what waits of a month is sent shortly before or after it. */
export const monthsAround = (on: Date): readonly string[] =>
  [-1, 0, 1].map((by) => {
    const month = new Date(on.getFullYear(), on.getMonth() + by, 1)
    return `${month.getFullYear()}-${twoDigits(month.getMonth() + 1)}`
  })
