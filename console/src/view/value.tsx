import { isCity, provinceCode } from '../../../shared/kernel/divisions.ts'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from '../form/values.ts'
import { inUnit, yuanText } from '../money/fen.ts'
import { useMoneyUnit } from '../money/money-unit.tsx'
import { useWords } from '../words/words.ts'
import { isOfParts, partsOf } from './cell-text.ts'
import { chinaTime, isMoment } from './china-time.ts'
import { DivisionName } from './division-name.tsx'
import { InstitutionName } from './institution-name.tsx'
import {
  afterDecember,
  calledAt,
  isBothLanguages,
  isCode,
  isDivision,
  isInstitution,
  isMoney,
  isPlainName,
  isShareText,
  named,
  numberText,
  schemaWithin,
} from './value-kind.ts'

/** The states that wait for somebody, went well, and went wrong; what is none of them has no colour. */
const colours: readonly (readonly [RegExp, string])[] = [
  [
    /^(waiting|waits|open|proposed|drafted|compiled|reviewed|issued|partly-paid|gathering|due|answerable|pending|contested)$/,
    'waits',
  ],
  [
    /^(paid|approved|settled|covered|done|confirmed|agreed|published|cleared|closed|final|locked|remitted|completed)$/,
    'good',
  ],
  [/^(failed|refused|rejected|red|suspended|ended|disputed|overdue|reversed)$/, 'bad'],
  [/^blue$/, 'told'],
  [/^(yellow|orange)$/, 'warned'],
]
const stateFields = /^(status|state|level|decision|outcome|answer)$/

const colourOf = (value: string): string | undefined => colours.find(([which]) => which.test(value))?.[1]

/** An amount in the unit that the reader chose; the exact yuan stand in its title. */
export const Money = ({ fen }: { readonly fen: number }) => {
  const { unit } = useMoneyUnit()
  const { say } = useWords()
  const exact = say('money.exact', { yuan: yuanText(fen) })
  return (
    <span className={fen < 0 ? 'money below' : 'money'} title={exact}>
      {inUnit(fen, unit)}
    </span>
  )
}

/** How many days something may still wait; from a week before its last day on in a colour. */
const DaysLeft = ({ days }: { readonly days: number }) => {
  const { say } = useWords()
  const says = days < 0 ? say('days.late', { days: -days }) : say('days.left', { days })
  return <span className={`state ${days < 0 ? 'bad' : days <= 7 ? 'warned' : ''}`}>{says}</span>
}

/** From this length on a text may break in a cell; what is shorter, such as a day, stays on one line. */
const longFrom = 24

const NumberText = ({
  name,
  value,
  unit,
}: {
  readonly name: string
  readonly value: number
  readonly unit: string | undefined
}) => (
  <span className="money" title={String(value)}>
    {numberText(name, value, unit)}
  </span>
)

/** A small record within a cell: each of its values, beside its name where it is not plain who and when. */
const Small = ({
  record,
  schema,
  of,
}: {
  readonly record: object
  readonly schema: Schema
  readonly of: string
}) => {
  const words = useWords()
  const fields = fieldsOf(schema)
  if (isBothLanguages(record)) return record[words.language]
  return Object.entries(record).map(([name, value], index) => (
    <span key={name} className="part">
      {index > 0 && ' · '}
      {!isPlainName(name) && <span className="quiet">{words.field(name)} </span>}
      <Value name={calledAt(`${of}.${name}`)} value={value} schema={schemaWithin(of, name, fields, schema)} />
    </span>
  ))
}

/** One value of an answer, as a reader expects it: amounts, days, names of cities and schemes, states with their colour. */
export const Value = ({
  name,
  value,
  schema,
}: {
  readonly name: string
  readonly value: unknown
  readonly schema?: Schema | undefined
}) => {
  const words = useWords()
  const known = plain(schema ?? {})
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className="quiet">—</span>
  if (typeof value === 'number' && isMoney(name, known)) return <Money fen={value} />
  if (typeof value === 'number' && name === 'daysLeft') return <DaysLeft days={value} />
  if (typeof value === 'boolean') return words.say(value ? 'value.yes' : 'value.no')
  if (Array.isArray(value))
    return value.some((each) => typeof each === 'object')
      ? words.say('value.several', { count: value.length })
      : plain(known.items ?? {}).unit === 'fen'
        ? value.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the months of a year stand in their order
            <span key={index} className="part">
              {index > 0 && ' · '}
              <Money fen={Number(each)} />
            </span>
          ))
        : value
            .map((each) =>
              typeof each === 'number' && !known.items?.enum ? String(each) : words.value(each, name),
            )
            .join(words.language === 'zh' ? '、' : ', ')
  if (typeof value === 'object') return <Small record={value} schema={known} of={name} />
  if (typeof value === 'number')
    return named.test(name) ? (
      words.value(value, name)
    ) : (
      <NumberText name={name} value={value} unit={known.unit} />
    )
  if (typeof value !== 'string') return String(value)
  if (stateFields.test(name))
    return <span className={`state ${colourOf(value) ?? ''}`}>{words.value(value, name)}</span>
  if (isOfParts(name)) return partsOf(value, name, words)
  const period = afterDecember(value)
  if (period) return words.say(`period.${period.of}`, { year: period.year })
  const operation = words.operation(value)
  if (operation !== value) return operation
  if (isMoment(value)) return <time dateTime={value}>{chinaTime(value)}</time>
  if (isShareText(name, value, known.unit))
    return <NumberText name={name} value={Number(value)} unit="ratio" />
  if (isInstitution(name, value)) return <InstitutionName code={value} />
  if (isDivision(name, value)) return <DivisionName code={value} />
  if (known.enum || isCode(value) || isCity(value) || value === provinceCode) return words.value(value, name)
  return <span className={value.length > longFrom ? 'long' : 'short'}>{value}</span>
}
