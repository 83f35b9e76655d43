import type { Cell, Sheet } from '#shared/edge/files/sheet.ts'
import { formatYuan } from '#shared/money/fen.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A link of a page: where it leads, and what it says. */
export type Link = { readonly to: string; readonly says: string }

const linkOf = ({ to, says }: Link): string => `<a href="${escaped(to)}">${escaped(says)}</a>`

const style =
  'body{font:16px/1.6 sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}div{overflow-x:auto}table{border-collapse:collapse}th,td{border:1px solid #999;padding:.25rem .6rem;text-align:left;white-space:nowrap}td.n{text-align:right;font-variant-numeric:tabular-nums}caption{text-align:left;padding:.5rem 0}'

/** The style that pages carry in themselves, for whoever answers with them to allow it and nothing else. */
export const pageStyle = style

const cellOf = (cell: Cell): string => {
  if (cell === null) return '<td></td>'
  if (typeof cell === 'string') return `<td>${escaped(cell)}</td>`
  return `<td class="n">${typeof cell === 'number' ? cell : formatYuan(cell.fen)}</td>`
}

/** What a page is about, in Chinese and in English. */
export type Title = { readonly zh: string; readonly en: string }

/** A page without script: whatever reads HTML reads it. */
const pageOf = ({ zh: title, en }: Title, body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head><body><h1>${escaped(title)}</h1><p lang="en">${escaped(en)}</p>${body}</body></html>`

/** A table that is wider than the page is moved by keys too. */
const tableOf = ({ title, columns, rows }: Sheet): string =>
  `<div tabindex="0" role="region" aria-label="${escaped(title)}"><table><caption>${escaped(title)}（金额单位：元）</caption><thead><tr>${columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map(cellOf).join('')}</tr>`).join('')}</tbody></table></div>`

/** A public document as a page: its table, what is to be known of it, and the same as files. */
export const documentPage = (
  title: Title,
  sheet: Sheet,
  { notes, links }: { readonly notes: readonly string[]; readonly links: readonly Link[] },
): string =>
  pageOf(
    title,
    `<p>${links.map(linkOf).join(' · ')}</p>${tableOf(sheet)}${notes.map((note) => `<p>${escaped(note)}</p>`).join('')}`,
  )

/** A line of a list: where it leads, and what is said of it beside. */
export type Line = { readonly links: readonly Link[]; readonly says?: string }

const lineOf = ({ links, says }: Line): string =>
  `<li>${links.map(linkOf).join(' · ')}${says === undefined ? '' : ` · ${escaped(says)}`}</li>`

/** A part of a list under its heading; one without lines is left out. */
export type Group = { readonly heading: string; readonly lines: readonly Line[] }

const groupOf = ({ heading, lines }: Group): string =>
  lines.length === 0 ? '' : `<h2>${escaped(heading)}</h2><ul>${lines.map(lineOf).join('')}</ul>`

/** A page that leads to others, and back to where it is one of several. */
export const linksPage = (title: Title, groups: readonly Group[], back: readonly Link[] = []): string => {
  const parts = groups.map(groupOf).join('')
  return pageOf(
    title,
    `${back.length > 0 ? `<p>${back.map(linkOf).join(' · ')}</p>` : ''}${parts === '' ? '<p>尚无公开文件。</p>' : parts}`,
  )
}
