import type { Condition, Fact } from '../../plan/rules/condition.ts'
import { countWords, factWords } from './fact-words.ts'
import type { Phrase } from './language.ts'
import { comma, joined, or } from './language.ts'

/** Whom a row is for, in words, from the condition as the plan wrote it. */
export const conditionWords = ({ asks, written }: Condition): Phrase =>
  joined(
    asks.map((fact) => factPhrase(fact, written[fact])),
    comma,
  )

const factPhrase = (fact: Fact, value: unknown): Phrase =>
  isRange(value)
    ? rangeWords(fact, value)
    : joined(
        (Array.isArray(value) ? value : [value]).map((one) => valueWords(fact, String(one))),
        or,
      )

type Range = { readonly from?: number; readonly to?: number }
const isRange = (value: unknown): value is Range =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const rangeWords = (fact: Fact, { from, to }: Range): Phrase => {
  const words = countWords[fact as keyof typeof countWords]
  if (from !== undefined && from === to) return words.only(from)
  const lower = from === undefined ? [] : [words.from(from)]
  const upper = to === undefined ? [] : [words.to(to)]
  return joined([...lower, ...upper], comma)
}

const classes: Readonly<Record<string, Phrase>> = {
  A: { zh: '甲类项目', en: 'class A items' },
  B: { zh: '乙类项目', en: 'class B items' },
  C: { zh: '丙类项目', en: 'class C items' },
}

/** A class of items, by the catalogue's letters or by the name the plan gives it. */
export const itemClassWords = (name: string): Phrase =>
  classes[name] ?? { zh: `“${name}”类项目`, en: `items of the class “${name}”` }

/** Item classes and diseases are the plan's and the catalogue's own names, so they are quoted. */
const valueWords = (fact: Fact, value: string): Phrase => {
  if (fact === 'itemClass') return itemClassWords(value)
  if (fact === 'disease') return { zh: `病种“${value}”`, en: `the disease “${value}”` }
  const words: Readonly<Record<string, Phrase>> = factWords[fact as keyof typeof factWords]
  return words[value] ?? { zh: `“${value}”`, en: `“${value}”` }
}
