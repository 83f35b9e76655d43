import { Button, Space } from 'antd'
import { BarChart, HeatmapChart, LineChart, SankeyChart } from 'echarts/charts'
import {
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { saveBlob } from '../view/save-rows.ts'
import { useWords } from '../words/words.ts'

use([
  BarChart,
  LineChart,
  HeatmapChart,
  SankeyChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  VisualMapComponent,
  DatasetComponent,
  CanvasRenderer,
])

/** The fonts of the page, which a canvas has to be told. */
const pageFonts = (): string => getComputedStyle(document.body).fontFamily

/** Colours that colour-blind readers tell apart (Okabe and Ito). */
export const palette = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#f0e442',
  '#000000',
]

/** A chart that goes away with its page, says in words what it shows, and can be saved as a picture. */
export const Chart = ({
  option,
  height = 320,
  label,
  onPick,
}: {
  readonly option: EChartsCoreOption
  readonly height?: number
  /** What the picture shows, for those who cannot see it. */
  readonly label: string
  readonly onPick?: (name: string) => void
}) => {
  const { say } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  useEffect(() => {
    if (place.current === null) return undefined
    const drawn = init(place.current)
    chart.current = drawn
    const watch = new ResizeObserver(() => drawn.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      drawn.dispose()
    }
  }, [])
  useEffect(() => {
    const family = pageFonts()
    const draw = () =>
      chart.current?.setOption(
        { color: palette, animation: false, textStyle: { fontFamily: family }, ...option },
        true,
      )
    draw()
    // A canvas does not draw itself again when a font arrives.
    document.fonts.load(`14px ${family}`, label).then(draw, () => undefined)
  }, [option, label])
  useEffect(() => {
    const drawn = chart.current
    if (drawn === undefined || onPick === undefined) return undefined
    const pick = ({ name }: { readonly name?: string }) => name !== undefined && onPick(name)
    drawn.on('click', pick)
    return () => void drawn.off('click', pick)
  }, [onPick])
  const save = () => {
    const address = chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#fff' })
    if (address === undefined) return
    const bytes = Uint8Array.from(atob(address.split(',')[1] ?? ''), (each) => each.charCodeAt(0))
    saveBlob(`${label}.png`, new Blob([bytes], { type: 'image/png' }))
  }
  return (
    <figure className="chart">
      <div ref={place} role="img" aria-label={label} style={{ height }} />
      <figcaption>
        <Space>
          <span className="quiet">{label}</span>
          <Button size="small" type="link" onClick={save}>
            {say('chart.save')}
          </Button>
        </Space>
      </figcaption>
    </figure>
  )
}
