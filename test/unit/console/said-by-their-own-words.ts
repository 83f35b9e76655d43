/**
 * Fields that a reader in English understands by their own name in words, such as `paidMonths`: each was read and found good.
 * Whoever adds a field reads it as "Paid months", and puts it here or gives it a better name in the console's words.
 */
export const saidByTheirOwnWords: ReadonlySet<string> = new Set(
  `
  absent accepted accountMoved accounts accumulated actual actuals added adjusted adjustment after age ageFrom
  ageTo ageing ages agreed agreement agreementVersion agreements agrees aim allocated allowances amount amounts
  answer answerBy answerDays answered answers applications appliedOn applyBy approval approved approvedBy
  approvedFor approvedOn arrears article asOf assessmentScore assessments assets assigned assignee at author
  averageDays balance balances bank bars basis batch becomes before benefits billed bills blocks booked bound
  bounds budget by cap carried carriedBefore carriedIn carriedOut cases catalogueVersion category cause causes
  ceiling certificate change changed changes charts chronic-special cities city claims class clearedOn closed
  closedBy closedOn closingBalance code coefficient collected collectionRate column columns comment comments
  committed compensated compiled computedOn confirmations confirmed confirmedBy confirmedOn contact content
  contestedBy contestedOn corrected correctedOn correction corrections corrects correlation cost costs counties
  county coverage covered coveredIn credited day days daysGained daysLate daysLost dead deadLetters deadlineOn
  debtor debts decideBy decided decidedBy decidedOn decision decisions declaration declarations deducted
  deductible deductions definitions delegatedBy deposit depositForfeited depositReturned deposits diagnoses
  diagnosis difference differences digest disbursedOn disease diseases dismissedBy dismissedOn disputed
  division divisions done drafted drift-and-trend due effect effects elasticity eligible elsewhere employee
  employers encoding end ended endedAt endedOn ending ends entities entries entry epidemic evaluated evidence
  evidenceKind evidenceNumber examined exchanges executed expected expenditure expenditureBefore
  expenditureGrowth factor failedOn failures family fault field figure figures file fileName files final
  finding firstAnswerBy firstFaults firstReferral floor forecast forecastCurrent forecastResult format formula
  foundOn from fromYear fullySelfPaid fund fundYear funds gap given gives grade grantedBy grantedOn group
  groupCount groups growth growthAbove growthTargets hash head headcount heading heads hints holdsFrom
  holdsUntil imbalance imported imports inForce inHand inSuspense inTransit income index indexes indicator
  indicators ineligible initials inpatient input inputs institution institutions insured interest into issuedOn
  item items keeps kept key kind label language late lateFee latest layer left leftOut letters level levels
  levies levy liabilities likenesses line lines list lists local locked lumpSums made madeAt madeBy maternity
  mean meaning medical medicalAid members messages method methods missing month monthlyWage months
  monthsPayable more mostDays moved movedAt movements moves name net new next not-covered not-listed
  not-registered note notes of ofBill ofOtherMonths offeredBy office officer officers old open openDays
  openedOn opener openingBalance openingMethod operation operations ordered orderedOn orders other-category
  other-name others outcome outpatient output over overdrawn overrun overspend owed owedBack owedTo owes
  ownBalance pace page pages paid paidOn paidUp pairs part partedFrom partedOn partings parts passedUpOn
  patientPaid payable payee payeeKind payer payers payments people performance period periods person persons
  phone places plan plannedExpenditure points policyVersion pooledBalance postings preview previous priceLimit
  pricedOn pricing pricings priority procedure proposal proposals proposedBy proposedOn province provincial
  publications published publishedOn purpose quantity queue queues quota quotaToDate quotas raised rate rates
  reason reasonableOverrun reasons received receivedOn recipients recipientsInsured record recorded recovered
  referred refused registrations registrationsMoved reinstates rejected relation releases remaining reminders
  remittedOn reported reportedBy reportedOn reports requestedOn requests resident restriction result
  retiredToWorking retiresOn returned returnedOn reversals reversed reversedBy reversedOn reverses review
  reviewed revision rows rule rules running runs same-month-last-year samples saved scheme schemes school
  schoolCode schools score sealed sealedBy sealedOn season-and-trend seasonal-drift seasonalWeights section
  sections sender sent sentAt sentBack sentBy sentOn servedOn service serviceOn settled settledAt settledOn
  settlement settlementList settlements settling severe sex share shared shares sharing sheet side signals
  signed since size source spent startedAt state statedOn statement statements states statistic status step
  steps students sums surgeries surgery surplus suspended suspendedFrom suspendedTo suspensions sweptOn table
  tables target targets task terms tested text through throughDay ties title titles to toGiveBack toYear token
  told topUp toppedUp total totals transfers treasury treatedIn trials turn turns unchanged uncollected
  undecided undoes unitPrice units unityFrom unpaid unsealed unsettled until upTo upToDays upheld upheldOn
  useAccount used value values variant variants verified version visits volume volumes vouchers waiting
  warnings was weight weights what whatIfs where whose why withdrawn withdrawnOn within words worth writeOffs
  year yearStart years yields
  rounds position replaces followed follows
  seenOn
  baseYear chosen choices country disabledPersons disability premium uninsured refusedOn premiums
  `
    .trim()
    .split(/\s+/),
)
