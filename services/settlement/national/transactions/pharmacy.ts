import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import type { ClaimRequest } from '../../claim/claim-request.ts'
import { reverseClaim } from '../../claim/reverse-claim.ts'
import { isToldPurchase, keptVisitId, toldVisitId } from '../../claim/rules/purchase-visit.ts'
import { findInstitution } from '../../claim/sender.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import { isPharmacy } from '../../institution/rules/institution.ts'
import { refuse } from '../../refusals.ts'
import type { SettledVisit } from '../../visit/settle-visit.ts'
import { claimInput, readClaim } from '../claim-input.ts'
import { feeLinesOf, toCatalogueDetail } from '../fee-lines.ts'
import { feeLine, fields } from '../fields.ts'
import { identityOf } from '../identity.ts'
import { nationalField } from '../national-field.ts'
import { visitOfPurchase } from '../purchase.ts'
import { readDay, unreadable } from '../reading.ts'
import { toReversalSetlinfo } from '../setlinfo.ts'
import { notInFuture, settlementAnswer, settleRequest } from '../settlement-answer.ts'
import type { NationalMessage, Output, SettlementMode, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const { feedetail: _, dscg_time: __, ...said } = claimInput.shape

const purchaseInput = z.looseObject({
  ...said,
  begntime: fields.begntime,
  drugdetail: z.array(feeLine).min(1).max(2000),
})
type Purchase = NationalMessage<z.output<typeof purchaseInput>>

/** The kinds of care that a pharmacy settles: purchases, and the drugs of a registered chronic disease. */
const medTypes: readonly string[] = ['41', '14']

type Refused = Extract<Decision<never>, { readonly status: 'refused' }>

/** A refusal of the settlement by the fields of a purchase: its lines are `drugdetail`, and name the purchase too. */
const ofPurchase = ({ refusal: refused }: Refused, isNamed: boolean): Refused => {
  if (refused.field === undefined) return { status: 'refused', refusal: refused }
  const field = nationalField(refused.field).replace(/^input\.feedetail\b/, 'input.drugdetail')
  const isSlot = field === 'input.mdtrt_id' || field === 'input.chrg_bchno'
  const named = isSlot && !isNamed ? 'input.drugdetail' : field
  return { status: 'refused', refusal: { ...refused, field: named } }
}

/** The number of the visit that a purchase is of, where it says one of its own: what it was told names no other. */
const ownNumber = ({ mdtrt_id }: Purchase['input']): string | undefined =>
  mdtrt_id !== undefined && isToldPurchase(mdtrt_id) ? undefined : mdtrt_id

/** The claim of a purchase: of the visit that it names, or of one known by person, day and lines. */
const readPurchase = (message: Purchase): Decision<ClaimRequest> => {
  const { drugdetail, mdtrt_id: said, ...input } = message.input
  const { med_type = '41' } = input
  if (!medTypes.includes(med_type)) return unreadable('claim.bad-care', 'med_type', med_type)
  const mdtrt_id = ownNumber(message.input)
  const whole = { ...input, med_type, mdtrt_id, feedetail: drugdetail }
  const request = notInFuture(readClaim({ ...message, input: whole }, 'outpatient'), message.today)
  if (request.status === 'refused' || mdtrt_id !== undefined) return request
  const [lines, on] = [feeLinesOf(drugdetail), readDay(input.begntime, 'begntime')]
  if (lines.status === 'refused') return lines
  if (on.status === 'refused') return on
  const known = visitOfPurchase(input.psn_no, on.value, lines.value)
  return said === undefined || isSameId(keptVisitId(said), known.visitId)
    ? accept({ ...request.value, ...known })
    : refuse('visit.unknown', { field: 'visitId' })
}

/** The pharmacy that sells; institutions that treat patients are refused. */
const sellerOf = async ({ institution, effects }: Purchase): Promise<Decision<Institution>> => {
  const known = await findInstitution(institution, effects)
  if (!known) return refuse('institution.unknown', { field: 'institution' })
  return isPharmacy(known) ? accept(known) : refuse('institution.not-pharmacy', { field: 'institution' })
}

/** What the catalogue says of each line, beside its four parts. */
const withCatalogue = async (
  rows: readonly Record<string, string>[],
  { claim }: SettledVisit['recorded'],
  { drugdetail, reference }: Pick<Purchase['input'], 'drugdetail'> & Pick<Purchase['effects'], 'reference'>,
) => {
  const { level } = claim.circumstances
  const { catalogue } = await reference.current()
  return rows.map((row, index) => {
    const entry = catalogue.find(claim.lines[index]?.code ?? '', claim.servedOn)
    const { cnt = '', pric = '' } = drugdetail[index] ?? {}
    return { ...row, cnt, pric, ...(entry ? toCatalogueDetail(entry, level) : {}) }
  })
}

const buy = async (message: Purchase, does: SettlementMode): Promise<Decision<Output>> => {
  const { drugdetail } = message.input
  const { reference } = message.effects
  const seller = await sellerOf(message)
  if (seller.status === 'refused') return seller
  const request = readPurchase(message)
  const isNamed = message.input.mdtrt_id !== undefined
  if (request.status === 'refused') return ofPurchase(request, isNamed)
  const identity = await identityOf(message, does)
  if (identity.status === 'refused') return identity
  const decision = await settleRequest(request.value, does, message)
  if (decision.status === 'refused') return ofPurchase(decision, isNamed)
  const lines = feeLinesOf(drugdetail)
  const serials = lines.status === 'accepted' ? lines.value.map(({ serial }) => serial) : []
  const told = { recorded: decision.value, serials, visitId: toldVisitId(request.value.visitId ?? '') }
  const { feedetail, ...answer } = settlementAnswer(told, await identity.value())
  const detlcutinfo = await withCatalogue(feedetail, decision.value, { drugdetail, reference })
  return accept({ ...answer, detlcutinfo })
}

const purchase = (infno: string, name: string, does: SettlementMode): Transaction =>
  defineTransaction({
    infno,
    name,
    does:
      does === 'settle'
        ? 'Settles a purchase at a designated pharmacy, with its lines in the message; another institution is refused. A purchase is settled once: without `mdtrt_id` it is known by person, day and lines (number, drug, quantity and amount), and while its settlement stands another message is refused, and told its `setl_id`.'
        : 'Says what the settlement of a purchase at a designated pharmacy would be; records nothing.',
    sentBy: 'institution',
    ...(does === 'preview' ? { shows: true, looksUp: true } : {}),
    input: purchaseInput,
    answers:
      '`setlinfo` (amounts, and the `mdtrt_id` under which the purchase is known), `setldetail` (per fund), `detlcutinfo` (each line in its four parts); a preview also `warninfo`, the hints of supervision',
    perform: (message) => buy(message, does),
  })

const cancellation = defineTransaction({
  infno: '2103',
  name: '药店结算撤销',
  does: 'Reverses the settlement of a purchase; it can be settled anew. That of another institution than a pharmacy is refused.',
  sentBy: 'party',
  input: z.looseObject({
    setl_id: fields.setl_id,
    psn_no: fields.psn_no,
    mdtrt_id: fields.mdtrt_id.optional(),
  }),
  answers: '`setlinfo`: every amount negative, `init_setl_id` the settlement taken back',
  perform: async ({ msgid, input, today, by, mayReverse, effects }) => {
    const { entry } = await effects.claims.find(input.setl_id)
    if (entry?.kind !== 'claim' || !mayReverse(entry.claim))
      return refuse('claim.unknown', { field: 'claimId' })
    const seller = await findInstitution(entry.claim.institution, effects)
    if (!seller || !isPharmacy(seller)) return refuse('institution.not-pharmacy', { field: 'claimId' })
    const meant = { claimId: input.setl_id, personId: input.psn_no, care: 'outpatient' } as const
    const request = { ...meant, key: msgid, today, ...(by === undefined ? {} : { by }) }
    const decision = await reverseClaim(request, mayReverse, effects)
    return decision.status === 'accepted'
      ? accept({ setlinfo: toReversalSetlinfo(decision.value, msgid) })
      : decision
  },
})

/** What pharmacies send. */
export const pharmacyTransactions: readonly Transaction[] = [
  purchase('2101', '药店预结算', 'preview'),
  purchase('2102', '药店结算', 'settle'),
  cancellation,
]
