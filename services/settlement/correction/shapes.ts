import * as z from 'zod'
import { city, day, fundYear, id, scheme, signature, signedAmount } from '#shared/contracts/fields.ts'
import { correctionIdOf } from '../insured-year/records/correction-item.ts'
import type { ClaimCorrected } from '../insured-year/rules/claim-events.ts'
import { amountNames, correctionCauses } from '../insured-year/rules/claim-events.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { PersonResult } from './rules/run-result.ts'

/** So many persons one run may be asked for by name. */
const mostPersons = 1000

/** What a run of corrections is asked for; `from` is the first day of service that is judged again. */
export const correctionBody = z
  .strictObject({
    cause: z.enum(correctionCauses),
    year: fundYear,
    city: city.optional().meta({ description: 'Persons who are or were insured there; all when absent' }),
    scheme: scheme.optional(),
    from: day
      .optional()
      .meta({ description: 'The first day of service judged again; where absent, that noticed' }),
    persons: z.array(id).min(1).max(mostPersons).optional(),
    preview: z.boolean(),
    on: day.optional().meta({ description: 'The day corrections are dated; today when absent' }),
  })
  .refine(({ cause, from }) => (cause !== 'catalogue' && cause !== 'policy') || from !== undefined, {
    path: ['from'],
    message: 'needed where nothing noticed which claims are touched',
  })

const differences = z.partialRecord(z.enum(amountNames), signedAmount).meta({
  description: 'What it should have been less what stood, in fen; amounts that do not change are left out',
})

const entry = {
  correctionId: id,
  claimId: id,
  servedOn: day,
  scheme,
  city,
  care: z.enum(['outpatient', 'inpatient']),
  institution: id,
  differences,
  refusedFor: z.string().optional(),
}

export const differencesAnswer = z.strictObject({
  differences: z.array(z.strictObject({ personId: id, ...entry })),
  cursor: z.string().max(2_000).optional(),
})

export const totalsAnswer = z.strictObject({
  runId: id,
  status: z.enum(['running', 'done']),
  persons: z.int(),
  corrected: z.int(),
  entries: z.int(),
  fund: signedAmount,
  account: signedAmount,
  cash: signedAmount,
  held: z.int().optional().meta({ description: 'Persons whose correction waits for another person' }),
})

/** Runs as a list of them shows them. */
export const listedRunsAnswer = z.strictObject({
  runs: z.array(
    z.strictObject({
      runId: id,
      correctedOn: day,
      cause: z.enum(correctionCauses),
      year: fundYear,
      city: city.optional().meta({ description: 'absent where the run is of all cities' }),
      scheme: scheme.optional(),
      preview: z.boolean(),
      status: z.enum(['running', 'done']),
      ordered: signature.optional().meta({ description: 'absent where it started by itself' }),
      decides: z
        .strictObject({ runId: id, by: z.string(), on: day, isApproved: z.boolean() })
        .optional()
        .meta({ description: 'the run of which another person approved or rejected what it had held' }),
    }),
  ),
  cursor: z.string().max(2_000).optional(),
})

/** By whose hands: absent where a correction started by itself. */
const hands = z.strictObject({ ordered: z.string(), approved: z.string().optional() }).optional()

export const claimCorrectionsAnswer = z.strictObject({
  personId: id,
  corrections: z.array(
    z.strictObject({ ...entry, cause: z.enum(correctionCauses), correctedOn: day, runId: id, hands }),
  ),
  stands: z.strictObject({
    isPaid: z.boolean(),
    scheme,
    city,
    amounts: z.record(z.enum(amountNames), signedAmount),
    refusedFor: z.string().optional(),
    reversedBy: id.optional().meta({ description: 'The reversal that left nothing of it' }),
  }),
})

/** Corrections that wait, and how many there are. */
export const waitingAnswer = z.strictObject({
  waiting: z.array(
    z.strictObject({
      personId: id,
      year: fundYear,
      from: day.optional().meta({
        description:
          'The first day of service that needs another look, where a change of entitlement says so',
      }),
      held: z
        .strictObject({ since: day, moves: signedAmount, runId: id, ordered: signature.optional() })
        .optional()
        .meta({
          description:
            'Since when it waits, what it moves of the fund’s money taken and given together, and the run whose differences show it. It waits for an order, and once it is ordered for another person’s approval of that run. Absent where the next night starts it',
        }),
    }),
  ),
  of: z.int(),
})

/** A year that waits, for a reader. */
export const toWaitingAnswer = ({
  state: { personId, year },
  trail: { due, held },
}: RecordedYear): z.output<typeof waitingAnswer>['waiting'][number] => ({
  personId,
  year,
  ...(due.entitlement === undefined ? {} : { from: due.entitlement }),
  ...(held ? { held } : {}),
})

type Entry = PersonResult['entries'][number]

/** An entry for a reader: the amounts that change. */
export const toEntryAnswer = (found: Entry) => ({
  correctionId: correctionIdOf(found),
  claimId: found.claimId,
  servedOn: found.servedOn,
  scheme: found.scheme,
  city: found.city,
  care: found.care,
  institution: found.institution,
  differences: Object.fromEntries(Object.entries(found.amounts).filter(([, amount]) => amount !== 0)),
  ...(found.refusedFor === undefined ? {} : { refusedFor: found.refusedFor }),
})

export const toCorrectionAnswer = (correction: ClaimCorrected) => ({
  ...toEntryAnswer(correction),
  cause: correction.cause,
  correctedOn: correction.correctedOn,
  runId: correction.runId,
  ...(correction.hands ? { hands: correction.hands } : {}),
})
