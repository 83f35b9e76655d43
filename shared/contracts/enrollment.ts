import * as z from 'zod'
import { defineEvent } from '#shared/contracts/define-event.ts'
import { aid, city, day, employment, fundYear, id, scheme, version } from '#shared/contracts/fields.ts'

/** A person's coverage as it now is: what contribution needs to bill. A higher version replaces a lower one. */
export const coverageChanged = defineEvent({
  service: 'enrollment',
  name: 'coverage-changed',
  version: 1,
  summary: "A person's coverage was opened, moved, ended, or his aid category changed.",
  data: z.strictObject({
    personId: id,
    version,
    scheme,
    city,
    employment,
    /** Who pays the employer's part; present for the employed only. */
    employerId: id.optional(),
    aid,
    birthOn: day,
    from: day,
    /** The last covered day; null while the coverage is open. */
    to: day.nullable(),
  }),
})

/** The days of a fund year on which a person may claim, whole; a higher version replaces a lower one. */
export const entitlementChanged = defineEvent({
  service: 'enrollment',
  name: 'entitlement-changed',
  version: 1,
  summary: 'The days of a fund year on which a person may claim benefits changed.',
  data: z.strictObject({
    personId: id,
    year: fundYear,
    version,
    birthOn: day,
    sex: z.enum(['male', 'female']),
    spells: z.array(z.strictObject({ scheme, city, employment, aid, from: day, to: day })).max(60),
  }),
})
