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
import type { Exported } from '../view/exported.ts'
import { saveBlob, saveRows } from '../view/save-rows.ts'
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

/** How much a wall magnifies the page, where its style does. */
const magnified = (): number => Number(getComputedStyle(document.documentElement).zoom) || 1

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
  data,
  onPick,
}: {
  readonly option: EChartsCoreOption
  /** In pixels, or as high as the place that it stands in. */
  readonly height?: number | 'fill'
  /** What the picture shows, for those who cannot see it. */
  readonly label: string
  /** What it is drawn from, to be taken away as a table. */
  readonly data: () => Exported
  readonly onPick?: (name: string) => void
}) => {
  const { say } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  useEffect(() => {
    if (place.current === null) return undefined
    const drawn = init(place.current, undefined, { devicePixelRatio: devicePixelRatio * magnified() })
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
    <figure className={height === 'fill' ? 'chart fills' : 'chart'}>
      <div
        ref={place}
        className="canvas"
        role="img"
        aria-label={label}
        {...(height === 'fill' ? {} : { style: { height } })}
      />
      <figcaption>
        <Space>
          <span className="quiet">{label}</span>
          <Button size="small" type="link" onClick={save}>
            {say('chart.save')}
          </Button>
          {(['csv', 'xlsx'] as const).map((format) => (
            <Button
              key={format}
              size="small"
              type="link"
              onClick={() => void saveRows(label, format, data())}
            >
              <span className="unseen">{say('chart.data', { what: label })} </span>
              {format.toUpperCase()}
            </Button>
          ))}
        </Space>
      </figcaption>
    </figure>
  )
}
