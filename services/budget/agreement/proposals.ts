import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { ItemFields } from '../keys.ts'
import { agreementProposalKey, proposalsOfYear } from '../keys.ts'
import type { Agreement } from './rules/agreement.ts'
import type { AgreementPlace, AgreementProposal, Standing } from './rules/proposal.ts'
import { agreementWrites, readAgreements } from './store.ts'

type Recorded = AgreementProposal & {
  readonly version: number
  /** The commands that proposed, this and those before: one that comes again, however late, proposes nothing anew. */
  readonly commands?: readonly string[]
}

/** The last proposal to an institution for a year; the journal tells of those before. */
export const proposalRecords = defineRecord<Recorded, AgreementPlace>({
  kind: 'agreement-proposal',
  key: ({ city, year, institution }) => agreementProposalKey(city, year, institution),
})

/** What stands between a city and an institution for a year, with the versions that a change of it replaces. */
export type RecordedStanding = Standing & {
  readonly proposalVersion: number
  readonly commands: readonly string[]
}

const contentOf = (recorded: Recorded): AgreementProposal => {
  const {
    version: _,
    commands: _____,
    pk: __,
    sk: ___,
    kind: ____,
    ...proposal
  }: Recorded & ItemFields = recorded
  return proposal
}

/** Agreements of institutions and the last proposals to them, in the order of the institutions. */
export const readStandings = async (
  store: Store,
  { city, year }: { readonly city: string; readonly year: FundYear },
  institutions: readonly string[],
): Promise<RecordedStanding[]> => {
  const keys = institutions.map((institution) => agreementProposalKey(city, year, institution))
  const [agreements, items] = await Promise.all([
    readAgreements(store, city, year, institutions),
    store.getMany(keys),
  ])
  return items.map((item, index) => {
    const recorded = item && proposalRecords.from(item)
    return {
      agreement: agreements[index],
      proposal: recorded && contentOf(recorded),
      proposalVersion: recorded?.version ?? 0,
      commands: recorded?.commands ?? [],
    }
  })
}

/** What a step makes of a proposal, and of the agreement when it was signed. */
export type ProposalStep = {
  readonly before: RecordedStanding
  readonly proposal: AgreementProposal
  readonly agreement?: Agreement | undefined
  /** The command that proposed it, where the step is that. */
  readonly commandId?: string
}

const writesOf = ({ before, proposal, agreement, commandId }: ProposalStep): Write[] => [
  proposalRecords.replace(
    {
      ...proposal,
      version: before.proposalVersion,
      commands: [...before.commands, ...(commandId === undefined ? [] : [commandId])],
    },
    before.proposalVersion,
  ),
  ...(agreement && agreement !== before.agreement
    ? agreementWrites({ changed: agreement, before: before.agreement })
    : []),
]

/** Saves steps together; false when one of them was overtaken. */
export const saveSteps = async (store: Store, steps: readonly ProposalStep[]): Promise<boolean> =>
  steps.length === 0 || (await store.write(steps.flatMap(writesOf))).status === 'written'

/** The last proposals to a city's institutions for a year, in order of institutions. */
export const pageProposals = async (
  store: Store,
  city: string,
  year: FundYear,
  page: { readonly limit: number; readonly cursor?: string },
) => {
  const { pk, prefix } = proposalsOfYear(city, year)
  const { records, cursor } = await proposalRecords.page(store, pk, { prefix, ...page })
  return { proposals: records.map(contentOf), cursor }
}
