/** Where each city stands in the tile map, as it lies in the province: column, and row from the north. */
export const tiles: Readonly<Record<string, readonly [column: number, row: number]>> = {
  '341600': [1, 1],
  '340600': [2, 1],
  '341300': [3, 1],
  '341200': [1, 2],
  '340400': [2, 2],
  '340300': [3, 2],
  '341500': [1, 3],
  '340100': [2, 3],
  '341100': [3, 3],
  '340500': [4, 3],
  '340800': [1, 4],
  '340700': [2, 4],
  '340200': [3, 4],
  '341800': [4, 4],
  '341700': [2, 5],
  '341000': [3, 5],
}

type Shade = { readonly below: number; readonly ground: string; readonly ink: string }

/** Shades by how many months a fund could pay, from orange to violet, which colour-blind readers tell apart. */
export const shades: readonly Shade[] = [
  { below: 1, ground: '#9a4a05', ink: '#ffffff' },
  { below: 3, ground: '#f1a340', ink: '#000000' },
  { below: 6, ground: '#fee0b6', ink: '#000000' },
  { below: 9, ground: '#d8daeb', ink: '#000000' },
  { below: Number.POSITIVE_INFINITY, ground: '#998ec3', ink: '#000000' },
]

const unknown: Shade = { below: 0, ground: '#f0f2f5', ink: '#3c444c' }

/** The shade of a city; grey where nothing says how long its fund could pay. */
export const shadeOf = (months: number | null | undefined): Shade =>
  months === null || months === undefined ? unknown : (shades.find(({ below }) => months < below) ?? unknown)
