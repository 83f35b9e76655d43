import * as z from 'zod'
import { amount, city, day, id, month, signature } from '#shared/contracts/fields.ts'
import { never } from '#shared/kernel/never.ts'
import { hit } from '../claim/shapes.ts'
import type { AuditCase } from './rules/audit-case.ts'

const confirmed = {
  assignee: z.string(),
  confirmedBy: z.string(),
  confirmedOn: day,
  reason: z.string(),
  amount,
  recoveryId: id,
  found: signature
    .extend({ claims: z.array(id).optional() })
    .optional()
    .meta({ description: 'who found it so, and of which claims' }),
}

/** How far a case is. */
const standing = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('open') }),
  z.strictObject({ status: z.literal('assigned'), assignee: z.string(), assignedOn: day }),
  z.strictObject({ status: z.literal('confirmed'), ...confirmed }),
  z.strictObject({ status: z.literal('recovered'), bookedIn: month, ...confirmed }),
  z.strictObject({
    status: z.literal('dismissed'),
    dismissedBy: z.string(),
    dismissedOn: day,
    reason: z.string(),
    found: signature.optional(),
  }),
])

/** An audit case as it is answered. */
export const caseAnswer = z.strictObject({
  caseId: id,
  institution: id,
  city,
  claims: z.array(id),
  month: month.optional(),
  openedOn: day,
  cause: z.discriminatedUnion('by', [
    hit.extend({ by: z.literal('rule') }),
    z.strictObject({ by: z.literal('hand'), opener: z.string(), reason: z.string() }),
  ]),
  standing,
  comments: z.array(z.strictObject({ author: z.string(), on: day, text: z.string() })),
  officers: z.array(z.string()),
  finding: z
    .strictObject({
      ...{ as: z.enum(['dismiss', 'recover']), by: z.string(), on: day, reason: z.string() },
      ...{ amount: amount.optional(), claims: z.array(id).optional() },
    })
    .optional()
    .meta({ description: 'how one officer would end the case; another one ends it so' }),
})

/** A case as it is told: what an institution says is its own word, whoever spoke. */
export const withoutSpeakers = ({ endsByTwo: _, ...auditCase }: AuditCase): AuditCase => ({
  ...auditCase,
  comments: auditCase.comments.map(({ speaker: _, ...comment }) => comment),
})

const withoutFinder = <Ended extends { readonly found?: unknown }>({ found: _, ...at }: Ended) => at

/** A case for the institution it is about: it learns what it is accused of, not who in the office deals with it. */
export const forInstitution = (auditCase: AuditCase): AuditCase => {
  const { standing: at, cause, finding: _, ...rest } = auditCase
  const office = 'office'
  const shown = {
    ...withoutSpeakers({ ...rest, standing: at, cause }),
    cause: cause.by === 'hand' ? { ...cause, opener: office } : cause,
    officers: [],
  }
  switch (at.status) {
    case 'open':
      return shown
    case 'assigned':
      return { ...shown, standing: { ...at, assignee: office } }
    case 'dismissed':
      return { ...shown, standing: { ...withoutFinder(at), dismissedBy: office } }
    case 'confirmed':
      return { ...shown, standing: { ...withoutFinder(at), assignee: office, confirmedBy: office } }
    case 'recovered':
      return { ...shown, standing: { ...withoutFinder(at), assignee: office, confirmedBy: office } }
    default:
      return never(at)
  }
}
