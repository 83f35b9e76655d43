import type { Adjustment } from '../../plan/rules/format.ts'
import { plain, signedPoints, yuan } from './figures.ts'
import type { Phrase } from './language.ts'
import { comma, joined } from './language.ts'
import { least, most } from './plan-words.ts'

type Change<What extends 'deductible' | 'pays'> = NonNullable<Adjustment[What]>
/** Words for every change a plan can write: one that is added to the format without words does not compile. */
type ChangeWords<What extends 'deductible' | 'pays'> = {
  readonly [Name in keyof Change<What>]-?: (figure: number) => Phrase
}

const deductibleChanges: ChangeWords<'deductible'> = {
  times: (factor) => ({ zh: `起付线 × ${plain(factor)}`, en: `deductible × ${plain(factor)}` }),
  plus: (amount) => ({ zh: `起付线加 ${yuan(amount).zh}`, en: `deductible plus ${yuan(amount).en}` }),
  lessPerStay: (amount) => ({
    zh: `年内每多住院一次减 ${yuan(amount).zh}`,
    en: `${yuan(amount).en} less for each stay of the year before`,
  }),
  min: least,
  max: most,
}

const shareChanges: ChangeWords<'pays'> = {
  patientTimes: (factor) => ({
    zh: `个人负担比例 × ${plain(factor)}`,
    en: `patient’s share × ${plain(factor)}`,
  }),
  times: (factor) => ({ zh: `支付比例 × ${plain(factor)}`, en: `paid share × ${plain(factor)}` }),
  points: (points) => ({
    zh: `支付比例 ${signedPoints(points)} 个百分点`,
    en: `paid share ${signedPoints(points)} points`,
  }),
}

const changes = <Name extends string>(
  words: { readonly [One in Name]: (figure: number) => Phrase },
  figures: Readonly<Partial<Record<Name, number | undefined>>>,
): Phrase =>
  joined(
    (Object.keys(words) as Name[]).flatMap((name) => {
      const figure = figures[name]
      return figure === undefined ? [] : [words[name](figure)]
    }),
    comma,
  )

/** What an adjustment does to the deductible. */
export const deductibleChange = ({ deductible = {} }: Adjustment): Phrase =>
  changes(deductibleChanges, deductible)

/** What an adjustment does to the paid share. */
export const shareChange = ({ pays = {} }: Adjustment): Phrase => changes(shareChanges, pays)
