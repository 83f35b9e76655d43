import { Card, Table } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit, yuanText } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

type Step = {
  readonly step: string
  readonly title: string
  readonly text: string
  readonly amount: number
  readonly article: string
  readonly rules: readonly { readonly text: string; readonly article?: string }[]
  readonly rooms: readonly { readonly text?: string }[]
}
type Share = { readonly name: string; readonly label?: string; readonly amount: number }
type Explained = {
  readonly title: string
  readonly steps: readonly Step[]
  readonly lines: readonly { readonly amount: number }[]
  readonly result?: readonly Share[]
}

/** What each bar takes off the total: layers of the fund first, and what is left for the patient last. */
const barsOf = (total: number, shares: readonly Share[]) => {
  let left = total
  return shares.map(({ amount, ...share }) => {
    left -= amount
    return { ...share, amount, base: left }
  })
}

/** A claim as a waterfall from its total to what the patient pays in cash, and each step with its article. */
const Waterfall = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const { steps = [], lines = [], result = [], title } = record as unknown as Explained
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const option = useMemo(() => {
    const bars = barsOf(
      total,
      result.filter(
        ({ name, amount }) => amount !== 0 && !['total', 'fund', 'patient', 'inScope'].includes(name),
      ),
    )
    const names = [words.field('total'), ...bars.map(({ name, label }) => label ?? words.value(name, 'name'))]
    return {
      grid: { left: 90, right: 24, top: 24, bottom: 72 },
      xAxis: { type: 'category', data: names, axisLabel: { interval: 0, rotate: names.length > 6 ? 30 : 0 } },
      yAxis: { type: 'value', min: 0, axisLabel: { formatter: (fen: number) => inUnit(fen, unit) } },
      tooltip: {
        trigger: 'axis',
        formatter: (at: readonly { readonly dataIndex: number }[]) => {
          const index = at[0]?.dataIndex ?? 0
          return `${names[index]}: ${yuanText(index === 0 ? total : (bars[index - 1]?.amount ?? 0))} 元`
        },
      },
      series: [
        {
          type: 'bar',
          stack: 'all',
          itemStyle: { color: 'transparent' },
          emphasis: { disabled: true },
          data: [0, ...bars.map(({ base }) => base)],
        },
        {
          type: 'bar',
          stack: 'all',
          data: [total, ...bars.map(({ amount }) => amount)],
          label: {
            show: true,
            position: 'top',
            formatter: ({ value }: { readonly value: number }) => inUnit(value, unit),
          },
        },
      ],
    }
  }, [total, result, words, unit])
  return (
    <Card size="small" title={title}>
      {result.length > 0 && <Chart option={option} label={words.say('claims.waterfall')} />}
      <Table<Step>
        size="small"
        rowKey={({ step, title: named, text }) => `${step}${named}${text}`}
        pagination={false}
        dataSource={[...steps]}
        columns={[
          { title: words.field('step'), dataIndex: 'title' },
          { title: words.field('text'), dataIndex: 'text' },
          { title: words.field('amount'), align: 'right', render: (_, { amount }) => yuanText(amount) },
          { title: words.field('article'), dataIndex: 'article' },
        ]}
      />
    </Card>
  )
}

export default Waterfall
