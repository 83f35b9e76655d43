import { Empty } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit, yuanText } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { useWords } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { type Door, flowsOf, nodesOf } from './money-flows.ts'

const addresses = {
  levies: 'help/levies',
  allocations: 'help/allocations',
  execution: 'fund/execution',
} as const

/** Where the province's money came from and went to, with the sum of each; a click opens what it is made of. */
export const Flows = ({
  cities,
  onOpen,
}: {
  readonly cities: readonly Execution[]
  readonly onOpen: (address: string, search: Readonly<Record<string, string>>) => void
}) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const read = JSON.stringify(cities.map(({ lines }) => lines.map(({ executed }) => executed)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same figures read again are drawn already
  const { flows, nodes } = useMemo(() => {
    const names = {
      fund: words.say('overview.fund'),
      kept: words.say('overview.kept'),
      drawn: words.say('overview.drawn'),
      levy: words.say('overview.levy'),
      allocation: words.say('overview.allocation'),
      line: ({ line, chinese }: Execution['lines'][number]) =>
        words.language === 'zh' ? chinese : words.value(line, 'line'),
    }
    return { flows: flowsOf(cities, names), nodes: nodesOf(cities, names) }
  }, [read, words])
  const option = useMemo(() => {
    const amounts = new Map(nodes.map(({ name, value }) => [name, inUnit(value, unit)]))
    return {
      tooltip: { trigger: 'item', valueFormatter: (fen: number) => inUnit(fen, unit) },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: 130,
          top: 8,
          bottom: 8,
          nodeGap: 14,
          nodeWidth: 14,
          draggable: false,
          data: nodes.map(({ name }) => ({
            name,
            ...(name === words.say('overview.fund') ? { itemStyle: { color: '#08386b' } } : {}),
          })),
          links: flows,
          label: {
            formatter: ({ name }: { readonly name: string }) => `${name} ${amounts.get(name) ?? ''}`,
            color: '#1c2329',
            fontSize: 11,
            textBorderColor: '#ffffff',
            textBorderWidth: 3,
          },
          lineStyle: { color: 'source', opacity: 0.35 },
        },
      ],
    }
  }, [flows, nodes, unit, words])
  if (flows.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.say('overview.none')} />
  const open = (door: Door | undefined) => {
    if (door?.to === 'line') return onOpen('fund/line', { line: door.line, city: door.city })
    if (door) onOpen(addresses[door.to], {})
  }
  return (
    <Chart
      option={option}
      height="fill"
      label={words.say('overview.flows')}
      data={() => ({
        heads: [words.say('chart.source'), words.say('chart.target'), words.field('amount')],
        cells: flows.map(({ source, target, value }) => [source, target, { amount: yuanText(value) }]),
      })}
      onPick={(name) => open(nodes.find((each) => each.name === name)?.door)}
    />
  )
}
