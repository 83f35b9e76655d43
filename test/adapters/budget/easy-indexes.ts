import type { Terms } from '../../../services/budget/agreement/rules/agreement.ts'

/** What an institution is assessed by that always scores in full: as easily as the province lets it be, of each kind. */
export const easyIndexes: Terms['indexes'] = [
  { index: 'readmission', weight: 50, full: '0.10', zero: '1' },
  { index: 'head-to-head-ratio', weight: 20, full: '8', zero: '20' },
  { index: 'average-cost', weight: 30, full: '30000', zero: '60000' },
]

/** Assessed by what stays cost on average, and by two things that always score in full, which make 40 points. */
export const byAverageCost = (full: string, zero: string): Terms['indexes'] => [
  { index: 'average-cost', weight: 60, full, zero },
  { index: 'readmission', weight: 20, full: '0.10', zero: '1' },
  { index: 'head-to-head-ratio', weight: 20, full: '8', zero: '20' },
]
