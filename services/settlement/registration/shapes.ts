import * as z from 'zod'
import type { Signature } from '#shared/contracts/fields.ts'
import { day, fundYear, id, signature } from '#shared/contracts/fields.ts'
import { careFilingKinds } from '../insured-year/rules/care-filings.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import type { Proposal, Registered } from './rules/registered.ts'

/** Hypertension and diabetes in the national list of diseases of outpatient care. */
const twoDiseases = /^M0(39|16)\d\d$/

const disease = z
  .strictObject({
    code: z.string().min(1).max(20),
    from: day,
    to: day.optional(),
    kind: z
      .literal('two-diseases')
      .optional()
      .meta({ description: 'Hypertension or diabetes for its drugs alone (两病); else chronic or special' }),
  })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: 'before `from`' })
  .refine(({ code, kind }) => kind === undefined || twoDiseases.test(code), {
    path: ['code'],
    message: 'the two diseases are hypertension (M039…) and diabetes (M016…)',
  })

const filing = z
  .strictObject({
    kind: z.enum(careFilingKinds),
    where: z
      .string()
      .regex(/^(\d{6}|[A-Z]\d{11})$/)
      .meta({
        description:
          'Where it holds: a city, a whole province (its code with four zeros), or one institution',
      }),
    from: day,
    to: day.optional(),
  })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: 'before `from`' })

const contract = z
  .strictObject({ institution: z.string().regex(/^[A-Z]\d{11}$/), from: day, to: day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: 'before `from`' })

/** What is registered of a person, as a body and as an answer. */
export const registrationsBody = z.strictObject({
  diseases: z
    .array(disease)
    .max(20)
    .default([])
    .meta({ description: 'Chronic and special diseases whose outpatient care is paid by its own rules' }),
  civilServant: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether they have the civil servants’ supplement' }),
  filings: z
    .array(filing)
    .max(10)
    .default([])
    .meta({ description: 'What is filed of care elsewhere: claims are judged by it, not by their senders' }),
  contracts: z
    .array(contract)
    .max(5)
    .default([])
    .meta({ description: 'Institutions that they have contracted with (签约), where plans ask for it' }),
  enrolledSince: fundYear.optional().meta({
    description:
      'First year of enrolment without a gap, where an office knows more of it than enrolment does',
  }),
  claimFreeSince: fundYear
    .optional()
    .meta({ description: 'First year in which, as in all since, nothing was claimed' }),
})
type Body = z.output<typeof registrationsBody>

/** The same as it is shown, with filings that were taken back. */
const shownRegistrations = registrationsBody.extend({
  filings: z.array(z.strictObject({ ...filing.shape, withdrawn: z.literal(true).optional() })),
})
const proposal = shownRegistrations.extend({
  proposalId: id,
  institution: id.optional().meta({ description: 'Who filed it, where no officer did' }),
  why: z.string().meta({ description: 'What it rests on: the certificate, the employer’s notice' }),
  proposed: signature,
})

/** What is registered of a person, with who proposed and who approved it, and what waits. */
export const registeredAnswer = shownRegistrations.extend({
  proposal: proposal.optional().meta({ description: 'Waits for another officer; it counts for nothing yet' }),
  approval: z
    .strictObject({ proposalId: id, why: z.string(), proposed: signature, approved: signature })
    .optional(),
  rejected: z.array(proposal.extend({ rejected: signature.extend({ reason: z.string() }) })),
})

/** A proposal in the list of a city, with its age. */
export const waitingRow = proposal.extend({ personId: id, ageDays: z.int().min(0) })

export const asRegistrations = ({
  diseases,
  civilServant,
  filings,
  contracts,
  enrolledSince,
  claimFreeSince,
}: Body): Registrations => ({
  diseases: diseases.map(({ code, from, to = null, kind }) => ({
    ...{ code, from, to },
    ...(kind === undefined ? {} : { kind }),
  })),
  civilServant,
  ...(filings.length === 0 ? {} : { filings: filings.map(({ to = null, ...filed }) => ({ ...filed, to })) }),
  ...(contracts.length === 0
    ? {}
    : { contracts: contracts.map(({ institution, from, to = null }) => ({ institution, from, to })) }),
  ...(enrolledSince === undefined ? {} : { enrolledSince }),
  ...(claimFreeSince === undefined ? {} : { claimFreeSince }),
})

const shown = ({ diseases, filings = [], contracts = [], ...rest }: Registrations) => ({
  ...rest,
  filings: filings.map(({ to, ...filed }) => ({ ...filed, ...(to === null ? {} : { to }) })),
  contracts: contracts.map(({ to, ...each }) => ({ ...each, ...(to === null ? {} : { to }) })),
  diseases: diseases.map(({ to, ...disease }) => ({ ...disease, ...(to === null ? {} : { to }) })),
})

const signed = ({ by, on }: Signature) => ({ by, on })

export const proposalAnswerOf = ({
  proposalId,
  institution,
  why: because,
  proposed,
  registrations,
}: Proposal) => ({
  ...{ proposalId, why: because, proposed: signed(proposed) },
  ...(institution === undefined ? {} : { institution }),
  ...shown(registrations),
})

export const registeredAnswerOf = ({ registrations, proposal: waits, approval, rejected }: Registered) => ({
  ...shown(registrations),
  ...(waits ? { proposal: proposalAnswerOf(waits) } : {}),
  ...(approval
    ? {
        approval: {
          ...{ proposalId: approval.proposalId, why: approval.why },
          ...{ proposed: signed(approval.proposed), approved: signed(approval.approved) },
        },
      }
    : {}),
  rejected: rejected.map((each) => ({ ...proposalAnswerOf(each), rejected: each.rejected })),
})
