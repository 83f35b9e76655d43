import { segmentsIn } from '../../adjudication/rules/step-faults.ts'
import type { Step } from '../../insured-year/rules/claim-events.ts'
import { percent, sumOf } from './figures.ts'
import type { Phrase } from './language.ts'
import { alike } from './language.ts'
import type { Input, StepWords } from './step-inputs.ts'
import { amount, describeStep, money, share } from './step-inputs.ts'
import { amountTitles } from './titles.ts'

export const split = ({ in: [total, full, over, first] }: Step): StepWords =>
  describeStep(
    { zh: '费用分解', en: 'Cost in its parts' },
    [
      amount(amountTitles.total, total),
      amount(amountTitles.fullySelfPaid, full),
      amount(amountTitles.overLimit, over),
      amount(amountTitles.firstSelfPaid, first),
    ],
    {
      zh: `总费用 ${money(total)} − 全自费 ${money(full)} − 超限价自费 ${money(over)} − 先行自付 ${money(first)}，为政策范围内费用`,
      en: `cost ${money(total)} − fully self-paid ${money(full)} − over price limits ${money(over)} − first self-paid ${money(first)} is in scope`,
    },
  )

export const entry = ({ in: [inScope, part] }: Step): StepWords =>
  describeStep(
    { zh: '异地就医先行自付', en: 'First self-paid on entry' },
    [amount(amountTitles.inScope, inScope), share({ zh: '先行自付比例', en: 'share first self-paid' }, part)],
    alike(`${money(inScope)} × ${percent(part ?? 0)}`),
  )

export const entryCap = ({ in: [entered, cap] }: Step): StepWords =>
  describeStep(
    { zh: '超计入限额', en: 'Above the entry cap' },
    [
      amount({ zh: '可计入金额', en: 'amount that may enter' }, entered),
      amount({ zh: '计入限额', en: 'entry cap' }, cap),
    ],
    {
      zh: `${money(entered)} 超过限额 ${money(cap)} 的部分不计入`,
      en: `of ${money(entered)} what exceeds ${money(cap)} does not enter`,
    },
  )

export const transfer = ({ in: [due, paid] }: Step): StepWords =>
  describeStep(
    { zh: '合并住院的起付线', en: 'Deductible of stays that count as one' },
    [
      amount({ zh: '应扣起付线', en: 'deductible due' }, due),
      amount({ zh: '合并的前次住院已抵', en: 'settled by the stay it continues' }, paid),
    ],
    {
      zh: `与前次住院合并为一次，应扣 ${money(due)}，已抵 ${money(paid)}，只补差额`,
      en: `one stay with the one before: ${money(due)} due, ${money(paid)} settled there, only the rest is taken`,
    },
  )

export const deductible = ({ in: [entered, due] }: Step): StepWords =>
  describeStep(
    { zh: '起付线', en: 'Deductible' },
    [
      amount({ zh: '计入金额', en: 'amount entered' }, entered),
      amount({ zh: '本次应扣', en: 'due this time' }, due),
    ],
    {
      zh: `计入金额 ${money(entered)}，本次应扣 ${money(due)}，取较小者，由个人负担`,
      en: `the smaller of ${money(entered)} entered and ${money(due)} due is left to the patient`,
    },
  )

export const pool = ({ in: figures }: Step): StepWords => {
  const segments = segmentsIn(figures)
  return describeStep(
    { zh: '统筹基金按比例支付', en: 'Shares the basic pool pays' },
    segments.flatMap((segment, index) => segmentInputs(segment, segments.length > 1 ? `${index + 1}` : '')),
    segments.length > 0 ? sumOf(segments) : { zh: '起付线以上无费用', en: 'nothing is above the deductible' },
  )
}

const segmentInputs = (segment: { amount: number; rate: number }, number: string): readonly Input[] => [
  amount({ zh: `计算基数${number}`, en: `amount ${number}`.trim() }, segment.amount),
  share({ zh: `支付比例${number}`, en: `paid share ${number}`.trim() }, segment.rate),
]

export const floor = ({ in: [base, ratio, inScope] }: Step): StepWords =>
  describeStep(
    { zh: '保底支付', en: 'Guarantee floor' },
    [
      amount({ zh: '保底基数', en: 'base of the floor' }, base),
      share({ zh: '保底比例', en: 'share of the floor' }, ratio),
      amount(amountTitles.inScope, inScope),
    ],
    {
      zh: `按比例支付不足保底：${money(base)} × ${percent(ratio ?? 0)}，以范围内费用 ${money(inScope)} 为限`,
      en: `the shares give less than the floor: ${money(base)} × ${percent(ratio ?? 0)}, at most ${money(inScope)} in scope`,
    },
  )

export const fixed = ({ in: [sum, inScope] }: Step): StepWords =>
  describeStep(
    { zh: '定额支付', en: 'Fixed sum' },
    [amount({ zh: '定额', en: 'fixed sum' }, sum), amount(amountTitles.inScope, inScope)],
    {
      zh: `定额 ${money(sum)}，以范围内费用 ${money(inScope)} 为限`,
      en: `fixed sum ${money(sum)}, at most ${money(inScope)} in scope`,
    },
  )

const paidSoFar: Phrase = { zh: '应支付', en: 'to be paid' }
const roomBefore: Phrase = { zh: '支付前限额余额', en: 'room before' }

export const classCeiling = ({ in: [paid, ofClass, room] }: Step): StepWords =>
  describeStep(
    { zh: '单列项目限额', en: 'Ceiling of item classes' },
    [
      amount(paidSoFar, paid),
      amount({ zh: '其中单列项目', en: 'of it for the classes' }, ofClass),
      amount(roomBefore, room),
    ],
    {
      zh: `应支付 ${money(paid)}，其中单列项目 ${money(ofClass)} 以余额 ${money(room)} 为限`,
      en: `of ${money(paid)} the ${money(ofClass)} for the classes is paid up to ${money(room)}`,
    },
  )

export const ceiling = ({ in: [wanted, room] }: Step): StepWords =>
  describeStep(
    { zh: '统筹基金封顶线', en: 'Ceiling of the basic pool' },
    [amount(paidSoFar, wanted), amount(roomBefore, room)],
    {
      zh: `应支付 ${money(wanted)}，限额余额 ${money(room)}，取较小者`,
      en: `the smaller of ${money(wanted)} to be paid and ${money(room)} of room`,
    },
  )
