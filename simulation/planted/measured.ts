import { readFileSync, writeFileSync } from 'node:fs'
import type { Plant } from './plants.ts'
import { plants } from './plants.ts'

/** What the last campaign came to for a planted bug: how many seeds were lived, and whether the last of them showed it. */
export type Measured = {
  readonly seeds: number
  readonly isFound: boolean
  /** Measured with stories of before, and not since. */
  readonly isEarlier?: true
}

const file = new URL('found.json', import.meta.url)

/** What campaigns came to, by the names of the planted bugs. */
export const readMeasured = (): Readonly<Record<string, Measured>> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, Measured>

/** Keeps what a campaign came to, in the order of the plants; what is planted no more is forgotten. */
export const keepMeasured = (latest: Readonly<Record<string, Measured>>): void => {
  const all = { ...readMeasured(), ...latest }
  const kept = plants.flatMap(({ name }) => (all[name] ? [[name, all[name]] as const] : []))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
}

const ofKind = { residents: 'of residents', work: 'of work', fund: 'of fund years' } as const

const cellOf = ({ kind, unseen }: Plant, measured: Measured | undefined): string => {
  const lived = kind === undefined ? '' : ` ${ofKind[kind]}`
  const when = measured?.isEarlier ? ', with earlier stories' : ''
  if (measured?.isFound) return `${measured.seeds}${lived}${when}`
  const searched = measured ? `not in ${measured.seeds}${lived}${when}` : 'not measured'
  return unseen === undefined ? searched : `${searched}: ${unseen}`
}

/** The planted bugs as a document: what campaigns came to stands in a file, and nobody writes this by hand. */
export const plantedDocument = (): string => {
  const measured = readMeasured()
  const shown = plants.filter(({ name }) => measured[name]?.isFound).length
  return [
    '# Planted bugs',
    `Bugs as somebody might write them, each planted alone, and after how many seeds from the first it showed: ${shown} of ${plants.length} did. This page is written by \`npm run docs\` from \`simulation/planted\`; \`npm run simulate -- --planted --record\` measures anew. Where a kind is named, only its lives come to the bug, and only those were lived.`,
    [
      '| planted | seeds |',
      '|---|---|',
      ...plants.map((plant) => `| ${plant.name} | ${cellOf(plant, measured[plant.name])} |`),
    ].join('\n'),
  ].join('\n\n')
}
