import { chinaDay } from './china-time.ts'

/** The last month of a fund year that is over on a day, which is the one that statements are read of; its first at the least. */
const lastMonth = (year: string, today: string): string => {
  if (today.slice(0, 4) > year) return `${year}-12`
  const over = today.slice(0, 4) === year ? Number(today.slice(5, 7)) - 1 : 0
  return `${year}-${String(Math.max(1, over)).padStart(2, '0')}`
}

/** The times that a filter says before anybody chose: today in China, and of a fund year its months up to the last that is over. */
export const usualTimes = (
  year: string,
  now: Date = new Date(),
): Readonly<Record<'year' | 'fundYear' | 'month' | 'on' | 'from' | 'to', string>> => {
  const today = chinaDay(now)
  const month = lastMonth(year, today)
  return { year, fundYear: year, month, on: today, from: `${year}-01`, to: month }
}
