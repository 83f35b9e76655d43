import type { LayerKey } from '../../insured-year/rules/layers.ts'
import type { Ceiling, Growth } from '../../plan/rules/ceiling.ts'
import type { ClassCeiling } from '../../plan/rules/class-ceiling.ts'
import type { CountedFact } from '../../plan/rules/condition.ts'
import { itemClassWords } from './condition-words.ts'
import { percent, yuan } from './figures.ts'
import type { Phrase } from './language.ts'
import { alike, and, comma, joined, semicolon } from './language.ts'
import { rowWords } from './plan-words.ts'
import { layerTitles } from './titles.ts'

const growthOf: Readonly<
  Record<CountedFact, { readonly what: string; readonly unit: string; readonly en: string }>
> = {
  age: { what: '年龄', unit: '岁', en: 'year of age' },
  stay: { what: '住院', unit: '次', en: 'stay' },
  diseases: { what: '登记慢特病', unit: '种', en: 'registered disease' },
  continuousYears: { what: '连续参保', unit: '年', en: 'year enrolled on end' },
  missedYears: { what: '断保', unit: '年', en: 'year missed' },
  claimFreeYears: { what: '基金零报销', unit: '年', en: 'year without a claim' },
}

/** A change of a ceiling in words: what it is counted by, and how much comes or goes with each. */
export const changeWords = (
  { each, beyond, atMost, by, kept }: Growth,
  kind: 'grows' | 'falls' = 'grows',
): Phrase => {
  const { what, unit, en } = growthOf[each]
  const limited = atMost < Number.MAX_SAFE_INTEGER
  const [sign, more] = kind === 'grows' ? ['加', 'more'] : ['减', 'less']
  const keeps: Phrase = kept
    ? { zh: '，断保前各段已得的保留', en: ', what runs before a lapse earned is kept' }
    : { zh: '', en: '' }
  return {
    zh: `${what}超过 ${beyond} ${unit}后每多一${unit}${sign} ${yuan(by).zh}${limited ? `，最多计 ${atMost} ${unit}` : ''}${keeps.zh}`,
    en: `${yuan(by).en} ${more} for each ${en} beyond ${beyond}${limited ? `, at most ${atMost} times` : ''}${keeps.en}`,
  }
}

/** A ceiling with all its rows: how much, for which time, and which layers share it. */
export const ceilingWords = (
  { amount, per, counts, grows, growsAtMost, falls, fallsAtMost }: Ceiling,
  self: LayerKey,
): Phrase => {
  const time =
    per === 'year'
      ? { zh: '年度封顶线', en: 'ceiling of the year' }
      : { zh: '每次封顶线', en: 'ceiling of a claim' }
  const shared = counts.filter((key) => key !== self).map((key) => layerTitles[key])
  const rows = amount.map((row) => rowWords(row, yuan, amount.length > 1))
  const together = joined(shared, and)
  return joined(
    [
      joined([time, joined(rows, semicolon)], alike(' ')),
      ...grows.map((change) => changeWords(change)),
      ...(growsAtMost !== undefined
        ? [{ zh: `增加部分不超过 ${percent(growsAtMost)}`, en: `all growth at most ${percent(growsAtMost)}` }]
        : []),
      ...falls.map((change) => changeWords(change, 'falls')),
      ...(fallsAtMost !== undefined
        ? [
            {
              zh: `减少部分不超过 ${percent(fallsAtMost)}`,
              en: `all of it at most ${percent(fallsAtMost)} less`,
            },
          ]
        : []),
      ...(shared.length > 0 ? [{ zh: `与${together.zh}合并计算`, en: `together with ${together.en}` }] : []),
    ],
    comma,
  )
}

/** A ceiling of item classes: which classes, how much, for which time. */
export const classCeilingWords = ({ itemClass, amount, per }: ClassCeiling): Phrase => {
  const rows = amount.map((row) => rowWords(row, yuan, amount.length > 1))
  const classes = joined(itemClass.map(itemClassWords), and)
  const time =
    per === 'year'
      ? { zh: '年度限额', en: 'ceiling of the year' }
      : { zh: '每次限额', en: 'ceiling of a claim' }
  return joined(
    [{ zh: `${classes.zh}${time.zh}`, en: `${time.en} for ${classes.en}` }, joined(rows, semicolon)],
    alike(' '),
  )
}
