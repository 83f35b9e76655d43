import { Tag } from 'antd'
import type { Schema } from '../api/operation.ts'
import { plain } from '../form/values.ts'
import { inUnit, yuanText } from '../money/fen.ts'
import { useMoneyUnit } from '../money/money-unit.tsx'
import { useWords } from '../words/words.ts'

/** The states that wait for somebody, went well, and went wrong; what is none of them has no colour. */
const colours: readonly (readonly [RegExp, string])[] = [
  [
    /^(waiting|waits|open|proposed|drafted|compiled|reviewed|issued|partly-paid|gathering|due|answerable|pending|contested)$/,
    'gold',
  ],
  [
    /^(paid|approved|settled|covered|done|confirmed|agreed|published|cleared|closed|final|locked|remitted|completed)$/,
    'green',
  ],
  [/^(failed|refused|rejected|orange|red|suspended|ended|disputed|overdue|reversed)$/, 'red'],
  [/^(blue|yellow)$/, 'blue'],
]
const stateFields = /^(status|state|level|decision|outcome|answer)$/

const colourOf = (value: string): string | undefined => colours.find(([which]) => which.test(value))?.[1]

/** An amount in the unit that the reader chose; the exact yuan stand in its title. */
export const Money = ({ fen }: { readonly fen: number }) => {
  const { unit } = useMoneyUnit()
  return (
    <span className={fen < 0 ? 'money below' : 'money'} title={`${yuanText(fen)} 元`}>
      {inUnit(fen, unit)}
    </span>
  )
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
  if (value === undefined || value === null || value === '') return <span className="quiet">—</span>
  if (known.unit === 'fen' && typeof value === 'number') return <Money fen={value} />
  if (typeof value === 'boolean') return words.say(value ? 'value.yes' : 'value.no')
  if (Array.isArray(value))
    return value
      .map((each) => (typeof each === 'object' ? JSON.stringify(each) : words.value(each, name)))
      .join('、')
  if (typeof value === 'object') return <span className="quiet">…</span>
  if (typeof value === 'number')
    return (
      <span className="money">
        {/share|rate|ratio|coefficient|score/i.test(name) ? String(value) : String(value)}
      </span>
    )
  if (typeof value !== 'string') return String(value)
  if (stateFields.test(name)) return <Tag color={colourOf(value)}>{words.value(value, name)}</Tag>
  return known.enum ||
    /^(city|scheme|scope|payer|kind|aid|employment|sex|line|cities|payers|layer)$/.test(name)
    ? words.value(value, name)
    : value
}
