import { Panel } from '../../view/panel.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

type Amounts = Readonly<Record<string, number>>
type Group = {
  readonly by: string
  readonly group: string
  readonly variants: readonly {
    readonly changed: number
    /** Of the world of the variant. */
    readonly claims: number
    readonly total: number
    readonly effect: Amounts
  }[]
}
type WhatIf = {
  readonly variants: readonly { readonly title: string }[]
  readonly relieved?: readonly number[]
  readonly burdened?: readonly number[]
  readonly groups?: readonly Group[]
}

const count = { type: 'integer' }
const fen = { type: 'integer', unit: 'fen' }
const text = { type: 'string' }

const variantFields = { properties: { title: text, relieved: count, burdened: count } }
const groupFields = {
  properties: {
    by: { ...text, enum: [] },
    group: { ...text, enum: [] },
    claims: count,
    total: fen,
    changed: count,
    effect: { type: 'object', additionalProperties: fen },
  },
}

/** Whom a change moves, and by how much; whoever pays as before is not named. */
const moved = (effect: Amounts): Amounts =>
  Object.fromEntries(Object.entries(effect).filter(([, amount]) => amount !== 0))

/** What other figures of the law, or another world, would have come to: whom each variant relieves, and what each payer pays more or less. */
const WhatIfPicture = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { variants, relieved = [], burdened = [], groups = [] } = record as unknown as WhatIf
  return (
    <>
      <Panel title={words.field('variants')}>
        <RowsTable
          rows={variants.map(({ title }, at) => ({ title, relieved: relieved[at], burdened: burdened[at] }))}
          schema={variantFields}
        />
      </Panel>
      {variants.map(({ title }, at) => (
        <Panel key={title} title={title} className="below">
          <RowsTable
            rows={groups.map(({ by, group, variants: each }) => ({
              ...{ by, group, claims: each[at]?.claims, total: each[at]?.total },
              ...{ changed: each[at]?.changed, effect: moved(each[at]?.effect ?? {}) },
            }))}
            schema={groupFields}
            columns={['by', 'group', 'claims', 'total', 'changed', 'effect']}
          />
        </Panel>
      ))}
    </>
  )
}

export default WhatIfPicture
