import { Col, Row as GridRow, Statistic } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit, yuanText } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { percentText } from '../../view/value-kind.ts'
import { useWords } from '../../words/words.ts'
import { CityBurn, type FundYear } from './city-burn.tsx'

type Line = {
  readonly line: string
  readonly chinese: string
  readonly kind: string
  readonly budget: number
  readonly executed: number
  readonly share?: number
  readonly seasonalShare?: number
}
type Execution = {
  readonly income: number
  readonly expenditure: number
  readonly closing: number
  readonly monthsPayable?: number
  readonly quarter: { readonly current: number }
  readonly lines: readonly Line[]
}

const percent = (share = 0): number => Math.round(share * 1000) / 10

/** How far each line is executed, beside how far the season says it should be. */
const ExecutionPicture = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const { lines, income, expenditure, closing, monthsPayable, quarter } = record as unknown as Execution
  const option = useMemo(() => {
    const shown = lines.filter(({ budget }) => budget > 0).reverse()
    const nameOf = ({ chinese, line }: Line) =>
      words.language === 'zh' ? chinese : words.value(line, 'line')
    return {
      grid: { left: 170, right: 60, top: 32, bottom: 32 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', valueFormatter: (value: number) => `${value} %` },
      xAxis: { type: 'value', min: 0, axisLabel: { formatter: '{value} %' } },
      yAxis: { type: 'category', data: shown.map(nameOf) },
      series: [
        {
          name: words.say('fund.season'),
          type: 'bar',
          barWidth: 18,
          barGap: '-75%',
          itemStyle: { color: '#cfd8e0' },
          data: shown.map(({ seasonalShare }) => percent(seasonalShare)),
        },
        {
          name: words.say('fund.executed'),
          type: 'bar',
          barWidth: 9,
          data: shown.map(({ share }) => percent(share)),
        },
      ],
    }
  }, [lines, words])
  const data = () => ({
    heads: ['line', 'budget', 'executed', 'share', 'seasonalShare'].map(words.field),
    cells: lines.map(({ line, chinese, budget, executed, share, seasonalShare }) => [
      words.language === 'zh' ? chinese : words.value(line, 'line'),
      { amount: yuanText(budget) },
      { amount: yuanText(executed) },
      share === undefined ? null : percentText(share),
      seasonalShare === undefined ? null : percentText(seasonalShare),
    ]),
  })
  const figures = [
    { title: words.field('income'), value: inUnit(income, unit) },
    { title: words.field('expenditure'), value: inUnit(expenditure, unit) },
    { title: words.field('closing'), value: inUnit(closing, unit) },
    { title: words.field('quarter'), value: inUnit(quarter.current, unit) },
    { title: words.field('monthsPayable'), value: monthsPayable ?? '—' },
  ]
  return (
    <>
      <CityBurn execution={record as unknown as FundYear} />
      <Panel title={words.say('fund.execution')} className="below">
        <GridRow gutter={16}>
          {figures.map(({ title, value }) => (
            <Col key={title} xs={12} md={6} xl={4}>
              <Statistic title={title} value={value} />
            </Col>
          ))}
        </GridRow>
        {lines.some(({ budget }) => budget > 0) ? (
          <Chart
            option={option}
            height={Math.max(240, lines.length * 28)}
            label={words.say('fund.execution')}
            data={data}
          />
        ) : (
          <p>{words.say('fund.unplanned')}</p>
        )}
      </Panel>
    </>
  )
}

export default ExecutionPicture
