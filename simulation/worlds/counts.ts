import type { Answered } from '../lives/hands.ts'

type Told = {
  readonly stays: ReadonlyMap<number, Answered>
  readonly reversals: ReadonlyMap<number, Answered>
  readonly payments: readonly { readonly kind: 'payment' | 'refund'; readonly taken: boolean }[]
}

const accepted = (answers: ReadonlyMap<number, Answered>): number =>
  [...answers.values()].filter(({ status }) => status === 201).length

/** What every kind of world tells of its stays and its money. */
export const countsOfAny = ({ stays, reversals, payments }: Told) => {
  const settled = accepted(stays)
  const taken = (wanted: 'payment' | 'refund'): number =>
    payments.filter((each) => each.kind === wanted && each.taken).length
  return {
    ...{ settled, refused: stays.size - settled, reversed: accepted(reversals) },
    ...{ payments: taken('payment'), refunds: taken('refund') },
  }
}
