import type { LogPlace } from './places.ts'
import type { Site } from './site.ts'

/** What Lambda writes itself when a function ends without an answer; no line of ours is there then. */
export const diedWords = ['Task timed out', 'Runtime exited', 'Runtime.ExitError', 'Runtime.OutOfMemory']

/** What stands in a line that somebody should read. */
const troubleWords = [...diedWords, '"ERROR"', '\tERROR\t', 'Invoke Error']

/** So many lines are shown, the last ones. */
const most = 50

export type LogLine = Readonly<Record<string, unknown>> & { readonly message: string }

/** What of a line is the same in all lines, and helps nobody at night. */
const everywhere = [
  'sampling_rate',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'xray_trace_id',
]

const lineOf = (text: string): LogLine => {
  try {
    const parsed: unknown = JSON.parse(text.slice(Math.max(0, text.indexOf('{'))))
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed)
      return Object.fromEntries(
        Object.entries(parsed).filter(([name]) => !everywhere.includes(name)),
      ) as LogLine
  } catch {
    // Lambda's own lines are text.
  }
  return { message: text.trim() }
}

/** The last lines of a function's log with a word, or those that tell of trouble where no word is given. */
export const linesOf = async (
  site: Site,
  place: LogPlace,
  { since, word }: { readonly since: Date; readonly word?: string | undefined },
): Promise<LogLine[]> => {
  const lines = await site.lines(place, since, word === undefined ? troubleWords : [word])
  return lines.slice(-most).map(lineOf)
}
