import type { Kind } from '../worlds/stories.ts'

/** A bug as somebody might write it: in a file, a text that stands there once, and what stands there instead. */
export type Plant = {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Only lives of this kind come to it; others are not searched. */
  readonly kind?: Kind
  /** It shows in the template, which is synthesized with it. */
  readonly isInTemplate?: true
  /** Why no seed finds it, where none does. */
  readonly unseen?: string
}

/** Bugs that lives in virtual time have to notice; each is planted alone. */
export const plants: readonly Plant[] = [
  {
    name: 'what the others have is not replayed into a restored table',
    file: 'cli/operate/replay.ts',
    find: 'let left = await applyAll(offered())',
    replace: 'let left = await applyAll([])',
  },
  {
    name: 'what only counts waits in one queue with what decides an answer',
    file: 'services/settlement/table.ts',
    find: 'counts: [claimsSettled, recoveryBooked],',
    replace: 'counts: [],',
    isInTemplate: true,
  },
  {
    name: 'a year whose care went beyond its budget is closed',
    kind: 'fund',
    file: 'services/budget/year-close/rules/close-year.ts',
    find: "if (overrun) return refuse('year-close.lines-overrun', { article, figures: { ...overrun, year } })",
    replace: '',
  },
  {
    name: 'a failed event counts as handled',
    file: 'shared/edge/events/take-messages.ts',
    find: 'return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }',
    replace:
      "return { batchItemFailures: taking.operation === 'consume' ? [] : failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }",
  },
  {
    name: 'a failed unit of a run counts as done',
    file: 'shared/edge/events/take-messages.ts',
    find: 'return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }',
    replace:
      "return { batchItemFailures: taking.operation === 'work' ? [] : failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }",
  },
  {
    name: 'an entry that the bus refused counts as published',
    file: 'shared/edge/events/publish.ts',
    find: 'failed: bad.filter((each) => !isUnfit(each)).map(({ entry }) => entry),',
    replace: 'failed: [],',
  },
  {
    name: 'a call of the bus that failed counts as published',
    file: 'shared/edge/events/publish.ts',
    find: 'return { failed: call, unfit: [] }',
    replace: 'return { failed: [], unfit: [] }',
  },
  {
    name: 'a stream goes on past what failed',
    file: 'shared/edge/events/publish.ts',
    find: 'batchItemFailures: next ?',
    replace: 'batchItemFailures: next && batch.Records.length > 9 ?',
  },
  {
    name: 'keys that a batch of reads left are never read',
    file: 'shared/edge/store/read-together.ts',
    find: 'pending = UnprocessedKeys?.[table]?.Keys ?? []',
    replace: 'pending = []',
  },
  {
    name: 'units that the queue refused are never sent',
    file: 'shared/edge/runs/run.ts',
    find: 'entries = entries.filter(({ Id }) => Failed.some((failure) => failure.Id === Id))',
    replace: 'entries = Failed.length > 10 ? entries : []',
  },
  {
    name: 'a write whose answer was lost is taken for refused',
    file: 'shared/edge/store/store.ts',
    find: "if (carriesMark(reasons, mark)) return { status: 'written' }",
    replace: '',
  },
  {
    name: 'a group whose answer was lost is written apart again',
    file: 'shared/edge/store/write-together.ts',
    find: 'if (group.some(({ mark }) => carriesMark(reasons, mark))) return settle(group)',
    replace: '',
    unseen:
      'a group comes again with its token and is answered as the first time: the mark is for a token that is over, after ten minutes, when no function lives that sent it; test/adapters/shared/lost-answers.test.ts finds it',
  },
  {
    name: 'a conflict is given up at once',
    file: 'shared/edge/store/store.ts',
    find: 'if (!clashed(reasons) || attempt === attempts) throw error',
    replace: "if (clashed(reasons)) return { status: 'written' }\n      throw error",
  },
  {
    name: 'an item is written over whatever version stands there',
    file: 'shared/edge/store/transaction.ts',
    find: "ConditionExpression: 'version = :version'",
    replace: "ConditionExpression: 'version > :version OR version <= :version'",
  },
  {
    name: 'an older entitlement replaces a newer one',
    file: 'services/settlement/entitlement/replace-entitlements.ts',
    find: 'found.year.state.entitlementVersion >= version',
    replace: 'found.year.state.entitlementVersion === version',
  },
  {
    name: 'days taken back are not put on record',
    file: 'services/settlement/entitlement/replace-entitlements.ts',
    find: 'return days.length === 0 ?',
    replace: 'return days.length < 400 ?',
  },
  {
    name: 'a bill paid again after it was given back is not heard of',
    file: 'services/enrollment/coverage/rules/decide.ts',
    find: 'if ((bill.turn ?? 1) <= knownTurn(insured, bill.billId)) return accept(insured)',
    replace: 'if (knownTurn(insured, bill.billId) > 0) return accept(insured)',
  },
  {
    name: 'a payment heard of late revives a bill that was given back',
    file: 'services/enrollment/coverage/rules/decide.ts',
    find: 'if ((bill.turn ?? 1) <= knownTurn(insured, bill.billId)) return accept(insured)',
    replace: '',
  },
  {
    name: 'a refund ends no entitlement',
    file: 'services/enrollment/coverage/rules/decide.ts',
    find: 'if (turn <= knownTurn(insured, billId)) return accept(insured)',
    replace: 'if (turn > 0) return accept(insured)',
  },
  {
    name: 'who pays in the year is entitled from its first day',
    file: 'services/enrollment/entitlement/rules/resident-wait.ts',
    find: ': addDays(paidLateOn, 1) }',
    replace: ': firstDayOfYear(paysFor) }',
  },
  {
    name: 'who pays in the year is entitled on the day of payment',
    file: 'services/enrollment/entitlement/rules/resident-wait.ts',
    find: ': addDays(paidLateOn, 1) }',
    replace: ': paidLateOn }',
  },
  {
    name: 'a death that was approved ends no coverage',
    file: 'services/enrollment/report/decide-report.ts',
    find: 'writes.push(...judged.value)',
    replace: '',
  },
  {
    name: 'a day begins at midnight of Greenwich',
    file: 'shared/calendar/day.ts',
    find: 'new Date(instant.getTime() + chinaOffset)',
    replace: 'new Date(instant.getTime())',
  },
  {
    name: 'a reversal forgets the accumulators',
    file: 'services/settlement/insured-year/rules/evolve.ts',
    find: 'const own = addTo(countedIn(state, event.scheme), event.change)',
    replace:
      "const own = event.kind === 'claim-reversed' ? countedIn(state, event.scheme) : addTo(countedIn(state, event.scheme), event.change)",
  },
  {
    name: 'a reversal leaves the stay among those of the year',
    file: 'services/settlement/insured-year/rules/evolve.ts',
    find: 'if (undoes === undefined) return stays.filter((each) => each.claimId !== claimId)',
    replace: 'if (undoes === undefined) return claimId === "" ? [] : stays',
  },
  {
    name: 'a repeated message is settled again under another id',
    file: 'services/settlement/claim/settle-claim.ts',
    find: 'const claimId = claimIdOfMessage(request)\n  const slot = slotOfRequest(request)',
    replace: 'const claimId = claimIdOfMessage(request) + Date.now()\n  const slot = slotOfRequest(request)',
  },
  {
    name: 'a payment that was recorded is not put on its bill',
    file: 'services/contribution/payment/record-payment.ts',
    find: '      billWrite(bill, judged.before),\n',
    replace: '',
  },
  {
    name: 'a payment does not reach the income account',
    file: 'services/contribution/payment/record-payment.ts',
    find: '      ...incomeWrites([receipt]),\n',
    replace: '',
  },
  {
    name: 'what waits for a payment is not taken out of suspense',
    file: 'services/contribution/payment/record-payment.ts',
    find: 'if (changed && !isHeld) await assignAround(changed, report, effects)',
    replace: 'void changed, isHeld, assignAround',
  },
  {
    name: 'a change of two persons at once is written for the first only',
    file: 'services/enrollment/outbox.ts',
    find: 'data: { persons: group.map(({ person }) => person) }',
    replace: 'data: { persons: group.slice(0, 1).map(({ person }) => person) }',
  },
  {
    name: 'a changed entitlement of a known year is not told',
    file: 'services/enrollment/outbox.ts',
    find: 'each.year !== year || each.version !== version',
    replace: 'each.year !== year',
  },
  {
    name: 'the rest of a group that was posted in part is not posted',
    file: 'services/budget/ledger/book-unposted.ts',
    find: 'facts = tried.filter((_, index) => !before.has(index))',
    replace: 'facts = before.size > 99 ? [...tried] : []',
    unseen:
      'groups overlap only where a batch of the stream was halved, and then each claim comes in a smaller group too; test/adapters/budget/claims/posting.test.ts finds it',
  },
  {
    name: 'the funds of two cities have one partition',
    file: 'services/budget/keys.ts',
    find: 'const of = ({ city, scheme }: Fund) =>',
    replace: "const of = ({ scheme }: Fund, city = '340000') =>",
  },
  {
    name: 'a receipt is posted to the fund twice',
    file: 'services/budget/income/post-receipts.ts',
    find: 'addMovements(...received.map(contributionMovements))',
    replace: 'addMovements(...[...received, ...received.slice(1)].map(contributionMovements))',
  },
  {
    name: 'a unit of a run is done without being noted',
    file: 'shared/edge/runs/run.ts',
    find: "  { kind: 'add', key: runKey(runId), amounts: { done: 1 } },\n",
    replace: '',
  },
  {
    name: 'the night finds nobody whose claims are due',
    file: 'services/settlement/correction/start-due.ts',
    find: 'found.filter(({ trail }) => trail.due.entitlement !== undefined)',
    replace: "found.filter(({ trail }) => trail.due.entitlement === 'never')",
  },
  {
    name: 'a correction is found and not recorded',
    file: 'services/settlement/correction/correct-person.ts',
    find: 'return correctYear(claims, from, basis,',
    replace: 'if (from.length > 3) return undefined as never\n  return correctYear(claims, from, basis,',
  },
  {
    name: 'messages that were not tried while a queue pauses count as handled',
    file: 'shared/edge/events/take-messages.ts',
    find: 'return { failures, rest: records.slice(index + 1) }',
    replace: 'return { failures, rest: [] }',
  },
  {
    name: 'what waits behind a message in doubt counts as handled',
    file: 'shared/edge/events/take-messages.ts',
    find: 'if (pause.isOn()) return { failures, rest: records.slice(index) }',
    replace: 'if (pause.isOn()) return { failures, rest: [] }',
    unseen:
      'it needs a message that came three times with others in its batch; test/unit/shared/edge/inbox-pause.test.ts finds it',
  },
  {
    name: 'what failed beside a message in doubt is taken out of its queue',
    file: 'shared/edge/events/take-messages.ts',
    find: 'const done = others.filter((record) => !failed.some((failure) => failure.record === record))',
    replace: 'const done = others',
    unseen:
      'it needs a message that came three times with others in its batch; test/unit/shared/edge/inbox-pause.test.ts finds it',
  },
  {
    name: 'a message in doubt that is tried alone is not reported when it fails',
    file: 'shared/edge/events/take-messages.ts',
    find: '...failed, ...failures])), ...rest]',
    replace: '...failed])), ...rest]',
    unseen:
      'it needs a message that came three times with others in its batch; test/unit/shared/edge/inbox-pause.test.ts finds it',
  },
  {
    name: 'cities have one last list of aid recipients',
    file: 'services/enrollment/keys.ts',
    find: "({ city }: Pick<OfAidMonth, 'city'>): Key => ({",
    replace: "({ city }: Pick<OfAidMonth, 'city'>, _ = (city = '34')): Key => ({",
  },
  {
    name: 'a list of aid recipients is approved though another was since it was compared',
    file: 'services/enrollment/aid-list/approve-list.ts',
    find: "if (version !== list.after) return refuse('aid-list.overtaken', { figures: { from } })",
    replace: 'void from',
  },
  {
    name: 'a page of a list counts as applied though some of its persons failed',
    kind: 'residents',
    file: 'services/enrollment/aid-list/apply-list.ts',
    find: 'const outcomes = await Promise.all(piece.map((each) => applyOne(each, { page, today }, effects)))',
    replace:
      'const outcomes = await Promise.all(piece.map((each) => applyOne(each, { page, today }, effects).catch(() => [])))',
  },
  {
    name: 'a category holds from the day on which its list was approved',
    file: 'services/enrollment/aid-list/apply-list.ts',
    find: "command: { type: 'change-aid', aid, from },",
    replace: "command: { type: 'change-aid', aid, from: today },",
  },
  {
    name: 'whoever a list leaves as they are counts as absent from it',
    file: 'services/enrollment/aid-list/compare-list.ts',
    find: 'reached.add(personId)',
    replace: "if (outcome !== 'same') reached.add(personId)",
  },
  {
    name: 'a file that could not be read for a fault of the database counts as unreadable',
    kind: 'residents',
    file: 'shared/edge/files/bad-cell.ts',
    find: "if (!(error instanceof TongchouError && error.code.startsWith('file.'))) throw error",
    replace:
      "if (!(error instanceof TongchouError && error.code.startsWith('file.'))) return { code: 'file.malformed', reason: '', reasonZh: '' }",
  },
  {
    name: 'a file is judged again after some of its rows were enrolled',
    kind: 'residents',
    file: 'shared/edge/imports/judge-rows.ts',
    // Alone the first look would be no bug: what was judged first is read again where it stands in the way.
    find: `if (before) return before
  const { isDone, so } = await judgeRows(order, file, clock, effects)
  const { scan, reading } = file
  if (!isDone) return { ...(order.progress ?? fresh), scan, reading, judging: so }
  const judgement = judgementOf(unit, order, file, so)
  const written = await effects.store.write([judgements.create(judgement)])
  return written.status === 'written' ? judgement : ((await judgements.read(effects.store, of)) ?? judgement)`,
    replace: `void before
  const { isDone, so } = await judgeRows(order, file, clock, effects)
  const { scan, reading } = file
  if (!isDone) return { ...(order.progress ?? fresh), scan, reading, judging: so }
  const judgement = judgementOf(unit, order, file, so)
  await effects.store.write([judgements.create(judgement)])
  return judgement`,
    unseen:
      'a call that enrolled some rows and was ended is hardly ever drawn; test/adapters/enrollment/import-parts.test.ts finds it',
  },
  {
    name: 'a claim that a rule held and another fault kept from record is sent for nothing',
    kind: 'residents',
    file: 'services/settlement/claim/settle-claim.ts',
    find: 'await keepHeld(request, effects)',
    replace: 'await keepHeld(request, effects).catch(() => undefined)',
  },
  {
    name: 'only the first that comes to a cleared year is told',
    kind: 'fund',
    file: 'services/budget/cleared-cost/late-costs.ts',
    find: 'if (income === now.income && expenditure === now.expenditure) return true',
    replace: 'if (before || (income === now.income && expenditure === now.expenditure)) return true',
  },
  {
    name: 'what comes to a year in the year after it is not told',
    kind: 'fund',
    file: 'services/budget/claims/subscriptions.ts',
    find: 'if (year < Math.max(yearOf(day), yearOf(bookedIn)))',
    replace: 'if (year + 1 < yearOf(day))',
  },
  {
    name: 'what is kept above a share is owed back twice over',
    kind: 'fund',
    file: 'services/adjustment-fund/gap/true-up.ts',
    find: 'amount: fen(clawedBack - before)',
    replace: 'amount: fen(2 * (clawedBack - before))',
  },
  {
    name: 'another city is asked for what one owes back of its share',
    kind: 'fund',
    file: 'services/adjustment-fund/outbox.ts',
    find: 'const of = { levyId: clawbackId, city, scheme, year, base: paid, amount }',
    replace:
      "const of = { levyId: clawbackId, city: city === '340100' ? '340200' : '340100', scheme, year, base: paid, amount }",
  },
  {
    name: 'a share is trued up by the final accounts and by no correction of them',
    kind: 'fund',
    file: 'services/adjustment-fund/gap/true-up.ts',
    find: 'if (stands.trueUp && (stands.trueUp.correction ?? 0) >= correction) return true',
    replace: 'if (stands.trueUp) return true',
  },
  {
    name: 'what rules hold has one place for many claims',
    file: 'services/settlement/keys.ts',
    find: "({ pk: claimPartition(claimId), sk: 'HELD' })",
    replace: "({ pk: claimPartition(claimId.slice(0, 1)), sk: 'HELD' })",
  },
]
