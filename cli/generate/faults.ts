import type { Envelope } from './envelopes.ts'
import { transactions } from './envelopes.ts'
import type { Random } from './random.ts'

type Input = Readonly<Record<string, unknown>> & { readonly feedetail: readonly Record<string, string>[] }

const withInput = (envelope: Envelope, input: Readonly<Record<string, unknown>>): Envelope => ({
  ...envelope,
  input: { ...envelope.input, ...input },
})

/** The same claim under a message id of its own, of a visit of its own: it is refused for its fault and for no other. */
const withNewId = (envelope: Envelope, mark: string): Envelope => ({
  ...withInput(envelope, { mdtrt_id: `${envelope.input.mdtrt_id}-${mark}` }),
  msgid: `${envelope.msgid.slice(0, -4)}${mark}${envelope.msgid.slice(-3)}`,
})

const changeFirstLine = (envelope: Envelope, change: Readonly<Record<string, string>>) => {
  const [first, ...rest] = (envelope.input as Envelope['input'] & Input).feedetail
  return withInput(envelope, { feedetail: [{ ...first, ...change }, ...rest] })
}

const cancellation = (envelope: Envelope): Envelope => {
  const { certno, fixmedins_code } = envelope.input as Envelope['input'] & { fixmedins_code: string }
  const care = envelope.infno === transactions.settle.inpatient ? 'inpatient' : 'outpatient'
  return {
    ...withNewId(envelope, '9'),
    infno: transactions.cancel[care],
    input: { certno, fixmedins_code, omsgid: envelope.msgid, setl_time: envelope.inf_time },
  }
}

/** What hospital systems send beside good claims; each follows the good claim it is made of. */
const kinds: readonly ((good: Envelope) => Envelope)[] = [
  // Taken back: the exact negative is booked.
  cancellation,
  cancellation,
  cancellation,
  // Sent again, unchanged: the same answer, nothing booked.
  (good) => good,
  (good) => good,
  // Sent again with another total under the same message id.
  (good) => withInput(good, { medfee_sumamt: '1.00' }),
  (good) => changeFirstLine(withNewId(good, '1'), { med_list_codg: 'X-NOT-LISTED' }),
  (good) => withInput(withNewId(good, '2'), { medfee_sumamt: '0.01' }),
  (good) => changeFirstLine(withNewId(good, '3'), { det_item_fee_sumamt: '-5.00' }),
  (good) => changeFirstLine(withNewId(good, '4'), { pric: '1.00', cnt: '1', det_item_fee_sumamt: '1.005' }),
  (good) => ({
    ...withInput(withNewId(good, '5'), { fixmedins_code: 'H34990000001' }),
    fixmedins_code: 'H34990000001',
  }),
  (good) => withInput(withNewId(good, '6'), { certno: '340102190001010017' }),
]

/** Follows some good claims with something that is not a new good claim, about one in sixty. */
export const addFaults = (random: Random, claims: readonly Envelope[]): Envelope[] =>
  claims.flatMap((claim) => (random.chance(1 / 60) ? [claim, random.pick(kinds)(claim)] : [claim]))
