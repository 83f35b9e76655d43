const digits = (value: number): string => String(Math.round(value * 10) / 10)

/** Values as a line from the left to the right of a small picture; nil lies on its ground, and the most on its top. */
export const pathOf = (
  values: readonly number[],
  { width, height, most }: { readonly width: number; readonly height: number; readonly most: number },
): string => {
  const step = values.length < 2 ? 0 : width / (values.length - 1)
  const points = values.map((value, at) => `${digits(at * step)},${digits(height - (value / most) * height)}`)
  return points.length === 0 ? '' : `M${points.join('L')}`
}
