import { cities } from '#shared/kernel/divisions.ts'
import type { DifferingFigure } from '#shared/policy/unity.ts'
import { tableOf } from '../terminal/table.ts'

const nameOf = (code: string): string => cities.find((city) => city.code === code)?.name ?? code

const said = (value: unknown): string => (value === undefined ? '-' : JSON.stringify(value))

const rowsOf = ({ city, key, places, own, until = '-', target = '-', state }: DifferingFigure): string[][] =>
  places.map(({ at, own: of, province }) => [
    ...[nameOf(city), key, at, said(of), said(province), own.from, until, target, state],
  ])

/** What cities still set otherwise than the province on a day, a place of a figure a row. */
export const unityTable = (figures: readonly DifferingFigure[], width: number): string =>
  tableOf(
    [
      { head: 'city', kind: 'text' },
      { head: 'parameter', kind: 'text', least: 30 },
      { head: 'at', kind: 'text' },
      { head: 'city has', kind: 'text', least: 16 },
      { head: 'province has', kind: 'text', least: 16 },
      { head: 'from', kind: 'text' },
      { head: 'until', kind: 'text' },
      { head: 'due by', kind: 'text' },
      { head: 'state', kind: 'text' },
    ],
    figures.flatMap(rowsOf),
    width,
  )
