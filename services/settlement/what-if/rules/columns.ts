import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'

/** Columns of whole numbers: `person` numbers persons from 0, days count from 1970 (0: none), all else is fen. */
export const numberColumns = [
  'person',
  'servedOn',
  'admittedOn',
  'leftOn',
  'total',
  'fullySelfPaid',
  'overLimit',
  'firstSelfPaid',
  /** What the personal account paid of the claim when it was settled: it is asked for no more. */
  'account',
  /** What the account paid of all claims of the person's year, and still holds. */
  'purse',
] as const
export type NumberColumn = (typeof numberColumns)[number]

/** Words of which there are fewer than 256: codes of one byte. */
const narrowColumns = [
  'scheme',
  'city',
  'care',
  'purpose',
  'level',
  'provincial',
  'employment',
  'aid',
  'sex',
  'age',
  'place',
  'filing',
  'referred',
  'diseases',
  'delivery',
  'continuousYears',
  'missedYears',
  'claimFreeYears',
  'civilServant',
  'contracted',
  'useAccount',
] as const
/** Words of which there are fewer than 65,536. */
const wideColumns = ['institution', 'diagnosis', 'disease', 'earlierRuns'] as const

/** Columns of words, each a code into the list of those that occur; an empty word is one that nobody told. */
export const codeColumns = [...narrowColumns, ...wideColumns] as const
export type CodeColumn = (typeof codeColumns)[number]

/**
 * Texts that are read of few claims. `classes`: the cost by item class, in the order on the claim, each with its name, what is
 * in scope, and what is fully self-paid, over limits and first self-paid as far as there is any. `beside`: on a person's first
 * claim, the stays that the years beside list.
 */
export const textColumns = ['classes', 'beside'] as const
export type TextColumn = (typeof textColumns)[number]

/** A claim as it is judged again: nobody's name, no id of a person or of a claim. */
export type ClaimRow = Readonly<
  Record<NumberColumn, number> & Record<CodeColumn, string> & Record<TextColumn, string>
>

export type Codes = { readonly codes: Uint8Array | Uint16Array; readonly words: readonly string[] }

/** The claims of a fund year by columns: those of a person stand together, in the order they are judged in. */
export type ClaimColumns = {
  readonly year: FundYear
  readonly claims: number
  readonly numbers: Readonly<Record<NumberColumn, Uint32Array | Int32Array>>
  readonly codes: Readonly<Record<CodeColumn, Codes>>
  readonly textOf: (column: TextColumn, row: number) => string
}

const byName = <Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>

const isWide = (name: CodeColumn): boolean => wideColumns.some((wide) => wide === name)

/** A list that grows by doubling: a million numbers take four bytes each, and no objects. */
type Growing = { list: Uint32Array }

const put = (growing: Growing, at: number, value: number): void => {
  if (at >= growing.list.length) {
    const larger = new Uint32Array(growing.list.length * 2)
    larger.set(growing.list)
    growing.list = larger
  }
  growing.list[at] = value
}

type Words = { readonly codes: Growing; readonly places: Map<string, number> }

const codeOf = (name: CodeColumn, { places }: Words, word: string): number => {
  const known = places.get(word)
  if (known !== undefined) return known
  const most = isWide(name) ? 65_536 : 256
  must(places.size < most, 'what-if.too-many-words', `column ${name} has more than ${most} words`, { name })
  places.set(word, places.size)
  return places.size - 1
}

const most = 2 ** 32

/** Gathers claims into columns, row by row. */
export const gatherColumns = (year: FundYear, expected = 1024) => {
  const numbers = byName(numberColumns, (): Growing => ({ list: new Uint32Array(expected) }))
  const words = byName(
    codeColumns,
    (): Words => ({ codes: { list: new Uint32Array(expected) }, places: new Map() }),
  )
  const texts = byName(textColumns, (): string[] => [])
  let claims = 0
  return {
    add: (row: ClaimRow): void => {
      for (const name of numberColumns) {
        const value = row[name]
        must(value >= 0 && value < most, 'what-if.number-too-large', `${name} has no place in a column`, {
          name,
          value,
        })
        put(numbers[name], claims, value)
      }
      for (const name of codeColumns) put(words[name].codes, claims, codeOf(name, words[name], row[name]))
      for (const name of textColumns) texts[name].push(row[name])
      claims += 1
    },
    columns: (): ClaimColumns => ({
      year,
      claims,
      numbers: byName(numberColumns, (name) => numbers[name].list.subarray(0, claims)),
      codes: byName(codeColumns, (name) => {
        const { codes, places } = words[name]
        const used = codes.list.subarray(0, claims)
        return {
          codes: isWide(name) ? Uint16Array.from(used) : Uint8Array.from(used),
          words: [...places.keys()],
        }
      }),
      textOf: (column, row) => texts[column][row] ?? '',
    }),
  }
}

const millisecondsADay = 86_400_000

/** A day as columns have it. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / millisecondsADay

/** The day of a number, each made once. */
export const daysByNumber = (): ((number: number) => Day) => {
  const days = new Map<number, Day>()
  return (number) => {
    const known = days.get(number)
    if (known !== undefined) return known
    const day = new Date(number * millisecondsADay).toISOString().slice(0, 10)
    days.set(number, day)
    return day
  }
}

/** The month of a number, each made once. */
export const monthsByNumber = (): ((number: number) => Month) => {
  const dayOf = daysByNumber()
  const months = new Map<number, Month>()
  return (number) => {
    const known = months.get(number)
    if (known !== undefined) return known
    const month = monthOf(dayOf(number))
    months.set(number, month)
    return month
  }
}
