import type { PersonAsked } from '#shared/contracts/person-asked.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { looksLikeIdCard } from '#shared/kernel/id-card.ts'
import { normalName } from '#shared/kernel/person-name.ts'
import { claimIdOfMessage } from '../claim/message.ts'
import { refusal } from '../refusals.ts'
import type { LookUps } from './look-ups.ts'
import { certificateCode, certificateTypeOf } from './person-codes.ts'
import type { KnownPerson, Persons } from './persons.ts'
import type { PersonNamed } from './sought-person.ts'
import type { NationalMessage, SettlementMode } from './transaction.ts'

/**
 * Who the patient is by name and certificate, as the register says. Settlement keeps neither. What a message says of
 * them is compared and never told again, so that nothing unverified is printed.
 */
export type Identity = {
  readonly psn_name?: string | undefined
  readonly certno?: string | undefined
  readonly psn_cert_type?: string | undefined
  readonly naty?: string | undefined
  readonly mdtrt_cert_type?: string | undefined
}

type Named = PersonNamed & { readonly psn_no: string; readonly naty?: string | undefined }
type Asking = Pick<
  NationalMessage<Named>,
  'asker' | 'effects' | 'infno' | 'input' | 'msgid' | 'institution' | 'today'
>
type By = PersonAsked['by']
type Answer = Awaited<ReturnType<Persons['find']>>

/** So long a settlement waits for the register, and so long none asks it again after it did not answer. */
const patience = 2_000
const restsFor = 30_000

const minute = 60_000

const restingUntil = new WeakMap<Persons, number>()

const afterPatience = (): { readonly answer: Promise<Answer>; readonly stop: () => void } => {
  let timer: NodeJS.Timeout | undefined
  const answer = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'unavailable' }), patience)
  })
  return { answer, stop: () => clearTimeout(timer) }
}

/** Asks the register, for no longer than a settlement can wait; while it rests after a failure nobody asks it. */
const ask = async (by: By, { asker, effects, infno }: Asking): Promise<Answer> => {
  const { persons, now } = effects
  if (now() < (restingUntil.get(persons) ?? 0)) return { status: 'unavailable' }
  const late = afterPatience()
  const found = persons.find({ by, asker: { ...asker, operation: `${asker.operation} ${infno}` } })
  const answer = await Promise.race([found, late.answer])
  late.stop()
  if (answer.status === 'unavailable') restingUntil.set(persons, now() + restsFor)
  return answer
}

/** Until when the wrong names of an institution are not told any more, since it tried too many within the minute. */
const untoldUntil = new WeakMap<LookUps, Map<string, number>>()

const isUntold = ({ asker: { institution = '' }, effects: { lookUps, now } }: Asking): boolean =>
  now() < (untoldUntil.get(lookUps)?.get(institution) ?? 0)

/**
 * Whether the sender may be told once more within the minute that a name is wrong. A right one tells them nothing, so it is
 * not counted: most settlements are compared, and none waits for a counter.
 */
const mayBeTold = async ({ asker: { institution }, effects, msgid, today }: Asking): Promise<boolean> => {
  const { lookUps, now, plans } = effects
  if (institution === undefined) return true
  if (await lookUps.take({ institution, msgid }, plans().limitsOn(today).mostLookUps)) return true
  const until = untoldUntil.get(lookUps) ?? new Map<string, number>()
  untoldUntil.set(lookUps, until.set(institution, (Math.floor(now() / minute) + 1) * minute))
  return false
}

type Certificate = { readonly type: CertificateType; readonly number: string }

/** The certificate that `certno` is: a number of an ID card is one, whatever it is said to be, save a foreigner's own card. */
const certnoOf = ({ certno: number, psn_cert_type }: Named): Certificate | undefined => {
  if (number === undefined) return undefined
  const said = certificateTypeOf(psn_cert_type, number)
  const type = said !== 'foreign-residence-card' && looksLikeIdCard(number) ? 'id-card' : said
  return type && { type, number }
}

/** The certificates that a message says, each once. Those of other kinds are in no register. */
const certificatesIn = (input: Named): Certificate[] => {
  const { mdtrt_cert_type, mdtrt_cert_no: number } = input
  const first = certnoOf(input)
  const isIdCard = number !== undefined && (mdtrt_cert_type === '02' || looksLikeIdCard(number))
  if (!isIdCard) return first ? [first] : []
  const isTold = first?.type === 'id-card' && first.number === number
  return [...(first && !isTold ? [first] : []), { type: 'id-card', number }]
}

/** The questions that show whether a message means the person whose number it says; none where it says no name. */
const questionsOf = (input: Named): By[] => {
  const certificates = certificatesIn(input)
  if (certificates.length > 0) return certificates.map((certificate) => ({ certificate }))
  return input.psn_name === undefined ? [] : [{ personId: input.psn_no }]
}

const echoed = ({ naty, mdtrt_cert_type }: Named): Identity => ({ naty, mdtrt_cert_type })

const told = (input: Named, { name, certificate }: KnownPerson): Identity => ({
  ...echoed(input),
  ...{ psn_name: name, certno: certificate.number, psn_cert_type: certificateCode(certificate) },
})

/** Whether a message that is refused now was settled before: then it is answered as it was, though names were corrected since. */
const isSettled = async ({ msgid, institution, effects }: Asking): Promise<boolean> => {
  const { entry } = await effects.claims.find(claimIdOfMessage({ msgid, institution }))
  return entry !== undefined
}

/** Who the patient is, to be asked for when the answer is written. */
export type WhoTheyAre = () => Promise<Identity>

/**
 * Who the patient is, as the register says. What the message says of them is compared before any money moves. Where it
 * says neither name nor certificate, a settlement asks when it is done, so that settling waits for nobody; a preview asks
 * nothing, and counts as a look-up anyway.
 */
export const identityOf = async (asking: Asking, does: SettlementMode): Promise<Decision<WhoTheyAre>> => {
  const { input } = asking
  const questions = questionsOf(input)
  if (questions.length === 0)
    return accept(async () => (does === 'settle' ? identityFound(asking) : echoed(input)))
  const compared = await compare(questions, asking)
  return compared.status === 'refused' ? compared : accept(async () => compared.value)
}

/**
 * Where the register does not answer, the patient's benefit is not held up: the answer names nobody then. So it is where
 * the sender tried too many names: what they say is not compared for the rest of the minute.
 */
const compare = async (questions: readonly By[], asking: Asking): Promise<Decision<Identity>> => {
  const { input } = asking
  if (isUntold(asking)) return accept(echoed(input))
  let known: KnownPerson | undefined
  for (const by of questions) {
    const answer = await ask(by, asking)
    // Of a person without an identity the register cannot say that a name is wrong.
    if (answer.status === 'unavailable' || (answer.status === 'unknown' && 'personId' in by))
      return accept(echoed(input))
    known = answer.status === 'found' && answer.personId === input.psn_no ? answer : undefined
    if (!known) return refuseOther('certno', asking)
  }
  const isNamed =
    known && (input.psn_name === undefined || normalName(input.psn_name) === normalName(known.name))
  return known && isNamed ? accept(told(input, known)) : refuseOther('psn_name', asking)
}

const refuseOther = async (field: 'psn_name' | 'certno', asking: Asking): Promise<Decision<Identity>> =>
  (await isSettled(asking)) || !(await mayBeTold(asking))
    ? accept(echoed(asking.input))
    : { status: 'refused', refusal: refusal('person.other-identity', { field: `input.${field}` }) }

/** Who a person is, for a query about their settlement: its sender may look them up, and each look is traced. */
export const identityFound = async (asking: Asking): Promise<Identity> => {
  const answer = await ask({ personId: asking.input.psn_no }, asking)
  return answer.status === 'found' ? told(asking.input, answer) : echoed(asking.input)
}
