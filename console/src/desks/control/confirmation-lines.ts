import type { WordKey } from '../../words/words.ts'

type Amount = number | null
type CareYear = {
  readonly claimed?: number
  readonly accrued: number
  readonly final: number
  readonly quota: Amount
}
type Care = 'outpatient' | 'inpatient'

/** What the confirmation reads of a clearing statement; amounts are whole fen. */
export type Cleared = {
  readonly basis: { readonly care: Readonly<Record<Care, CareYear>> }
  readonly cleared: {
    readonly quota: Amount
    readonly actual: number
    readonly surplus: number
    readonly kept: number
    readonly compensated: number
    readonly shared: number
    readonly overspend: number
    readonly byMethod: number
    readonly adjustment: number
    readonly accepted: number
    readonly recovered: number
    readonly deposits: number
    readonly depositReturned: number
    readonly depositForfeited: number
    readonly within: number
    readonly advance: number
    readonly unpaid: Readonly<Record<Care, number>>
    readonly ordered: number
    readonly owedBack: number
  }
}

/** A cell of the form: an amount, `×` where the form has no cell, or nothing where nothing is known. */
type Cell = Amount | '×'

/** A numbered line of the confirmation, or several that this office has no figures of. */
export type Line = {
  readonly number: string
  readonly section: WordKey
  readonly item: WordKey
  readonly cells: readonly [outpatient: Cell, inpatient: Cell, total: Cell]
  readonly sum?: true
}

const none = ['×', '×', '×'] as const
const whole = (total: Amount): Line['cells'] => ['×', '×', total]

const byCare = (cellOf: (care: Care) => Amount | undefined, total?: Amount): Line['cells'] => {
  const [outpatient, inpatient] = (['outpatient', 'inpatient'] as const).map((care) => cellOf(care) ?? null)
  const sum = total === undefined ? (outpatient ?? 0) + (inpatient ?? 0) : total
  return [outpatient ?? null, inpatient ?? null, sum]
}

/**
 * The year of an institution on the lines of the clearing confirmation that both sides seal, numbered as offices number them. The
 * fund's year (29) less what it paid already (30) is what it pays now (31); what it does not pay stays with the institution (32).
 */
export const confirmationLines = ({ basis: { care }, cleared }: Cleared): readonly Line[] => {
  const section = (name: WordKey, lines: readonly Omit<Line, 'section'>[]): readonly Line[] =>
    lines.map((line) => ({ ...line, section: name }))
  return [
    ...section('confirmation.incurred', [
      { number: '1', item: 'confirmation.claimed', cells: byCare((each) => care[each].claimed) },
      { number: '2', item: 'confirmation.accrued', cells: byCare((each) => care[each].accrued) },
      { number: '3', item: 'confirmation.final', cells: byCare((each) => care[each].final) },
      { number: '4', item: 'confirmation.recovered', cells: whole(cleared.recovered) },
      { number: '5', item: 'confirmation.actual', cells: whole(cleared.actual) },
    ]),
    ...section('confirmation.quota', [
      {
        number: '6',
        item: 'confirmation.quotaOfYear',
        cells: byCare((each) => care[each].quota, cleared.quota),
      },
      { number: '7', item: 'confirmation.kept', cells: whole(cleared.kept) },
      { number: '8', item: 'confirmation.compensated', cells: whole(cleared.compensated) },
      { number: '9', item: 'confirmation.shared', cells: whole(cleared.shared) },
    ]),
    ...section('confirmation.area', [{ number: '10–12', item: 'confirmation.notKept', cells: none }]),
    ...section('confirmation.other', [
      { number: '13', item: 'confirmation.byMethod', cells: whole(cleared.byMethod) },
      { number: '14', item: 'confirmation.adjustment', cells: whole(cleared.adjustment) },
    ]),
    ...section('confirmation.deposit', [
      { number: '15', item: 'confirmation.deposits', cells: whole(cleared.deposits) },
      { number: '16', item: 'confirmation.depositReturned', cells: whole(cleared.depositReturned) },
    ]),
    ...section('confirmation.procurement', [{ number: '17–20', item: 'confirmation.notKept', cells: none }]),
    ...section('confirmation.incentive', [{ number: '21–22', item: 'confirmation.notKept', cells: none }]),
    ...section('confirmation.saving', [{ number: '23–28', item: 'confirmation.notKept', cells: none }]),
    ...section('confirmation.result', [
      {
        number: '29',
        item: 'confirmation.yearDue',
        cells: whole(cleared.accepted - cleared.depositForfeited),
        sum: true,
      },
      {
        number: '30',
        item: 'confirmation.paidAlready',
        cells: whole(cleared.within - cleared.deposits + cleared.advance),
      },
      { number: '31', item: 'confirmation.now', cells: whole(cleared.ordered - cleared.owedBack), sum: true },
      {
        number: '32',
        item: 'confirmation.borne',
        cells: byCare((each) => Math.max(0, cleared.unpaid[each])),
      },
    ]),
  ]
}
