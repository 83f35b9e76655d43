import type { Words } from '../../words/words.ts'

/** Something in a person's life in the insurance, and where it opens. */
export type LifeEvent = {
  readonly at: string
  readonly tone: 'good' | 'told' | 'bad' | ''
  readonly kind: string
  readonly content: string
  /** Where they were cared for, by its code. */
  readonly institution?: string
  readonly opens?: string
}

type Spell = { readonly from: string; readonly to: string; readonly scheme: string; readonly city: string }

export type Person = {
  readonly personId: string
  readonly coverage?: {
    readonly scheme: string
    readonly city: string
    readonly from: string
    readonly to: string | null
  }
  readonly entitlements?: readonly { readonly year: number; readonly spells: readonly Spell[] }[]
}

/** A person's coverage, and the days on which they may claim. */
export const coverageEvents = ({ coverage, entitlements = [] }: Person, words: Words): LifeEvent[] => [
  ...entitlements.flatMap(({ spells }) =>
    spells.map(({ from, to, scheme, city }): LifeEvent => {
      const where = { scheme: words.value(scheme), city: words.value(city) }
      return {
        at: from,
        tone: 'good',
        kind: words.say('people.mayClaim'),
        content: words.say('people.entitled', { from, to, ...where }),
      }
    }),
  ),
  ...(coverage
    ? [
        {
          at: coverage.from,
          tone: 'told' as const,
          kind: words.say('people.isCovered'),
          content: words.say('people.covered', {
            from: coverage.from,
            scheme: words.value(coverage.scheme),
            city: words.value(coverage.city),
          }),
        },
      ]
    : []),
  ...(coverage?.to
    ? [
        {
          at: coverage.to,
          tone: '' as const,
          kind: words.say('people.hasEnded'),
          content: words.say('people.ended', { to: coverage.to }),
        },
      ]
    : []),
]

export type PaidMonths = {
  readonly lines: readonly {
    readonly charge: string
    readonly from: string
    readonly to: string
    readonly account: number
    readonly status: string
  }[]
}

type Line = PaidMonths['lines'][number]

/** Contributions of a year: those of one kind that stand alike are one event, from the first to the last of their months. */
export const paymentEvents = (
  { lines }: PaidMonths,
  { personId, year, amount }: { personId: string; year: number; amount: (fen: number) => string },
  words: Words,
): LifeEvent[] =>
  [...Map.groupBy(lines, ({ charge, status }: Line) => `${charge} ${status}`).values()].flatMap((alike) => {
    const ordered = alike.toSorted((one, other) => one.from.localeCompare(other.from))
    const [first, last] = [ordered[0], ordered.at(-1)]
    if (!first || !last) return []
    return {
      at: first.from,
      tone: first.status === 'paid' ? ('good' as const) : ('' as const),
      kind: words.say('people.contributions'),
      content: words.say('people.paid', {
        charge: words.value(first.charge, 'charge'),
        from: first.from,
        to: last.to,
        count: alike.length,
        status: words.value(first.status, 'status'),
        account: amount(alike.reduce((sum, { account }) => sum + account, 0)),
      }),
      opens: `/contributions/person-months?${new URLSearchParams({ personId, year: String(year) })}`,
    }
  })

export type InsuredYear = {
  readonly account: number
  readonly credited: number
  readonly stays: readonly {
    readonly claimId: string
    readonly from: string
    readonly to: string
    readonly institution: string
  }[]
}

/** The stays that were claimed in a year, each opening into its claim, and the personal account of the year. */
export const claimEvents = (
  { account, credited, stays }: InsuredYear,
  { personId, year, amount }: { personId: string; year: number; amount: (fen: number) => string },
  words: Words,
): LifeEvent[] => [
  ...stays.map(({ claimId, from, to, institution }) => ({
    at: from,
    tone: 'told' as const,
    kind: words.say('people.claimed'),
    content: words.say('people.stay', { from, to }),
    institution,
    opens: `/claims/explanation?${new URLSearchParams({ claimId })}`,
  })),
  ...(account === 0 && credited === 0
    ? []
    : [
        {
          at: `${year}-01-01`,
          tone: '' as const,
          kind: words.say('people.account'),
          content: words.say('people.accountYear', {
            year,
            credited: amount(credited),
            account: amount(account),
          }),
          opens: `/claims/year?${new URLSearchParams({ personId, year: String(year) })}`,
        },
      ]),
]

export type AccountEntries = {
  readonly entries: readonly {
    readonly entryId: string
    readonly on: string
    readonly cause: string
    readonly amount: number
  }[]
}

/** Interest on the personal account, and what was paid out of it. */
export const accountEvents = (
  { entries }: AccountEntries,
  amount: (fen: number) => string,
  words: Words,
): LifeEvent[] =>
  entries.map(({ on, cause, amount: fen }) => ({
    at: on,
    tone: '',
    kind: words.say('people.account'),
    content: words.say('people.accountEntry', { cause: words.value(cause, 'cause'), amount: amount(fen) }),
  }))

/** The newest first. */
export const newestFirst = (events: readonly LifeEvent[]): readonly LifeEvent[] =>
  events.toSorted((one, other) => other.at.localeCompare(one.at))
