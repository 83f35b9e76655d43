import * as z from 'zod'
import { answerMeanings } from '../../services/settlement/national/answer-fields.ts'
import { headerFields } from '../../services/settlement/national/fields.ts'
import { notOffered } from '../../services/settlement/national/not-offered.ts'
import type { Transaction } from '../../services/settlement/national/transaction.ts'

type Row = {
  readonly name: string
  readonly length: string
  readonly required: boolean
  readonly meaning: string
}

/** A field without what makes it optional, and whether it has to be there. */
const unwrapped = (field: z.ZodType): { readonly shape: z.ZodType; readonly required: boolean } =>
  field instanceof z.ZodOptional || field instanceof z.ZodDefault
    ? { shape: unwrapped(field.unwrap() as z.ZodType).shape, required: false }
    : { shape: field, required: true }

const groupRows = (name: string, shape: z.ZodType): Row[] => {
  if (shape instanceof z.ZodObject) return rowsOf(shape, `${name}.`)
  const item = shape instanceof z.ZodArray ? (shape.element as z.ZodType) : undefined
  return item instanceof z.ZodObject ? rowsOf(item, `${name}[].`) : []
}

const rowsOf = (input: z.ZodObject, prefix = ''): Row[] =>
  Object.entries(input.shape as Record<string, z.ZodType>).flatMap(([key, field]) => {
    const { shape, required } = unwrapped(field)
    const { length, meaning } = (shape.meta() ?? {}) as { length?: number; meaning?: string }
    const name = `${prefix}${key}`
    const own = { name, length: String(length ?? ''), required, meaning: meaning ?? '' }
    return [...(meaning === undefined ? [] : [own]), ...groupRows(name, shape)]
  })

const table = (rows: readonly Row[]): string =>
  [
    '| field | length | needed | 含义 |',
    '|---|---|---|---|',
    ...rows.map(
      ({ name, length, required, meaning }) =>
        `| \`${name}\` | ${length} | ${required ? 'yes' : ''} | ${meaning} |`,
    ),
  ].join('\n')

/** A transaction as it went once: the whole request, and its answer. */
export type NationalExample = { readonly request: object; readonly answer: { readonly output?: object } }
export type NationalExamples = Readonly<Record<string, NationalExample>>

const inJson = (value: object): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``

/** The fields of an answer's groups as `group[].field`, of a list those of its first row. */
const answerRows = (value: unknown, prefix = ''): (readonly [path: string, name: string])[] => {
  if (Array.isArray(value)) return answerRows(value[0], prefix)
  return Object.entries((value ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, each]) =>
    each !== null && typeof each === 'object'
      ? answerRows(each, `${prefix}${name}${Array.isArray(each) ? '[]' : ''}.`)
      : [[`${prefix}${name}`, name] as const],
  )
}

const answerTable = ({ answer: { output = {} } }: NationalExample): string =>
  [
    '| field of the answer | 含义 |',
    '|---|---|',
    ...answerRows(output).map(([path, name]) => {
      const meaning = answerMeanings[name]
      if (meaning === undefined) throw new Error(`the field ${name} of an answer has no meaning`)
      return `| \`${path}\` | ${meaning} |`
    }),
  ].join('\n')

const exampleOf = (example: NationalExample): string[] => [
  answerTable(example),
  'A request and its answer:',
  inJson(example.request),
  inJson(example.answer),
]

const section = (
  { infno, name, does, sentBy, answers, input }: Transaction,
  examples: NationalExamples,
): string =>
  [
    `## ${infno} ${name}`,
    `${does} Sent by ${sentBy === 'party' ? 'the institution whose settlement it is' : 'the institution'}.`,
    table(input instanceof z.ZodObject ? rowsOf(input) : []),
    `Answers ${answers}.`,
    ...(examples[infno] ? exampleOf(examples[infno]) : []),
  ].join('\n\n')

const overview = (transactions: readonly Transaction[]): string =>
  [
    '| transaction | name | what it does here |',
    '|---|---|---|',
    ...transactions.map(({ infno, name, does }) => `| ${infno} | ${name} | ${does} |`),
  ].join('\n')

const envelopeRows = Object.entries(headerFields).map(([name, field]): Row => {
  const { length, meaning } = field.meta() as { length: number; meaning: string }
  return { name, length: String(length), required: name === 'infno' || name === 'msgid', meaning }
})

const frame = `Every transaction is a \`POST /v1/settlement/national\` of the national envelope. It needs no \`Idempotency-Key\`: its \`msgid\` is one.
A message sent again is answered again and has no second effect. A \`msgid\` has one effect, whatever transaction it comes with.
With other content it is refused (\`claim.other-payload\`). A \`msgid\` of the national form has to begin with the code of
the institution that sends it. Fields this service does not read are carried unread.
What is blank was not sent: empty text, blanks and null, at any depth. Numbers and texts are read alike, and equal figures are
equal: 25.6, \`"25.60"\` and \`"25.6000"\` are one amount. Money with more than two decimals is refused. The fields of a transaction stand in \`input\`,
in the group the standard gives them (\`data\`, \`mdtrtinfo\`, \`dscginfo\`, \`druginfo\`) or without it. Message ids are each institution's own: the same id of two
institutions means two messages. Fee lines stand in \`feedetail\`, those of a pharmacy in \`drugdetail\`, diagnoses in
\`diseinfo\`. This page is written by \`npm run docs\` from the table of transactions itself.`

const authentication = `A system has a bearer token or a key to sign with; one of them, never both.

**Token.** \`POST https://{host}/v1/settlement/national\` with \`authorization: Bearer …\`, a JWT of the province's issuer. It carries
\`scope\` \`institution\`, the \`institution\` and its \`division\`. Nobody else sends for an institution: not its city, nor the province.

**Signature.** \`POST https://{host}/v1/settlement/national/gateway\` without a token, with the headers of provincial gateways:

| header | what it holds |
|---|---|
| \`x-tif-paasid\` | the name of the institution's platform |
| \`x-tif-timestamp\` | seconds since 1970, at most five minutes from the server's clock |
| \`x-tif-nonce\` | any text of at most 64 characters |
| \`x-tif-signature\` | SHA-256 of timestamp + token + nonce + timestamp, in hexadecimal digits |

The city gives the key: \`PUT /v1/settlement/gateway-keys/{paasid}\` with the institution answers the token, once, and another officer approves it (\`…/approval\`). Given anew, the former
token holds for a day more. A signature is used once, so a call that is sent again is signed anew. A call without a right signature
is HTTP 403 with an answer of this interface. The example client in \`examples/hospital-client\` does all of this.

Many messages at once go to \`POST https://{host}/v1/settlement/national/batches\` as \`messages\`, at most 50, by token.`

const unoffered = (transactions: readonly Transaction[]): string => {
  const offered = new Set(transactions.map(({ infno }) => infno))
  return [
    'These are declined with `infcode` -1 and the code `national.not-offered`. Any other number is a fault of the envelope.',
    '',
    '| transaction | name | what is there instead |',
    '|---|---|---|',
    ...notOffered
      .filter(({ infno }) => !offered.has(infno))
      .map(({ infno, name, instead }) => `| ${infno} | ${name} | ${instead} |`),
  ].join('\n')
}

const answerFrame = `\`infcode\` 0 with \`output\`, or -1 with \`err_msg\` in Chinese, our stable \`code\` and the national \`field\` at fault.
\`err_msg\` is what a cashier reads: the field by its Chinese and its national name, the line, the value, and what is wrong with it.
A fault of the envelope, or a body that is no JSON, is such an answer too, with HTTP 200. Only what is wrong with the caller is
HTTP 401 or 403, and a failure of ours HTTP 500: then nothing is known of the message, and it is sent again under its id.
\`inf_refmsgid\` is the same for a message sent again. \`refmsg_time\` and \`respond_time\` are of this answer
(yyyyMMddHHmmssSSS). \`warn_msg\`, \`cainfo\` and \`signtype\` are empty. Amounts are yuan with two decimals. The codes are those of the
table of refusals. Only this interface has \`call.bad-field\`, \`call.undone\`, \`call.not-undoable\`, \`call.other-transaction\`,
\`call.other-institution\`, \`visit.*\`, \`fee.*\` and \`reconciliation.*\`.`

const visits = `2201 or 2401 opens a visit (\`mdtrt_id\`). It is a list of events under its own key. 2204/2301 add fee lines, 2205/2302 take
them out, 2203/2403 correct its data. 2402 and 2405 record the discharge and take it back, 2202/2404 cancel the visit. 2207/2304
without \`feedetail\` settle what was collected. Claim, insured-year and the visit's own event are one transaction. So no line
can be added meanwhile, and no second message settles the same lines. With \`feedetail\` they settle the lines they bring; the visit
may be registered here or be numbered by the institution. Either way 2207 and 2304 need \`mdtrt_id\`.

One settlement stands of each visit, whatever the door and the \`msgid\`. A second is refused (\`claim.duplicate\`) and names the
\`setl_id\` that stands; 5203 finds it too. An outpatient visit may be settled by charging batches (\`chrg_bchno\`, \`0000\` for all): each
batch once, deductible and ceilings running on. Without it all that is not settled is taken, and the visit is closed. Of a visit that
the institution numbers the lines are not known beforehand, so whole and batches exclude each other. A settled batch takes no line
and loses none. A serial number (\`feedetl_sn\`) belongs to one batch of its visit; a batch whose lines have none stands alone. Visit ids
and batches are compared without regard to letter case and width. A settlement with lines of its own for a registered visit says the
registered days. When a settlement is cancelled its visit, or its batch, is open again.

A line's \`fee_ocur_time\` lies in its visit: not before it began, nor after the discharge, nor in the future. What is known when the
line comes is refused then, the rest at the settlement. A line of another \`mdtrt_id\`, \`psn_no\` or batch than its message is refused,
and so is a \`feedetl_sn\` twice. A line may be a fen off quantity times price (\`settlement.line_tolerance\`).

Registration tells whether benefits are enjoyed and refuses only what no later event can put right. 2204/2301 answer the split by
the catalogue on the day of the fee. The settlement splits by the catalogue of the day of service or discharge. It judges restrictions
over what it settles. Negative lines (\`init_feedetl_sn\`) are not taken: withdraw the line instead (2205, 2302).

Of the diagnoses the main one is kept: the one marked \`maindiag_flag\` 1, else \`dscg_maindiag_code\`, else the first by \`diag_srt_no\`,
since 2203 and 2203A have no mark. Rows with \`vali_flag\` 0 count for nothing.

2203A, 2206A and 2207A are 2203, 2206 and 2207 under another number: the same fields, the same money, and one standing settlement
with them. What an institution computes itself and sends along (\`fulamt_ownpay_amt\`, \`overlmt_selfpay\`, \`preselfpay_amt\`,
\`inscp_scp_amt\`) is not compared; \`psn_setlway\` is not read.

A name and a certificate in \`setlinfo\` are those of the register of persons. What a message says of them is compared before anything
is settled. A settlement that says neither (2102, 2207, 2304) asks by the person number, and so does 5203; a preview that says
neither does not ask. Each question is traced. While the register does not answer both are empty.`

const pharmacies = `A pharmacy settles a purchase in one message: 2101 says what it comes to, 2102 settles it, 2103 takes that back. Only institutions
registered as pharmacies send them (\`institution.not-pharmacy\`). \`med_type\` is 41, or 14 for the drugs of a registered disease. The
ways of a visit are open to a pharmacy too: 2201, 2204, 2206 and 2207 with \`med_type\` 41, cancelled by 2208.

The standard gives a purchase no \`mdtrt_id\`. So all purchases of a person on a day at a pharmacy are one visit here, and each is
known by its lines: number, drug, quantity and amount. The answer names that visit (\`D.\` with day and person), which a later message
may repeat and no other transaction settles. A purchase with a line of another one is refused
(\`claim.duplicate\`) and told the \`setl_id\` that stands, whatever its \`msgid\`: it was settled, and its answer lost. A second purchase of just the
same drugs on the same day needs other numbers (\`feedetl_sn\`); zeros before a number make no other. With an \`mdtrt_id\` the purchase
is that visit's. Its lines are compared all the same: whatever visit a line comes under, and by whatever transaction or door, it is
settled once (\`claim.same-purchase\`).`

const undoing = `2601 takes back by \`omsgid\`. A settlement is reversed. A change of a visit counts as if it had never been. A message that never
arrived leaves a mark under its id, in the record that the late original would write. So the original is refused (\`call.undone\`), and
the settlement need not look for marks. If it is taken back again, by the same message or another, nothing more happens. A direct
settlement that arrives once more after it was reversed is refused (\`claim.already-reversed\`): its id is used up. Right after
the reversal it may still be answered as it was settled, without any effect ([why](decisions.md#1-a-claim-is-one-read-and-one-transaction-of-three-items)).`

const reconciling = `The settlements of an institution are listed from the same events that the ledger receives. They stand in the records that supervision
keeps of an institution's month anyway, so nothing costs a write unit more. 3201 compares totals of at most 31 days, today the last: its lists follow the claims by seconds. 3202
takes the details in \`detail\`, or in a file that 9101 took; the differences are a file then, which 9102 gives. The lists follow the claims by seconds. So the claims themselves are read before
anything counts as missing here. The day of a settlement or cancellation is that on which its message came, in China, and not
\`setl_time\`: a stay of December settled in January changes no day of December ([why](decisions.md#30-the-day-of-a-settlement)). The findings are recorded: \`GET /v1/settlement/reconciliations/{id}\`. Each difference is settled by
\`POST …/differences/{entryId}\` with \`reversed\`, \`resent\` (both checked against the claim) or \`confirmed\`. Corrections that the
fund makes of itself belong to no message of the institution and are not reconciled.`

const limits = `- 1101 finds a person by ID card: \`mdtrt_cert_type\` 02 with \`mdtrt_cert_no\`, or \`certno\` with \`psn_cert_type\` 01 and \`psn_name\`; by \`psn_no\` too. A name that is sent must be the registered one, however it is written. An unknown person and one under another name are answered alike. Electronic vouchers (01) and social-security cards (03) are told to this platform by nobody: \`person.certificate-not-offered\`. While the register of persons does not answer, a certificate is declined with \`person.register-unavailable\`, and \`psn_no\` works without names. \`naty\` is not recorded and empty; employers are not answered. Each look is traced.
- A settlement or preview that says a name (\`psn_name\`) or an ID number (\`certno\`, or \`mdtrt_cert_no\` of kind 02) is compared with the register before anything is settled: others than the person's are refused with \`person.other-identity\`. \`setlinfo\` tells them as registered, 5203 too. A settlement that says neither tells them as registered too. One for which the register does not answer within two seconds is answered without them: a settlement is never held up by it. Each comparison is traced. A wrong one is counted like 1101; an institution that tried too many within the minute is not compared for the rest of it, and answered without names.
- \`psn_type\` is 1101 for everyone active, 1201 retired, 1501 residents; \`psn_idet_type\` and \`cum_type_code\` are our own names.
- \`med_type\` 11, 14 and 21, \`clr_type\` and the amounts of \`setlinfo\` are as published. \`med_type\` 13, 24, 41, 52, \`matn_type\`, \`fund_pay_type\` and \`stmt_rslt\` 101 to 103 follow the national dictionaries as we know them. They have to be confirmed against the province's own edition.
- 2101 and 2102 with \`druginfo\`, \`drugdetail\` and \`detlcutinfo\`, 5201 with \`mdtrtinfo\`, 5202 with \`diseinfo\` and 5301 with \`feedetail\` follow the standard as we know it. Fields of these answers that nobody records here are left out.
- 5201 lists visits by the day that they were registered for. One that was registered before this list was kept is found by its \`mdtrt_id\`, or once it is settled by 5203.
- 2501 to 2504 follow the standard as we know it, with \`refmedin\` for 2501 and \`data\` for the others. They are proposals onto what is registered of the person, which an officer of the insuring city approves or rejects. What was approved the office takes back. Names, addresses and telephone numbers that are sent are kept nowhere; the reason of a referral, the physician of a disease and the \`memo\` of a withdrawal stand with the proposal.
- 1312 follows the standard as we know it; \`ver\` is ours. Files (1301 to 1311) are not made.
- \`rloc_filg_stas\` (filing for care elsewhere) is a field of ours: nationally the filing is looked up on the side of insurance. It is only compared here: care elsewhere is judged by what the paying city has on record (\`filings\` of \`…/registrations\`), and the explanation says where the two differ. An emergency (2) counts as said, with a diagnosis, until that city finds that it was none. \`refl_old_mdtrt_id\` counts as a referral within the paying city; elsewhere that too is by record.
`

/** The national hospital interface as a document, from its table of transactions. */
export const nationalDocument = (transactions: readonly Transaction[], examples: NationalExamples): string =>
  [
    '# The national hospital interface',
    frame,
    overview(transactions),
    '## Where to send, and who you are',
    authentication,
    '## Envelope',
    table(envelopeRows),
    '## Answers',
    answerFrame,
    '## Visits',
    visits,
    '## Pharmacies',
    pharmacies,
    '## Calls whose answer was lost',
    undoing,
    '## Reconciliation',
    reconciling,
    '## What is not offered',
    unoffered(transactions),
    '## What is assumed',
    limits,
    ...transactions.map((each) => section(each, examples)),
  ].join('\n\n')
