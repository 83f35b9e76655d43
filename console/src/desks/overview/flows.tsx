import { Empty } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { useWords } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { flowsOf } from './money-flows.ts'

/** Where the province's money came from and went to. */
export const Flows = ({ cities }: { readonly cities: readonly Execution[] }) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const flows = useMemo(
    () =>
      flowsOf(cities, {
        fund: words.say('overview.fund'),
        kept: words.say('overview.kept'),
        drawn: words.say('overview.drawn'),
        line: ({ line, chinese }) => (words.language === 'zh' ? chinese : words.value(line, 'line')),
      }),
    [cities, words],
  )
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'item', valueFormatter: (fen: number) => inUnit(fen, unit) },
      series: [
        {
          type: 'sankey',
          left: 8,
          right: 130,
          top: 8,
          bottom: 20,
          nodeGap: 18,
          draggable: false,
          data: [...new Set(flows.flatMap(({ source, target }) => [source, target]))].map((name) => ({
            name,
            ...(name === words.say('overview.fund') ? { itemStyle: { color: '#08386b' } } : {}),
          })),
          links: flows,
          label: {
            overflow: 'break',
            width: 130,
            color: '#1c2329',
            textBorderColor: '#ffffff',
            textBorderWidth: 3,
          },
          lineStyle: { color: 'source', opacity: 0.35 },
        },
      ],
    }),
    [flows, unit, words],
  )
  if (flows.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.say('overview.none')} />
  return <Chart option={option} height={400} label={words.say('overview.flows')} />
}
