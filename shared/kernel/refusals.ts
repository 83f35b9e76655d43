import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import type { Language } from '#shared/kernel/language.ts'
import type { Remedy } from '#shared/kernel/remedies.ts'
import { remedies } from '#shared/kernel/remedies.ts'
import { chineseSchemes } from '#shared/kernel/scheme.ts'
import { chineseStates } from '#shared/kernel/state-words.ts'

/** The HTTP statuses that a refusal can have. */
export type RefusalStatus = 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503

/**
 * One reason for which a service refuses a request. It has a text in either language, an HTTP status, and what the
 * sender can do about it. `{name}` in a text stands for the refusal's figure of that name.
 */
export type RefusalEntry = {
  readonly zh: string
  readonly en: string
  readonly status: RefusalStatus
  readonly remedy: Remedy
  /** The fields that the refusal may name. */
  readonly fields?: readonly string[]
}

/** Every reason for which a service refuses a request, by its stable code. */
export type RefusalTable<Code extends string = string> = Readonly<Record<Code, RefusalEntry>>

type RefusalDetails = Omit<Refusal, 'code' | 'reason'>

/** Figures that are a word of ours, by their name: a Chinese text has the Chinese word for each. */
const chineseWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  state: chineseStates,
  status: chineseStates,
  scheme: chineseSchemes,
}

const filled = (text: string, { figures = {} }: Pick<Refusal, 'figures'>, language: Language): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const figure = String(figures[name] ?? whole)
    return language === 'zh' ? (chineseWords[name]?.[figure] ?? figure) : figure
  })

/** A refusal's reason and remedy in a reader's language; a code that is not in the table stands as it is. */
export const refusalText = (
  table: RefusalTable,
  refusal: Pick<Refusal, 'code' | 'figures'>,
  language: Language,
): { readonly reason: string; readonly remedy: string } => {
  const entry = Object.hasOwn(table, refusal.code) ? table[refusal.code] : undefined
  if (!entry) return { reason: refusal.code, remedy: '' }
  return { reason: filled(entry[language], refusal, language), remedy: remedies[entry.remedy][language] }
}

/** Makes a table of refusals, with what refuses by its codes and by no others. */
export const defineRefusals = <const Code extends string>(table: RefusalTable<Code>) => {
  /** A refusal of the table, with the field at fault and its figures. */
  const refusal = (code: Code, more: RefusalDetails = {}): Refusal => ({
    code,
    reason: filled(table[code].en, more, 'en'),
    ...more,
  })
  /** The decision that refuses with a code of the table. */
  const refuse = (code: Code, more: RefusalDetails = {}): Decision<never> => ({
    status: 'refused',
    refusal: refusal(code, more),
  })
  return { table, refusal, refuse }
}
