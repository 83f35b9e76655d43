import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit, yuanText } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { Money } from '../../view/value.tsx'
import { useWords } from '../../words/words.ts'
import type { Explained, Step } from './explained.ts'
import { barsOf } from './explained.ts'

const Steps = ({ steps }: { readonly steps: readonly Step[] }) => {
  const words = useWords()
  return (
    <div className="rows">
      <table className="steps">
        <thead>
          <tr>
            {(['step', 'text', 'amount', 'rooms', 'article'] as const).map((name) => (
              <th key={name} scope="col" className={name === 'amount' ? 'number' : name}>
                {words.field(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, title, text, rules, amount, rooms, article }) => (
            <tr key={`${step}${title}${text}`}>
              <td>{title}</td>
              <td className="step">
                {text}
                {rules.map((rule) => (
                  <p className="quiet" key={rule.text}>
                    {rule.text} {rule.article}
                  </p>
                ))}
              </td>
              <td className="number">
                <Money fen={amount} />
              </td>
              <td>
                {rooms.map(({ ceiling, left }) => (
                  <p key={ceiling}>
                    {ceiling} → <Money fen={left} />
                  </p>
                ))}
              </td>
              <td>{article}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A claim as a waterfall from its total to what the patient pays in cash, and each step with its article. */
const Waterfall = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const { steps, payers, title } = record as unknown as Explained
  const option = useMemo(() => {
    const bars = barsOf(payers)
    return {
      grid: { left: 16, right: 16, top: 28, bottom: 8, containLabel: true },
      xAxis: {
        type: 'category',
        data: bars.map(({ label }) => label),
        axisLabel: { interval: 0, width: 100, overflow: 'break' },
      },
      yAxis: { type: 'value', min: 0, axisLabel: { formatter: (fen: number) => inUnit(fen, unit) } },
      tooltip: {
        trigger: 'axis',
        formatter: (at: readonly { readonly dataIndex: number }[]) => {
          const bar = bars[at[0]?.dataIndex ?? 0]
          return bar ? `${bar.label}: ${words.say('money.exact', { yuan: yuanText(bar.amount) })}` : ''
        },
      },
      series: [
        {
          type: 'bar',
          stack: 'all',
          itemStyle: { color: 'transparent' },
          emphasis: { disabled: true },
          data: bars.map(({ base }) => base),
        },
        {
          type: 'bar',
          stack: 'all',
          barMaxWidth: 80,
          data: bars.map(({ amount }) => amount),
          label: {
            show: true,
            position: 'top',
            formatter: ({ value }: { readonly value: number }) => inUnit(value, unit),
          },
        },
      ],
    }
  }, [payers, unit, words])
  return (
    <Panel title={title}>
      <Chart option={option} label={words.say('claims.waterfall')} />
      <Steps steps={steps} />
    </Panel>
  )
}

export default Waterfall
