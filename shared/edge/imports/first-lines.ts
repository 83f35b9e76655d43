/** On which line of a file each ID number stood first. */
export type FirstLines = {
  /** The line on which a number stood first: this one where it never did. */
  readonly note: (idNumber: string, line: number) => number
}

/** Whatever a hash of 64 bits may be multiplied with to spread. */
const spread = 0x9e3779b97f4a7c15n
const smallest = 1 << 10

/**
 * Remembers ID numbers in twelve bytes each, since a file may have a million: its first seventeen digits fit into eight, and
 * the last follows from them. What is none is kept as it is.
 */
export const firstLines = (): FirstLines => {
  let numbers = new BigUint64Array(smallest)
  let lines = new Uint32Array(smallest)
  let count = 0
  const others = new Map<string, number>()

  const placeOf = (number: bigint, of: BigUint64Array): number => {
    const mask = of.length - 1
    let place = Number(BigInt.asUintN(64, number * spread) >> 33n) & mask
    while (of[place] !== 0n && of[place] !== number) place = (place + 1) & mask
    return place
  }

  const grow = (): void => {
    const [before, at] = [numbers, lines]
    numbers = new BigUint64Array(before.length * 2)
    lines = new Uint32Array(at.length * 2)
    for (const [index, number] of before.entries()) {
      if (number === 0n) continue
      const place = placeOf(number, numbers)
      numbers[place] = number
      lines[place] = at[index] ?? 0
    }
  }

  const noteOther = (text: string, line: number): number => {
    const first = others.get(text)
    if (first === undefined) others.set(text, line)
    return first ?? line
  }

  return {
    note: (idNumber, line) => {
      if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) return noteOther(idNumber, line)
      const number = BigInt(idNumber.slice(0, 17))
      const place = placeOf(number, numbers)
      if (numbers[place] === number) return lines[place] ?? line
      numbers[place] = number
      lines[place] = line
      count += 1
      if (count * 3 > numbers.length * 2) grow()
      return line
    },
  }
}
