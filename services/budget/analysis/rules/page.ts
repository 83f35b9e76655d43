import type { Analysis, Bars, Section, Table } from './analysis.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text as a page holds it: what officers wrote is never markup. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

const cells = (name: 'th' | 'td', row: readonly string[]): string =>
  `<tr>${row.map((cell) => `<${name}>${escaped(cell)}</${name}>`).join('')}</tr>`

const table = ({ columns, rows }: Table): string =>
  `<table><thead>${cells('th', columns)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`

const width = 640
const height = 160
const foot = 20

/** Bars above and below a line of nothing, each with its month and value. */
const chart = ({ title, bars }: Bars): string => {
  const values = bars.map(({ value }) => value)
  const [most, least] = [Math.max(0, ...values), Math.min(0, ...values)]
  const scale = most === least ? 0 : (height - 2 * foot) / (most - least)
  const zero = foot + most * scale
  const step = width / Math.max(1, bars.length)
  const drawn = bars.map(({ label, value }, index) => {
    const [x, tall] = [index * step + step * 0.2, Math.abs(value) * scale]
    const y = value >= 0 ? zero - tall : zero
    const middle = index * step + step / 2
    return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(step * 0.6).toFixed(1)}" height="${tall.toFixed(1)}"/><text x="${middle.toFixed(1)}" y="${(value >= 0 ? y - 4 : y + tall + 12).toFixed(1)}">${value}</text><text x="${middle.toFixed(1)}" y="${height - 2}">${escaped(label)}</text>`
  })
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${drawn.join('')}<line x1="0" x2="${width}" y1="${zero.toFixed(1)}" y2="${zero.toFixed(1)}"/></svg><figcaption>${escaped(title)}</figcaption></figure>`
}

const section = ({ title, words, tables, charts }: Section): string =>
  [
    `<section><h2>${escaped(title)}</h2>`,
    ...words.map((each) => `<p>${escaped(each)}</p>`),
    ...charts.filter(({ bars }) => bars.length > 0).map(chart),
    ...tables.filter(({ rows }) => rows.length > 0).map(table),
    '</section>',
  ].join('')

const style =
  '@page{size:A4;margin:2cm}body{font:12pt/1.8 FangSong,STFangsong,serif;max-width:18cm;margin:auto}h1{font-size:18pt;text-align:center}h2{font:bold 14pt SimHei,sans-serif}p{text-indent:2em;margin:.3em 0}table{border-collapse:collapse;width:100%;font-size:9pt;line-height:1.4;margin:.6em 0}th,td{border:1px solid #000;padding:2px 6px}thead{display:table-header-group}tr,figure{break-inside:avoid}figure{margin:.6em 0}figcaption{text-align:center;font-size:9pt}svg rect{fill:#5b7fa6}svg line{stroke:#000}svg text{font-size:9px;text-anchor:middle}'

/** The analysis as one page to read and to print: it needs nothing from anywhere else and runs no script. */
export const pageOf = ({ title, sections }: Analysis): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head><body><h1>${escaped(title)}</h1>${sections.map(section).join('')}</body></html>\n`
